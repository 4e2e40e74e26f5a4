"""Facts of the board in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from rapport.listen.models import BoardFact
from rapport.listen.queries import is_over, said_end


def until(ends_at: datetime | None, *, now: datetime) -> str:
    """until 18:00; should have ended 18:00; end not known."""
    if ends_at is None:
        return _("end not known")
    end = said_end(ends_at, now=now)
    if ends_at <= now:
        return _("should have ended %(end)s") % {"end": end}
    return _("until %(end)s") % {"end": end}


def span(starts_at: datetime | None, ends_at: datetime | None, *, now: datetime) -> str:
    """From when, where that is still to come, and until when."""
    if starts_at is None or starts_at <= now:
        return until(ends_at, now=now)
    start = said_end(starts_at, now=now)
    if ends_at is None:
        return _("from %(start)s") % {"start": start}
    return _("from %(start)s until %(end)s") % {"start": start, "end": said_end(ends_at, now=now)}


def when(fact: BoardFact, *, now: datetime) -> tuple[str, str]:
    """How a fact stands in time, and its tone."""
    if fact.over_at is not None:
        return _("over since %(at)s") % {"at": said_end(fact.over_at, now=now)}, "neutral"
    if is_over(fact, now=now):
        return _("nobody said that it is over"), "neutral"
    is_late = fact.ends_at is not None and fact.ends_at <= now
    return span(fact.starts_at, fact.ends_at, now=now), "warn" if is_late else ""


def source(fact: BoardFact) -> str:
    """Who told it: the account, or the member who wrote it down."""
    if fact.account is not None:
        return fact.account.name or fact.account.handle
    writer: str = getattr(fact, "written_by", None) or ""
    return _("by hand, %(name)s") % {"name": writer} if writer else _("by hand")


def change(one: Mapping[str, Any], *, now: datetime) -> tuple[str, str, str]:
    """A change as (what, before, after)."""
    field, before, after = str(one["field"]), one["before"], one["after"]
    if field == "over":
        return (_("over") if after else _("goes on"), "", "")
    return _fields().get(field, field), _value(field, before, now), _value(field, after, now)


def _fields() -> dict[str, str]:
    return {
        "what": _("what"),
        "where": _("where"),
        "cause": _("cause"),
        "starts_at": _("from"),
        "ends_at": _("until"),
        "sayable": _("may be said"),
        "say": _("the sentence"),
    }


def _value(field: str, value: Any, now: datetime) -> str:
    if field == "sayable":
        return _("yes") if value else _("no")
    if field in ("starts_at", "ends_at"):
        at = parse_datetime(value) if value else None
        return said_end(at, now=now) if at else _("not known")
    return str(value) or _("nothing")
