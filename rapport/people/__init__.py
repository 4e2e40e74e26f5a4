"""Persons outside the organisation and their handles; erasure.

Promises that erasing a person reaches every table of every room that registered an eraser, and that a
tombstone outlives a restore. Puts no labels on people.
"""
