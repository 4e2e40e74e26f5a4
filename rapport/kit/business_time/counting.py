"""Counting through open hours: when something is due, how much time lies between, when it opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rapport.kit.business_time.errors import NeverOpens
from rapport.kit.business_time.hours import Hours
from rapport.kit.business_time.openings import Stretch, openings

# Longer than any closing: after this many days without an hour it is told rather than looked for on and on.
LOOK_AHEAD_DAYS = 3_660
_ZERO = timedelta(0)
_MINUTE = timedelta(minutes=1)
_YEAR = timedelta(days=366)
_LAST_DAY = date.max.toordinal() - 2


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still from `start` to `end`; a pause that still lasts is given with the end it has so far."""

    start: datetime
    end: datetime


def due_at(
    hours: Hours, start: datetime, minutes: int, *, pauses: Sequence[Pause] = ()
) -> datetime:
    """The first moment by which `minutes` of open time have passed since `start`, pauses not counted.

    An answer owed in no time at all is due at once, open or not; one whose last minute ends at closing is due then,
    and not at the next opening. Raises NeverOpens.
    """
    start = start.astimezone(UTC)
    left = minutes * _MINUTE
    if left <= _ZERO:
        return start
    if hours.is_always and not pauses:
        return start + left
    for opens, closes in _without(_from(hours, start), pauses):
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise NeverOpens("Nothing is due any more: these hours end before the time has passed.")


def open_time(
    hours: Hours, start: datetime, end: datetime, *, pauses: Sequence[Pause] = ()
) -> timedelta:
    """How much open time lies between two moments, pauses not counted. Backwards it is none."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if end <= start:
        return _ZERO
    if hours.is_always and not pauses:
        return end - start
    return sum(
        (closes - opens for opens, closes in _without(_between(hours, start, end), pauses)), _ZERO
    )


def open_stretches(
    hours: Hours, start: datetime, end: datetime, *, pauses: Sequence[Pause] = ()
) -> list[Stretch]:
    """The open time between two moments as (opens, closes), in order, pauses cut out; what touches is one."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    found: list[Stretch] = []
    for opens, closes in _without(_between(hours, start, end), pauses):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(closes, found[-1][1]))
        else:
            found.append((opens, closes))
    return found


def minutes_between(
    hours: Hours, start: datetime, end: datetime, *, pauses: Sequence[Pause] = ()
) -> int:
    """The whole minutes of `open_time`, as far as they are over."""
    return open_time(hours, start, end, pauses=pauses) // _MINUTE


def is_open(hours: Hours, moment: datetime) -> bool:
    """Closing time itself is closed."""
    moment = moment.astimezone(UTC)
    return any(opens <= moment < closes for opens, closes in openings(hours, moment.toordinal()))


def next_opening(hours: Hours, moment: datetime) -> datetime:
    """The moment itself where it is open, else the next at which it is. Raises NeverOpens."""
    moment = moment.astimezone(UTC)
    return moment if hours.is_always else next(_from(hours, moment))[0]


def next_closing(hours: Hours, moment: datetime) -> datetime | None:
    """When the stretch ends that is open at a moment, or opens next; None where that is not within a year."""
    moment = moment.astimezone(UTC)
    if hours.is_always:
        return None
    ran_to: datetime | None = None
    for opens, closes in _between(hours, moment, moment + _YEAR):
        if ran_to is not None and opens > ran_to:
            break
        ran_to = closes
    return None if ran_to == moment + _YEAR else ran_to


def last_opening(hours: Hours, start: datetime, end: datetime) -> datetime | None:
    """When the stretch began in which time last ran before `end`; None where no closing lies in between.

    So a clock that is due at `end` runs on without a stop from then, or from `start` where it is None.
    """
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if hours.is_always:
        return None
    began, ran_to = start, start
    for opens, closes in _between(hours, start, end):
        if opens > ran_to:
            began = opens
        ran_to = closes
    if ran_to < end:
        return end
    return None if began == start else began


def _from(hours: Hours, start: datetime) -> Iterator[Stretch]:
    """Open stretches from a moment on, for ever; what began before is cut there. Raises NeverOpens."""
    day, closed_days = start.toordinal(), 0
    if not any(hours.week) and not _a_day_opens(hours, start):
        closed_days = LOOK_AHEAD_DAYS
    while closed_days < LOOK_AHEAD_DAYS and day < _LAST_DAY:
        stretches = openings(hours, day)
        for opens, closes in stretches:
            if closes > start:
                yield (opens if opens > start else start), closes
        closed_days = 0 if stretches else closed_days + 1
        day += 1
    raise NeverOpens(
        f"Nothing opens after {start:%Y-%m-%d}. Give the week at least one block, or open a day."
    )


def _a_day_opens(hours: Hours, start: datetime) -> bool:
    """Of a week that never opens: whether a day of its own still does, or runs on from the day before."""
    yesterday = start.date() - timedelta(days=2)
    return any(blocks and at >= yesterday for at, blocks in hours.days.items())


def _between(hours: Hours, start: datetime, end: datetime) -> Iterator[Stretch]:
    for day in range(start.toordinal(), end.toordinal() + 1):
        for opens, closes in openings(hours, day):
            if closes > start and opens < end:
                yield max(opens, start), min(closes, end)


def _without(stretches: Iterator[Stretch], pauses: Sequence[Pause]) -> Iterator[Stretch]:
    return _cut(stretches, _merged(pauses)) if pauses else stretches


def _cut(stretches: Iterable[Stretch], pauses: Sequence[Stretch]) -> Iterator[Stretch]:
    for opens, closes in stretches:
        for begin, end in pauses:
            if begin >= closes:
                break
            if end <= opens:
                continue
            if begin > opens:
                yield opens, begin
            opens = end
        if opens < closes:
            yield opens, closes


def _merged(pauses: Sequence[Pause]) -> list[Stretch]:
    """Pauses in order; overlapping ones stop the clock once."""
    merged: list[Stretch] = []
    spans = sorted((p.start.astimezone(UTC), p.end.astimezone(UTC)) for p in pauses)
    for begin, end in spans:
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif end > begin:
            merged.append((begin, end))
    return merged
