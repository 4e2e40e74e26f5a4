"""Plaza, the simulated public square of the demo: what concerns the account, replies, likes, threads.

Reads only threads that name the account or in which it wrote, not everything said on the square.
"""
