"""What the rooms above tell this one when they are ready.

Kinds of records and how long they are kept:

    register_retention("drafts", label="Unsent drafts", default_days=30, sweep=forget_drafts)

Kinds of notices and the words for them:

    register_notice("converse.mentioned", say=mentioned_words)

A notice that can be answered by mail has a letter of its own:

    register_notice("converse.asked", say=asked_words, letter=asked_letter)

What the morning mail says:

    register_morning(morning_letter)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapport.workspace.models import Notice


@dataclass(frozen=True)
class RetainedKind:
    """`sweep(before, limit)` deletes at most `limit` records older than `before`, and says how many; 0 ends the day's sweep."""

    kind: str
    label: str
    default_days: int
    sweep: Callable[[datetime, int], int]


_kinds: dict[str, RetainedKind] = {}


def register_retention(
    kind: str, *, label: str, default_days: int, sweep: Callable[[datetime, int], int]
) -> None:
    _kinds[kind] = RetainedKind(kind=kind, label=label, default_days=default_days, sweep=sweep)


def retained_kinds() -> list[RetainedKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.label)


# Given the notices of a kind, their words by notice id: one sentence each, in the language of whoever reads. A notice
# that is not in the answer is not shown: what it was about is gone.
NoticeWords = Callable[[Sequence["Notice"]], Mapping[int, str]]


@dataclass(frozen=True)
class Letter:
    """A mail of its own, answered by mail: `text` stands under the notice's sentence.

    Its answer goes to `mailbox`, one that Rapport reads, and is heard until `answer_by`; "" asks for none.
    """

    text: str
    mailbox: str
    answer_by: datetime


LetterOf = Callable[["Notice"], Letter | None]


@dataclass(frozen=True)
class NoticeKind:
    say: NoticeWords
    letter: LetterOf | None = None


_notices: dict[str, NoticeKind] = {}


def register_notice(kind: str, *, say: NoticeWords, letter: LetterOf | None = None) -> None:
    _notices[kind] = NoticeKind(say, letter)


def notice_words(kind: str) -> NoticeWords | None:
    """None for a kind whose room is gone."""
    return _notices[kind].say if kind in _notices else None


def letter_of(notice: Notice) -> Letter | None:
    """The letter of its own that a notice makes; None where a sentence and a link say it all."""
    found = _notices.get(notice.kind)
    return found.letter(notice) if found is not None and found.letter is not None else None


def notice_kinds() -> frozenset[str]:
    return frozenset(_notices)


@dataclass(frozen=True)
class MorningLetter:
    """One mail, said twice. `subject` names no customer."""

    subject: str
    text: str
    html: str


# Of a day, the period from its morning a day before; in the language and zone that hold when it is asked.
WriteMorning = Callable[[date, datetime], MorningLetter]

_morning: list[WriteMorning] = []


def register_morning(write: WriteMorning) -> None:
    _morning[:] = [write]


def morning_writer() -> WriteMorning | None:
    """None where no face has one: then no mail leaves."""
    return _morning[0] if _morning else None
