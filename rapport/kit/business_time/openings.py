"""The open stretches of a day, as moments.

Counted by days of UTC, not of the zone: those follow each other without a gap or an overlap, whatever a zone does to
its midnights (St John's went back over midnight until 2011, Samoa left a whole day out).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from rapport.kit.business_time.holidays import holidays_of
from rapport.kit.business_time.hours import Block, Day, Hours

Stretch = tuple[datetime, datetime]
_DAY = timedelta(days=1)
# No zone changes its clocks twice within this.
_PROBE = timedelta(hours=12)
_SECOND = timedelta(seconds=1)


def openings(hours: Hours, day: int) -> tuple[Stretch, ...]:
    """What is open on a day of UTC (its ordinal), in order; two that meet are one, but not across midnight."""
    found = hours.memo.get(day)
    if found is None:
        found = hours.memo[day] = tuple(_joined(_stretches(hours, day)))
    return found


def blocks_on(hours: Hours, at: date) -> Day:
    """The blocks that begin on a date of the zone."""
    own = hours.days.get(at)
    if own is not None:
        return own
    if hours.country and at in holidays_of(hours.country, hours.subdivision, at.year):
        return ()
    return hours.week[at.weekday()]


def _stretches(hours: Hours, day: int) -> Iterator[Stretch]:
    midnight = datetime.combine(date.fromordinal(day), datetime.min.time(), UTC)
    for begin, end, offset in _even_parts(hours, midnight):
        # Within a part the wall runs evenly: its time is UTC's, moved by the offset.
        wall_begin, wall_end = begin + offset, end + offset
        for opens, closes in _wall_stretches(hours, wall_begin, wall_end):
            yield max(opens, wall_begin) - offset, min(closes, wall_end) - offset


def _even_parts(hours: Hours, midnight: datetime) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """The day in parts of one offset each: nearly always one, two where clocks are changed."""
    begin, offset = midnight, _offset(hours, midnight)
    for before, after in ((midnight, midnight + _PROBE), (midnight + _PROBE, midnight + _DAY)):
        moved = _offset(hours, after)
        if moved == offset:
            continue
        while after - before > _SECOND:
            between = before + (after - before) // 2
            between = between.replace(microsecond=0)
            before, after = (
                (between, after) if _offset(hours, between) == offset else (before, between)
            )
        yield begin, after, offset
        begin, offset = after, moved
    if begin < midnight + _DAY:
        yield begin, midnight + _DAY, offset


def _offset(hours: Hours, moment: datetime) -> timedelta:
    offset = moment.astimezone(hours.tz).utcoffset()
    assert offset is not None
    return offset


def _wall_stretches(hours: Hours, begin: datetime, end: datetime) -> Iterator[Stretch]:
    """Blocks that touch the time from `begin` to `end` of the wall, in order of their day; they may overlap."""
    at = begin.date() - _DAY
    while at <= end.date():
        midnight = datetime.combine(at, datetime.min.time(), UTC)
        for one in blocks_on(hours, at):
            opens, closes = _on(midnight, one)
            if opens < end and closes > begin:
                yield opens, closes
        at += _DAY


def _on(midnight: datetime, one: Block) -> Stretch:
    return midnight + timedelta(minutes=one.opens), midnight + timedelta(minutes=one.closes)


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Overlapping and touching stretches made one: what runs over midnight may meet the next day's own hours."""
    current: Stretch | None = None
    for opens, closes in sorted(stretches):
        if current is None or opens > current[1]:
            if current is not None:
                yield current
            current = (opens, closes)
        else:
            current = (current[0], max(current[1], closes))
    if current is not None:
        yield current
