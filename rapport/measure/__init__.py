"""Figures and reports, only watching: the mirror of a past, the sentences of Pulse.

Owns no writes of other rooms. Every figure names its definition and gives the list it was counted from.
"""
