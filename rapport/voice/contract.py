"""What the reply check is given and what it says. Plain values; nothing here touches the database.

Offsets are code points of the draft's text, start inclusive, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol
from zoneinfo import ZoneInfo

FindingKind = Literal[
    "contradiction",
    "personal_data",
    "placeholder",
    "robotic",
    "dismissive",
    "unanswered",
    "wrong_place",
    "wrong_moment",
    "craft",
    "unchecked",
]
# "note" is said beside the text; "second" wants a second look; "hold" is asked about once more before it goes out.
Severity = Literal["note", "second", "hold"]


# Whom something may be said to: everybody, one person in private, nobody outside.
Audience = Literal["everybody", "private", "inside"]


@dataclass(frozen=True, slots=True)
class StatementText:
    """Something the brand holds true, with the days on which it holds (both inclusive) and whom it may be said to."""

    id: int
    text: str
    topic: str = ""
    since: date | None = None
    until: date | None = None
    owner: str = ""
    audience: Audience = "everybody"


@dataclass(frozen=True, slots=True)
class Told:
    """A reply of ours: what was said, on which day where we are, and its id in the memory; None where it is not from there."""

    spoken_id: int | None
    text: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be said. `message` is what it answers; `language` is ISO 639-1, "" when unknown.

    `recent` are our own latest replies to others, newest first: saying otherwise than they do is worth a note, and so is
    saying the very same. `told` is what this person was told, `others` what others were told about the same, both
    newest first. Of `in_thread` onlookers read every one beside this. `saved` is the filled text of the saved reply the
    draft began with, "" for none. `quick`: what is only noted and takes long may be left out, as Send does; whoever wrote has seen it.
    """

    text: str
    message: str = ""
    public: bool = True
    language: str = ""
    recent: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    others: tuple[Told, ...] = ()
    in_thread: tuple[str, ...] = ()
    saved: str = ""
    quick: bool = False


@dataclass(frozen=True, slots=True)
class DraftContext:
    """Where a draft would go, by ids: the room that asks knows them, and the check looks up what it needs.

    `now` is aware, `zone` the organisation's (IANA), by which days are told. `keys` are those its delivery would carry.
    `wrote_at`: when they wrote what it answers; `wants_silence_since`: when they asked us to leave them alone;
    `listens_only`: by the rule of the account, or of the place. `standing`: the holds that stand, where they were read
    already (`channels.queries.standing_holds`).
    """

    brand_id: int
    now: datetime
    zone: str = "UTC"
    person_id: int | None = None
    thread_id: int | None = None
    member_id: int | None = None
    account_id: int | None = None
    wrote_at: datetime | None = None
    wants_silence_since: datetime | None = None
    listens_only: bool = False
    keys: tuple[str, ...] = ()
    standing: Sequence[Mapping[str, Any]] | None = None

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class Remedy:
    """What one key mends: put `replacement` in place of `text[start:end]`; where they are one place, it is a paragraph put there."""

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
    # The reply of ours that it speaks of, in the memory.
    spoken_id: int | None = None
    # What is going on that it rests on, on the facts board.
    board_fact_id: int | None = None


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


@dataclass(frozen=True, slots=True)
class KindSetting:
    """What a lead set for a kind of finding: below `least` (0..1) nothing is said, and never louder than `most`.

    `most` is "" (as the check means it), "second", "note" or "off".
    """

    least: float = 0.0
    most: str = ""


class DraftChecker(Protocol):
    """Findings in the order of the text. Pure and quick enough to run while somebody types."""

    def __call__(
        self, draft: Draft, statements: Sequence[StatementText], *, today: date
    ) -> list[Finding]: ...
