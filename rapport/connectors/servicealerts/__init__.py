"""Service alerts: what is going on in a transport network, from its GTFS-realtime feed, as facts.

The worked example of a source of facts. It brings no messages and sends nothing.
"""
