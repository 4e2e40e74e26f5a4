"""What the reply check is given and what it says. Plain values; nothing here touches the database.

Offsets are code points of the draft's text, start inclusive, end exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

FindingKind = Literal[
    "contradiction",
    "personal_data",
    "placeholder",
    "dismissive",
    "unanswered",
    "wrong_place",
    "craft",
]
# "note" is said beside the text; "second" wants a second look; "hold" is asked about once more before it goes out.
Severity = Literal["note", "second", "hold"]


@dataclass(frozen=True, slots=True)
class StatementText:
    """Something the brand holds true, with the days on which it holds (both inclusive)."""

    id: int
    text: str
    topic: str = ""
    since: date | None = None
    until: date | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be said. `message` is what it answers; `language` is ISO 639-1, "" when unknown.

    `recent` are our own latest replies to others, newest first: saying otherwise than they do is worth a note.
    """

    text: str
    message: str = ""
    public: bool = True
    language: str = ""
    recent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """What one key mends: put `replacement` in place of `text[start:end]`."""

    label: str
    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at before it goes out. `evidence` quotes what it rests on; confidence is 0..1."""

    kind: FindingKind
    severity: Severity
    start: int
    end: int
    why: str
    evidence: str
    statement_id: int | None
    confidence: float
    remedy: Remedy | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what we answered. `key` is the caller's own."""

    key: int
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Passage:
    """`answer[start:end]` of one exchange: the words that disagree with another's."""

    key: int
    question: str
    answer: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AnsweredDifferently:
    """Two or more passages that cannot all be right, in the order given. `likeness` of the questions, 0..1."""

    passages: tuple[Passage, ...]
    likeness: float


class DraftChecker(Protocol):
    """Findings in the order of the text. Pure and quick enough to run while somebody types."""

    def __call__(
        self, draft: Draft, statements: Sequence[StatementText], *, today: date
    ) -> list[Finding]: ...
