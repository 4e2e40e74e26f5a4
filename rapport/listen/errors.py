"""What can go wrong in this room.

ListenError
└── CannotImport    this file cannot be imported; the text says why and what to do
"""

from __future__ import annotations


class ListenError(Exception):
    """Base of everything this room raises."""


class CannotImport(ListenError):
    """Nothing of the file was read, and nothing was kept."""
