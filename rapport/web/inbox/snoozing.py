"""Until when something may be put off, in words and as a form gives it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from rapport.web.shell import wording

MORNING = time(9)
HOURS_LATER = 3
# Later today ends here: who works at night has another shift.
LATEST = time(21)
DAYS_AT_MOST = 400


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str
    when: str


def choices(*, now: datetime) -> Sequence[Choice]:
    """Later today where the day is long enough, tomorrow at 9, next Monday at 9, in the organisation's time."""
    local = timezone.localtime(now)
    later = (local + timedelta(hours=HOURS_LATER)).replace(minute=0, second=0, microsecond=0)
    monday = local.date() + timedelta(days=7 - local.weekday())
    offered = [
        (_("Tomorrow"), _morning(local.date() + timedelta(days=1))),
        (_("Monday"), _morning(monday)),
    ]
    if later.date() == local.date() and later.time() <= LATEST:
        offered.insert(0, (_("Later today"), later))
    return [
        Choice(at.isoformat(), words, wording.due_with_time(at, now=now)) for words, at in offered
    ]


def until_in(form: dict[str, str], *, now: datetime) -> datetime | None:
    """What was chosen, or the day that was written, at 9; None where neither can be read or it is too far."""
    given = form.get("until", "") or form.get("day", "")
    try:
        at = parse_datetime(given) if "T" in given else None
        day = parse_date(given) if at is None else None
    except ValueError:
        return None
    if day is not None:
        at = _morning(day)
    if at is None or timezone.is_naive(at) or at - now > timedelta(days=DAYS_AT_MOST):
        return None
    return at


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, MORNING))
