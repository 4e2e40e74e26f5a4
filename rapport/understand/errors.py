"""What this room raises.

UnderstandError
├── NoSuchAnswer    a correction named a field or value that does not exist
└── ModelUnusable   the files of the full gear are missing, damaged or of another version
"""

from __future__ import annotations


class UnderstandError(Exception):
    """Base of everything this room raises."""


class NoSuchAnswer(UnderstandError):
    """A correction named a field or value that does not exist."""


class ModelUnusable(UnderstandError):
    """The files of the full gear are missing, damaged or of another version; the message says which, and the remedy."""
