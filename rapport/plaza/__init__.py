"""The simulated public square of the demo, with a page and an HTTP interface of its own.

Imports only `kit`. Rapport reaches it through its connector over HTTP, like any network.
"""
