"""What the board and a fact's own page show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from rapport.converse import queries as converse
from rapport.converse.queries import Told
from rapport.listen import queries
from rapport.listen.models import BoardFact
from rapport.web.board import wording
from rapport.workspace.models import Member
from rapport.workspace.queries import can

# Of each part, until somebody asks for all.
SHOWN_AT_FIRST = 100


@dataclass(frozen=True, slots=True)
class FactLine:
    id: int
    headline: str
    where: str
    cause: str
    when: str
    tone: str
    sayable: bool
    source: str
    brand: str
    told_old: int
    told_old_words: str
    is_over: bool
    order: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ToldLine:
    who: str
    url: str
    end: str
    at: datetime
    member: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    number: int
    by: str
    at: datetime
    changes: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the board. `more` counts what stands there too and is not shown."""

    name: str
    lines: Sequence[FactLine]
    more: int


def board_page(member: Member, *, now: datetime, most: int = SHOWN_AT_FIRST) -> dict[str, Any]:
    facts = list(queries.board(now=now))
    live = [fact.pk for fact in facts if not queries.is_over(fact, now=now)]
    told = converse.told(live) if live else {}
    lines = [_line(fact, told.get(fact.pk, []), now=now) for fact in facts]
    over = [line for line in lines if line.is_over]
    coming_ids = {fact.pk for fact in facts if fact.starts_at and fact.starts_at > now}
    coming = [line for line in lines if line.id in coming_ids and not line.is_over]
    going_on = [line for line in lines if line.id not in coming_ids and not line.is_over]
    return {
        "now": _section("now", going_on, most=most),
        "coming": _section("coming", coming, most=most),
        "over": _section("over", over, most=most),
        "is_empty": not lines,
        "several_brands": len({line.brand for line in lines}) > 1,
        "may_write": can(member, "keep_board"),
        "may_connect": can(member, "manage_accounts"),
    }


def fact_page(fact: BoardFact, member: Member, *, now: datetime) -> dict[str, Any]:
    told = converse.told([fact.pk]).get(fact.pk, [])
    line = _line(fact, told, now=now)
    ends_at = fact.ends_at
    may_be_said = fact.sayable and not line.is_over and (ends_at is None or ends_at > now)
    said = queries.sayable_line(
        what=fact.what,
        where=fact.where,
        say=fact.say,
        ends_at=ends_at,
        now=now,
        language=fact.language,
    )
    return {
        "fact": fact,
        "line": line,
        "said": said if may_be_said else "",
        "versions": [_version(fact, one, now=now) for one in queries.fact_versions(fact)[:100]],
        "told_old": [_told(one, now=now) for one in told if one.is_old],
        "told_right": [_told(one, now=now) for one in told if not one.is_old],
        "may_write": can(member, "keep_board"),
    }


def _section(name: str, lines: list[FactLine], *, most: int) -> Section:
    ordered = sorted(lines, key=lambda line: line.order)
    return Section(name, ordered[:most], max(0, len(ordered) - most))


def _line(fact: BoardFact, told: Sequence[Told], *, now: datetime) -> FactLine:
    said, tone = wording.when(fact, now=now)
    told_old = sum(one.is_old for one in told)
    return FactLine(
        id=fact.pk,
        headline=fact.headline,
        where=fact.where,
        cause=fact.cause,
        when=said,
        tone=tone,
        sayable=fact.sayable,
        source=wording.source(fact),
        brand=fact.brand.name,
        told_old=told_old,
        told_old_words=ngettext(
            "%(n)d person knows another end", "%(n)d people know another end", told_old
        )
        % {"n": told_old},
        is_over=queries.is_over(fact, now=now),
        order=_order(fact, told_old, now=now),
    )


def _order(fact: BoardFact, told_old: int, *, now: datetime) -> tuple[float, ...]:
    """What is to be done first, then what ends or begins first; of what is over, the latest."""
    if fact.over_at is not None:
        return (0, -fact.over_at.timestamp())
    at = fact.starts_at if fact.starts_at and fact.starts_at > now else fact.ends_at
    return (-float(bool(told_old)), at.timestamp() if at else float("inf"))


def _told(one: Told, *, now: datetime) -> ToldLine:
    return ToldLine(
        who=one.who,
        # Opens with what may be said now in the box: each is told by a person.
        url=f"{reverse('inbox_open', args=[one.conversation_id])}?say={one.fact_id}",
        end=wording.until(one.end_told, now=min(now, one.at)) if one.end_told else "",
        at=one.at,
        member=one.member_name,
    )


def _version(fact: BoardFact, version: Any, *, now: datetime) -> VersionLine:
    by = version.member.name if version.member else ""
    if version.by_source and fact.account is not None:
        by = fact.account.name or fact.account.handle
    changes = [wording.change(one, now=now) for one in version.changes]
    return VersionLine(version.number, by, version.at, changes)
