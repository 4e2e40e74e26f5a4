"""The whole square of the demo as a place: everything said there, whoever it is meant for.

What is kept of it is what a stored query matches. Nothing is sent to a place.
"""
