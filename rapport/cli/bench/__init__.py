"""The figures of `rapport bench`: each measures one thing, beside a peer measured in the same run.

Everything is measured on a home and a database of its own, removed afterwards.
"""
