"""What can go wrong in this room.

ListenError
├── CannotImport    this file cannot be imported; the text says why and what to do
├── CannotListen    this is no query to listen with; the text says why and what to do
├── CannotReadBack  this account's past cannot be read; the text says why
└── NoSuchQuery     not there (any more)
"""

from __future__ import annotations


class ListenError(Exception):
    """Base of everything this room raises."""


class CannotImport(ListenError):
    """Nothing of the file was read, and nothing was kept."""


class CannotListen(ListenError):
    """Nothing was changed."""


class CannotReadBack(ListenError):
    """Nothing was begun."""


class NoSuchQuery(ListenError):
    """Not there, or put away."""
