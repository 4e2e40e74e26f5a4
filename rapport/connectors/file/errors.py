"""What can be wrong with a file.

ValueError
├── UnreadableFile      nothing of this file can be read; the text says what to do
└── UnreadableRecord    one line cannot be read; it goes to quarantine with this reason
"""

from __future__ import annotations


class UnreadableFile(ValueError):
    """The file as a whole is not one we can read."""


class UnreadableRecord(ValueError):
    """One record is not one we can read."""
