"""What this room raises.

VoiceError
├── EmptyStatement    a statement needs words
├── WrongValidity     it would end before it begins
└── StatementReplaced it was revised or withdrawn meanwhile
"""

from __future__ import annotations


class VoiceError(Exception):
    """Base of everything this room raises."""


class EmptyStatement(VoiceError):
    """A statement needs words."""


class WrongValidity(VoiceError):
    """It would end before it begins."""


class StatementReplaced(VoiceError):
    """It was revised or withdrawn meanwhile."""
