"""When the morning is: pure, by the calendar engine, so that daylight saving moves no mail by an hour.

morning_of(date(2026, 5, 12), at=time(7, 30), zone="Europe/Stockholm")
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from rapport.kit.business_time import Block, Hours, every_day, open_stretches

# What was not sent by then says nothing anybody needs any more: from 07:30 that is 10:00.
SENT_WITHIN = timedelta(minutes=150)
EARLIEST, LATEST = time(4, 0), time(12, 0)


@dataclass(frozen=True, slots=True)
class MorningWindow:
    """`at`: when the mail of `day` leaves; `until`: up to when it may be sent late; `since`: the morning before."""

    day: date
    since: datetime
    at: datetime
    until: datetime


def morning_of(day: date, *, at: time, zone: str) -> MorningWindow:
    """All moments in UTC."""
    before, today = _opens(day - timedelta(days=1), at, zone), _opens(day, at, zone)
    return MorningWindow(day, since=before[0], at=today[0], until=today[1])


def _opens(day: date, at: time, zone: str) -> tuple[datetime, datetime]:
    minute = at.hour * 60 + at.minute
    length = int(SENT_WITHIN.total_seconds()) // 60
    hours = Hours(zone, every_day(Block(minute, minute + length)))
    midnight = datetime.combine(day, time(), tzinfo=hours.tz)
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=hours.tz)
    found = list(open_stretches(hours, midnight.astimezone(UTC), end.astimezone(UTC)))
    if not found:  # a zone that changed sides of the date line skipped the whole day
        moment = datetime.combine(day, at, tzinfo=hours.tz).astimezone(UTC)
        return moment, moment + SENT_WITHIN
    return found[0][0], found[-1][1]
