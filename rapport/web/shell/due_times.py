"""When something shall be done, chosen in words: in half an hour, today at five, on Monday."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.web.shell import wording

_AHEAD = {"30m": timedelta(minutes=30), "1h": timedelta(hours=1), "2h": timedelta(hours=2)}
_EVENING, _MORNING = 17, 9


def due_choices(*, now: datetime) -> list[tuple[str, str]]:
    """(code, words) of those that lie ahead, local to the active zone, the nearest first."""
    said: list[tuple[str, Callable[[], str]]] = [
        ("30m", lambda: _("in 30 min")),
        ("1h", lambda: _("in 1 hour")),
        ("2h", lambda: _("in 2 hours")),
        ("evening", lambda: _("today 17:00")),
        ("tomorrow", lambda: _("tomorrow 09:00")),
        ("monday", lambda: _("Monday 09:00")),
    ]
    found = []
    for code, words in said:
        at = due_at(code, now=now)
        if at is not None and at > now:
            when = wording.due_with_time(at, now=now) if code in _AHEAD else ""
            found.append((at, code, f"{words()} ({when})" if when else words()))
    return [(code, words) for _at, code, words in sorted(found)]


def due_at(code: str, *, now: datetime) -> datetime | None:
    """The moment a code means; None for none and for what is no code."""
    if code in _AHEAD:
        return now + _AHEAD[code]
    local = timezone.localtime(now)
    if code == "evening":
        return _wall(local, days=0, hour=_EVENING)
    if code == "tomorrow":
        return _wall(local, days=1, hour=_MORNING)
    if code == "monday":
        return _wall(local, days=7 - local.weekday(), hour=_MORNING)
    return None


def _wall(local: datetime, *, days: int, hour: int) -> datetime:
    day = local.date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=local.tzinfo)
