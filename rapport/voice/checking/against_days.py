"""What is only found by working with the calendar or the clock: "by Thursday" against two working days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rapport.voice.checking.beside import OWN, Beside, Candidate, words
from rapport.voice.checking.clauses import Clause
from rapport.voice.checking.equal import DAY, day_of_year
from rapport.voice.checking.value import Value
from rapport.voice.words.passages import ALL_DAY, CAME_IN, NEXT_WEEK, RELATIVE_DAY

# Longer times are not told by the day of the week or the month.
LONGEST_DUE = 60 * DAY
# A draft that is this much sooner than a time we need says another one.
MUCH_SOONER = 0.6
_ALL_DAY = words(ALL_DAY)
_CAME_IN = words(CAME_IN)
_NEXT_WEEK = words(NEXT_WEEK)
_RELATIVE = words(RELATIVE_DAY)
_HALF_A_DAY = 720


def days_against(ours: Value, beside: Beside, *, met: bool) -> tuple[list[Candidate], bool]:
    """Passages that our value contradicts when worked out; and whether one was found to agree.

    `met` says that the draft names a value of the same kind.
    """
    if ours.kind == "duration" and ours.role == "before":
        gaps = _gaps(beside)
        if any(abs(gap - ours.high / 60 % _HALF_A_DAY) < 1 for gap in gaps):
            return [], True
        return list(_lead(ours, beside)) if len(gaps) > 1 else [], False
    if met:
        return [], False
    if ours.kind == "date":
        return list(_relative(ours, beside)), False
    if ours.kind == "duration" and DAY <= ours.high < LONGEST_DUE:
        return list(_due(ours, beside)), False
    return [], False


def all_day_against(beside: Beside) -> Iterator[Candidate]:
    """Opening times, where we say around the clock."""
    if not _ALL_DAY.search(beside.ours) or _ALL_DAY.search(beside.low):
        return
    for clause, value in beside.values:
        if value.kind == "time" and value.role:
            ours = (0, len(beside.ours))
            yield _candidate("all_day", value.start, value.end, ours, clause, beside)


def _candidate(
    kind: str, start: int, end: int, ours: tuple[int, int], clause: Clause, beside: Beside
) -> Candidate:
    features = beside.about(clause)
    features[f"kind_{kind}"] = 1.0
    return Candidate(start, end, ours, None, None, features)


def _gaps(beside: Beside) -> set[float]:
    """Minutes between any two times that are named, 0 among them."""
    said = [value.low for _, value in beside.values if value.kind == "time"]
    said += [value.low for value in beside.asked_values if value.kind == "time"]
    return {abs(one - other) % _HALF_A_DAY for one in said for other in said}


def _lead(ours: Value, beside: Beside) -> Iterator[Candidate]:
    """ "45 minutes before take-off" against "for the 16:00 until half past three"."""
    times = [(clause, value) for clause, value in beside.values if value.kind == "time"]
    if times:
        clause, value = next((each for each in times if each[1].role == "until"), times[-1])
        span = (ours.start, ours.end)
        yield _candidate("lead", value.start, value.end, span, clause, beside)


def _relative(ours: Value, beside: Beside) -> Iterator[Candidate]:
    """ "Tomorrow", where we name another day."""
    if ours.low != ours.high or ours.role in ("until", "from"):
        return
    for clause in beside.claims:
        for found in _RELATIVE.finditer(beside.low, clause.start, clause.end):
            ahead = 1 if found["next"] else 7 if found["week"] else 0
            day = beside.today + timedelta(days=ahead)
            if day_of_year(day.toordinal()) == day_of_year(ours.low):
                return
            if found["next"]:
                span = (ours.start, ours.end)
                yield _candidate("tomorrow", *found.span(), span, clause, beside)


def _due(ours: Value, beside: Beside) -> Iterator[Candidate]:
    """ "By Thursday", where we say two working days after Friday."""
    start, dues = _start_and_dues(beside)
    for clause, value in dues:
        due = _day_of(value, start, beside)
        days = (due - start).days
        working = sum((start + timedelta(days=d)).weekday() < 5 for d in range(1, days + 1))
        took = working if ours.unit == "working" else days
        sooner = took < MUCH_SOONER * ours.low / DAY and ours.role != "limit"
        if 0 < days <= 90 and (took > ours.high / DAY + 1 or sooner):
            span = (ours.start, ours.end)
            found = _candidate("due", value.start, value.end, span, clause, beside)
            found.features["many"] = min(len(dues) - 1, 3) / 3
            yield found


def _start_and_dues(beside: Beside) -> tuple[date, list[tuple[Clause, Value]]]:
    """The day it is counted from, today unless the draft names one, and the days the draft promises."""
    start, dues = beside.today, []
    for clause, value in beside.values:
        if value.kind == "weekday" and len(value.days) == 1:
            text = beside.low[clause.start : clause.end]
            before = beside.low[max(0, value.start - 14) : value.start]
            if OWN.search(text) or _CAME_IN.search(text) or "today" in before:
                start = beside.today - timedelta(
                    days=(beside.today.weekday() - min(value.days)) % 7
                )
            else:
                dues.append((clause, value))
        elif value.kind == "date" and value.low == value.high:
            dues.append((clause, value))
    return start, dues


def _day_of(value: Value, start: date, beside: Beside) -> date:
    if value.kind == "date":
        day = date.fromordinal(int(value.low))
        try:
            return day.replace(year=start.year)
        except ValueError:
            return start
    weekday = min(value.days)
    if _NEXT_WEEK.search(beside.low, max(0, value.start - 14), value.end + 22):
        return start + timedelta(days=7 - start.weekday() + weekday)
    return start + timedelta(days=(weekday - start.weekday()) % 7 or 7)
