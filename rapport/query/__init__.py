"""The one query language: its grammar, tree, printer, words, matcher and field registry.

Owns what a query means, for the stream (before a message is stored) and for stored messages alike. Knows no room: a
document is what `query.document` says, and rooms register the fields they can fill. Keeps no tables and calls nobody.
"""
