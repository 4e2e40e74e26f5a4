"""What this room refuses.

AssetsError
├── NotPlayable    the bytes are neither sound nor a video that browsers play
└── NotAPicture    the bytes are no picture we take: unreadable, another format, or far too large
"""

from __future__ import annotations


class AssetsError(Exception):
    """Base of everything this room raises."""


class NotAPicture(AssetsError):
    """Says in one sentence why, and what to do."""


class NotPlayable(AssetsError):
    """Says in one sentence why."""
