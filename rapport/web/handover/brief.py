"""The shift brief: what is going on, what we may say, what we owe, and what changed since the last shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.converse.queries import AnsweredByOthers, answered_by_others
from rapport.listen import queries as listen
from rapport.listen.models import BoardFact
from rapport.voice import queries as voice
from rapport.voice.models import Promise, Statement
from rapport.web.board import wording as board_words
from rapport.web.shell import wording
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member, Organisation
from rapport.workspace.queries import Rota

# Somebody back from a longer leave reads what changed in that time.
_BACK = timedelta(days=14)
# Who has had no shift in that time reads what changed in a day.
_USUAL = timedelta(hours=24)
_OWED_AHEAD = timedelta(hours=24)
# Promises are kept no longer (see their retention).
_BROKEN_BACK = timedelta(days=730)
LINES_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class FactShown:
    headline: str
    where: str
    when: str
    url: str
    line: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class StatementShown:
    text: str
    topic: str
    url: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class OwedShown:
    text: str
    when: str
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class AnsweredShown:
    words: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Brief:
    since: str
    going_on: Sequence[FactShown]
    over: Sequence[FactShown]
    statements: Sequence[StatementShown]
    owed: Sequence[OwedShown]
    answered: Sequence[AnsweredShown]

    @property
    def is_quiet(self) -> bool:
        return not (self.going_on or self.over or self.owed or self.answered or self.statements)


def brief_shown(member: Member, *, house: Organisation | None, now: datetime) -> Brief:
    """Five statements, however much there is."""
    planned = workspace.rota(now - _BACK, now, house=house)
    since = since_last_shift(planned, member, now=now)
    facts = list(listen.board(now=now))
    standing = [f for f in facts if not listen.is_over(f, now=now)]
    ended = [f for f in facts if f.over_at is not None and f.over_at > since]
    return Brief(
        since=wording.moment_with_time(since, now=now),
        going_on=[_fact(f, since=since, now=now) for f in standing[:LINES_AT_MOST]],
        over=[_fact(f, since=since, now=now) for f in ended[:LINES_AT_MOST]],
        statements=_statements(since=since, today=timezone.localtime(now).date()),
        owed=_owed(now=now),
        answered=[_answered(one, now=now) for one in answered_by_others(member, since=since)],
    )


def since_last_shift(planned: Rota, member: Member, *, now: datetime) -> datetime:
    """When the member's last shift ended before the one they are on; a day ago where there was none."""
    ends = [s.ends_at for s in planned.shifts if s.member.pk == member.pk and s.ends_at <= now]
    return max(ends, default=now - _USUAL)


def _fact(fact: BoardFact, *, since: datetime, now: datetime) -> FactShown:
    when, _tone = board_words.when(fact, now=now)
    line = ""
    if fact.sayable and fact.over_at is None:
        line = listen.sayable_line(
            what=fact.what,
            where=fact.where,
            say=fact.say,
            ends_at=fact.ends_at,
            now=now,
            language=fact.language,
        )
    return FactShown(
        headline=fact.headline,
        where=fact.where,
        when=when,
        url=reverse("board_fact", args=[fact.pk]),
        line=line,
        is_new=fact.changed_at > since,
    )


def _statements(*, since: datetime, today: date) -> list[StatementShown]:
    """Those that hold today, the new ones first."""
    held = [s for s in voice.statements() if _holds(s, today)]
    held.sort(key=lambda s: (s.created_at <= since, s.topic, s.pk))
    return [
        StatementShown(s.text, s.topic, reverse("statement", args=[s.pk]), s.created_at > since)
        for s in held[:LINES_AT_MOST]
    ]


def _holds(s: Statement, today: date) -> bool:
    begun = s.valid_from is None or s.valid_from <= today
    return begun and (s.valid_until is None or s.valid_until >= today)


def _owed(*, now: datetime) -> list[OwedShown]:
    """Broken promises, and those that fall due within a day, by their date."""
    owed = voice.promises_due(now=now - _BROKEN_BACK, until=now + _OWED_AHEAD).order_by("due_at")
    found = list(owed[: 2 * LINES_AT_MOST])
    return [_promise(one, now=now) for one in found]


def _promise(one: Promise, *, now: datetime) -> OwedShown:
    late = one.due_at < now
    said = _("broken since %(when)s") if late else _("by %(when)s")
    when = wording.moment_with_time if late else wording.due_with_time
    return OwedShown(
        text=one.text,
        when=said % {"when": when(one.due_at, now=now)},
        tone="hot" if late else "warn",
        url=reverse("person", args=[one.person_id]),
    )


def _answered(one: AnsweredByOthers, *, now: datetime) -> AnsweredShown:
    told = {"by": one.by, "who": one.who, "when": wording.moment_with_time(one.at, now=now)}
    return AnsweredShown(
        words=_("%(by)s answered %(who)s, %(when)s") % told,
        text=" ".join(one.text.split())[:200],
        url=reverse("inbox_open", args=[one.conversation_id]),
    )
