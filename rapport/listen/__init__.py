"""What was heard: messages, threads, sightings, quarantine; collecting from connectors.

Promises one message per (network, key) however often and by however many accounts it is seen, and that
what cannot be read is kept with its reason. Does not judge what a message means.
"""
