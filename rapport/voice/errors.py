"""What this room raises.

VoiceError
├── EmptyStatement    a statement needs words
├── WrongValidity     it would end before it begins
├── StatementReplaced it was revised or withdrawn meanwhile
├── NoWords           a saved reply needs a name and words; says which is missing
├── NameTaken         another saved reply of the brand has that name
├── UnknownVariables  something in braces is no variable; says where and which was probably meant
└── CannotApprove     it waits no more, or somebody else is asked; says who decided
"""

from __future__ import annotations

from collections.abc import Sequence

from rapport.voice.filling import UnknownVariable


class VoiceError(Exception):
    """Base of everything this room raises."""


class EmptyStatement(VoiceError):
    """A statement needs words."""


class WrongValidity(VoiceError):
    """It would end before it begins."""


class StatementReplaced(VoiceError):
    """It was revised or withdrawn meanwhile."""


class NoWords(VoiceError):
    """`field` is "name" or "text"."""

    def __init__(self, words: str, *, field: str) -> None:
        super().__init__(words)
        self.field = field


class NameTaken(VoiceError):
    """Another saved reply of the brand has that name."""


class UnknownVariables(VoiceError):
    """`language`: in whose text. The sentence names the first, with its place counted from 1."""

    def __init__(self, language: str, unknown: Sequence[UnknownVariable]) -> None:
        first = unknown[0]
        meant = f" Did you mean {{{first.nearest}}}?" if first.nearest else ""
        super().__init__(f"{{{first.name}}} at letter {first.start + 1} is no variable.{meant}")
        self.language, self.unknown = language, tuple(unknown)


class CannotApprove(VoiceError):
    """It waits no more, or is not theirs to decide."""
