"""The moment a sentence names: "on Friday", "bis 10 Uhr", "inom två dagar", as seen from now. Pure.

A day without a time is over when that day closes in the business hours, at 18:00 where it does not open or never
closes. A weekday is the next one after today; "next Friday" is that of the week to come. Of several moments in one
sentence the earliest counts: what is remembered too early does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rapport.kit.business_time import Hours, blocks_on
from rapport.voice.checking.alternatives import any_of
from rapport.voice.checking.moments import moments_in
from rapport.voice.words.quantities import DURATIONS, NUMBERS, ONES, WORKING_DAYS

EVENING = time(18, 0)
_DAY_SECONDS = 86_400
_NUMBER = rf"\d{{1,3}}|{any_of([*NUMBERS, *ONES.split()])}"
_SPAN = re.compile(
    r"(?<!\w)(?:within|in|inside|over|innerhalb(?: von)?|binnen|inom|om)\s"
    r"(?:(?:the\snext|den nachsten|der nachsten|de narmaste)\s)?"
    rf"(?:(?:{_NUMBER})\s?(?:-|–|to|or|bis|oder|till|eller)\s?)?(?P<n>{_NUMBER})\s"
    rf"(?P<working>(?:working|business|bank)\s)?(?P<unit>{any_of([*DURATIONS, *WORKING_DAYS])})(?!\w)"
)
# In plain letters: days from today.
_RELATIVE = {
    0: r"today|tonight|this (?:morning|afternoon|evening)|end of (?:the )?day|heute|idag|i dag|ikvall|i kvall",
    1: r"(?<!day after )tomorrow|(?<!guten )(?<!am )(?<!heute )morgen|imorgon|i morgon",
    2: r"day after tomorrow|ubermorgen|i overmorgon|overmorgon",
}
_RELATIVES = {days: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for days, words in _RELATIVE.items()}
_THIS_WEEK = re.compile(
    r"(?<!\w)(?:this week|end of (?:the|this) week|diese(?:r)? woche|ende der woche|i veckan|(?:denna|den har) vecka\w*|slutet av veckan)(?!\w)"
)
_NEXT_WEEK = re.compile(
    r"(?<!\w)(?:next week|nachste(?:r|n)? woche|kommende(?:r|n)? woche|nasta vecka)(?!\w)"
)
_NEXT = re.compile(r"(?<!\w)(?:next|nachste[rnms]?|nasta)\s$")


@dataclass(frozen=True, slots=True)
class _Now:
    """Now as the wall clock of the house shows it, and its hours."""

    at: datetime
    hours: Hours

    @property
    def today(self) -> date:
        return self.at.date()

    def moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.hours.tz)

    def end_of(self, day: date) -> datetime:
        """When that day closes. A block that runs to midnight or beyond says nothing about when people go home."""
        closings = [b.closes for b in blocks_on(self.hours, day) if b.closes < 1440]
        minute = max(closings, default=EVENING.hour * 60)
        end = self.moment(day, time(minute // 60, minute % 60))
        # Promised for today after closing time: before the day is over then.
        return end if end > self.at else self.moment(day, time(23, 59))


def due_of(said: str, *, now: datetime, hours: Hours) -> datetime | None:
    """The earliest moment after now that the sentence names, in UTC; None where it names none. `said`: plain letters."""
    here = _Now(now.astimezone(hours.tz), hours)
    days = list(_days(said, here))
    clock = _clock_time(said)
    found = list(_spans(said, here))
    if clock is not None:
        found += [here.moment(day, clock) for day in days] or [_next_at(clock, here)]
    else:
        found += [here.end_of(day) for day in days]
    later = [moment.astimezone(now.tzinfo) for moment in found if moment > now]
    return min(later, default=None)


def names_a_day(said: str, *, now: datetime, hours: Hours) -> bool:
    """Whether it says more of when than a time of day. `said`: plain letters."""
    here = _Now(now.astimezone(hours.tz), hours)
    return any(True for _ in _days(said, here)) or any(True for _ in _spans(said, here))


def _spans(said: str, here: _Now) -> Iterator[datetime]:
    for found in _SPAN.finditer(said):
        word = found["n"]
        number = int(word) if word.isdigit() else int(NUMBERS.get(word, 1))
        unit = found["unit"]
        if found["working"] or unit in WORKING_DAYS:
            yield here.end_of(_working_day(number, here))
            continue
        seconds = DURATIONS[unit][1]
        if seconds < _DAY_SECONDS:
            yield here.at + timedelta(seconds=number * seconds)
        else:
            yield here.end_of(here.today + timedelta(days=number * seconds // _DAY_SECONDS))


def _working_day(number: int, here: _Now) -> date:
    """The so-manieth day on which people work, after today; where it is open always, Monday to Friday."""
    day, left = here.today, min(number, 260)
    for _ in range(400):
        day += timedelta(days=1)
        is_worked = day.weekday() < 5 if here.hours.is_always else bool(blocks_on(here.hours, day))
        left -= is_worked
        if left <= 0:
            break
    return day


def _days(said: str, here: _Now) -> Iterator[date]:
    today = here.today
    for days, pattern in _RELATIVES.items():
        if pattern.search(said):
            yield today + timedelta(days=days)
    friday = today + timedelta(days=4 - today.weekday())
    if _THIS_WEEK.search(said):
        yield friday if friday >= today else today
    if _NEXT_WEEK.search(said):
        yield friday + timedelta(days=7)
    for value in moments_in(said):
        if value.kind == "date":
            yield from _dated(date.fromordinal(int(value.low)), value.unit == "dated", today)
        elif value.kind == "weekday":
            yield _weekday(min(value.days), _NEXT.search(said, 0, value.start) is not None, today)


def _weekday(weekday: int, is_next: bool, today: date) -> date:
    if is_next:
        return today + timedelta(days=7 - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _dated(named: date, has_year: bool, today: date) -> Iterator[date]:
    """A day without a year is the next such day; the 29th of February may be years away."""
    if has_year:
        yield named
        return
    for year in range(today.year, today.year + 9):
        try:
            day = named.replace(year=year)
        except ValueError:
            continue
        if day >= today:
            yield day
            return


def _clock_time(said: str) -> time | None:
    """The time of day; of "between 10 and 12" the end."""
    times = [int(value.high) for value in moments_in(said) if value.kind == "time"]
    minute = max(times, default=None)
    if minute is None:
        return None
    return time(23, 59) if minute >= 1440 else time(minute // 60, minute % 60)


def _next_at(clock: time, here: _Now) -> datetime:
    today = here.moment(here.today, clock)
    return today if today > here.at else here.moment(here.today + timedelta(days=1), clock)
