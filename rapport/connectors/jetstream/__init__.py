"""Bluesky as a whole, through Jetstream: every public post of the network, for stored queries to choose from.

A place: public, without an account or key, and nothing is sent. Names, threads and counts come from the
network's public AppView. An account of our own is the connector `bluesky`; a post has the same key in both.
"""
