"""What the simulated square of the demo says over HTTP, as plain values, and how it is asked.

The account on the square and the square as a place both build on it; who asks, and what for, it does not know.
"""
