"""What this room raises.

UnderstandError
└── NoSuchAnswer   a correction named a field or value that does not exist
"""

from __future__ import annotations


class UnderstandError(Exception):
    """Base of everything this room raises."""


class NoSuchAnswer(UnderstandError):
    """A correction named a field or value that does not exist."""
