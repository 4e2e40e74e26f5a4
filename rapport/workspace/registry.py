"""What the rooms above tell this one when they are ready.

Kinds of records and how long they are kept:

    register_retention("drafts", label="Unsent drafts", default_days=30, sweep=forget_drafts)

Kinds of notices and the words for them:

    register_notice("converse.mentioned", say=mentioned_words)

A notice that asks for something says of which rows that is still to be done:

    register_notice("converse.offered", say=offered_words, stands=lambda: Exists(...))

A notice that can be answered by mail has a letter of its own:

    register_notice("converse.asked", say=asked_words, letter=asked_letter)

What the morning mail says:

    register_morning(morning_letter)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, Q

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

# True of the notices whose matter is still to be done; columns of the notice by `OuterRef`. A notice whose matter is
# gone is not among them.
Stands = Callable[[], Q | Exists]


@dataclass(frozen=True)
class NoticeKind:
    say: NoticeWords
    letter: LetterOf | None = None
    stands: Stands | None = None


_notices: dict[str, NoticeKind] = {}


def register_notice(
    kind: str, *, say: NoticeWords, letter: LetterOf | None = None, stands: Stands | None = None
) -> None:
    _notices[kind] = NoticeKind(say, letter, stands)


def notice_words(kind: str) -> NoticeWords | None:
    """None for a kind whose room is gone."""
    return _notices[kind].say if kind in _notices else None


def letter_of(notice: Notice) -> Letter | None:
    """The letter of its own that a notice makes; None where a sentence and a link say it all."""
    found = _notices.get(notice.kind)
    return found.letter(notice) if found is not None and found.letter is not None else None


def notice_kinds() -> frozenset[str]:
    return frozenset(_notices)


def asking_kinds() -> dict[str, Stands]:
    """The kinds that ask for something, with what tells whether it is still to be done."""
    return {kind: one.stands for kind, one in _notices.items() if one.stands is not None}


# What may be named to a member, by id, as `said_of` asks it.
NamesOf = Callable[[Sequence["Notice"], Mapping[int, int]], Mapping[int, str]]

_subjects: dict[str, NamesOf] = {}


def register_subject(about: str, *, names: NamesOf) -> None:
    """How a room above calls what alarms of this one are about.

    `names(notices, about_ids)`: by notice id, what stands under `about_ids[notice.pk]`, as that notice's member may read it.
    """
    _subjects[about] = names


def subject_names(
    about: str, notices: Sequence[Notice], about_ids: Mapping[int, int]
) -> Mapping[int, str]:
    """Nothing where the room that would know is gone."""
    return _subjects[about](notices, about_ids) if about in _subjects else {}


_nameless: ContextVar[bool] = ContextVar("nameless", default=False)


@contextmanager
def without_names() -> Iterator[None]:
    """What is said inside names no customer: it leaves by a service from which nobody could erase it."""
    token = _nameless.set(True)
    try:
        yield
    finally:
        _nameless.reset(token)


def may_name() -> bool:
    """Whether the words asked for now stay in the house: on its screens, in the mail of its staff."""
    return not _nameless.get()


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
