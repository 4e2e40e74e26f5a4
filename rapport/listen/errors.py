"""What can go wrong in this room.

ListenError
├── CannotBoard     this cannot stand on the facts board; the text says why
├── CannotCount     this day cannot be counted; the text says why
├── CannotImport    this file cannot be imported; the text says why and what to do
├── CannotListen    this is no query to listen with; the text says why and what to do
├── CannotReadBack  this account's past cannot be read; the text says why
├── NoSuchFact      not on the board (any more)
└── NoSuchQuery     not there (any more)
"""

from __future__ import annotations


class ListenError(Exception):
    """Base of everything this room raises."""


class CannotCount(ListenError):
    """Nothing was changed."""


class CannotBoard(ListenError):
    """Nothing was changed."""


class CannotImport(ListenError):
    """Nothing of the file was read, and nothing was kept."""


class CannotListen(ListenError):
    """Nothing was changed."""


class CannotReadBack(ListenError):
    """Nothing was begun."""


class NoSuchFact(ListenError):
    """Not there (any more)."""


class NoSuchQuery(ListenError):
    """Not there, or put away."""
