"""The simulated public square of the demo: its citizens, their posts, a page and an HTTP interface.

Owns everything that stands on the square, the keys of those who may speak to it by machine, and the engine
that lets its people talk. Promises that events can be read in the order of their sequence without a gap, and
that one idempotency key makes one post. Imports only `kit`: Rapport reaches it through its connector over
HTTP, like any network. Exists only under `rapport demo`.
"""
