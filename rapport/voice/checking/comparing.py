"""Whether two values say the same, and whether they speak of the same thing at all."""

from __future__ import annotations

from datetime import date, timedelta

from rapport.voice.checking.equal import dates_agree
from rapport.voice.checking.value import Value

DAY = 86400.0
# Two roles that may limit the same thing, and how surely; pairs that are not here never meet.
_MEETING = {
    frozenset(("limit", "")): 1.0,
    frozenset(("for", "")): 0.95,
    frozenset(("limit", "for")): 0.7,
    frozenset(("from", "")): 0.7,
    frozenset(("until", "")): 0.9,
    frozenset(("until", "limit")): 0.9,
    frozenset(("from", "delay")): 0.9,
    frozenset(("under", "")): 0.8,
    frozenset(("under", "limit")): 0.9,
    frozenset(("every", "")): 0.7,
    frozenset(("before", "")): 0.7,
    frozenset(("before", "until")): 1.0,
    frozenset(("before", "from")): 0.9,
    frozenset(("before", "limit")): 0.7,
}


def comparability(one: Value, other: Value) -> float:
    """0 where the two cannot contradict each other, else how surely they limit the same thing, up to 1."""
    kinds = {one.kind, other.kind}
    if kinds == {"weekday", "date"}:
        return 0.8 if one.role == other.role == "until" else 0.0
    if one.kind != other.kind:
        return 0.0
    if one.kind == "money":
        return 0.9 if one.unit == other.unit or "*" in (one.unit, other.unit) else 0.0
    if one.kind in ("measure", "count") and _noun(one.unit) != _noun(other.unit):
        return 0.0
    if one.kind == "percent":
        return 1.0
    if one.role == other.role:
        return 1.0
    return _MEETING.get(frozenset((one.role, other.role)), 0.0)


def agree(ours: Value, theirs: Value, *, today: date) -> bool:
    """`ours` stands in what we hold true, `theirs` in what is about to be said; both are comparable."""
    if "weekday" in (ours.kind, theirs.kind) or ours.kind == "date":
        return _same_days(ours, theirs, today=today)
    if ours.kind == "time":
        return _same_times(ours, theirs)
    if ours.kind == "duration" and ours.unit != theirs.unit and _same_in_working_days(ours, theirs):
        return True
    tolerance = _tolerance(ours, theirs)
    same_end = abs(ours.high - theirs.high) <= tolerance
    if ours.low != ours.high and theirs.low == theirs.high:
        return ours.low - tolerance <= theirs.low <= ours.high + tolerance
    if theirs.low != theirs.high and ours.low == ours.high:
        # "Quinze jours" says 14 or 15.
        narrow = ours.kind == "duration" and theirs.high - theirs.low <= DAY
        return same_end or (narrow and theirs.low <= ours.low <= theirs.high)
    return same_end and abs(ours.low - theirs.low) <= tolerance


def _noun(word: str) -> str:
    return word.removesuffix("s")[:6]


def _tolerance(one: Value, other: Value) -> float:
    """A month is 28 to 31 days, a year 365 or 366; everything else is as said."""
    if one.kind != "duration":
        return 1e-6
    longest = max(one.high, other.high)
    return longest * 0.035 if longest >= 28 * DAY else 1.0


def _same_in_working_days(one: Value, other: Value) -> bool:
    working, calendar = (one, other) if one.unit == "working" else (other, one)
    return abs(working.high * 7 / 5 - calendar.high) < DAY


def _same_times(ours: Value, theirs: Value) -> bool:
    if ours.low != ours.high and theirs.low == theirs.high:
        # From 22:00 to 6:00 begins with the later: beyond half a day either end may be meant.
        ends = (ours.low, ours.high)
        over_night = ours.high - ours.low > 720
        at = {
            "until": ends if over_night else ends[1:],
            "from": ends if over_night else ends[:1],
        }.get(theirs.role, ())
        if at:
            return any(_same_clock(time, theirs.low, ours, theirs) for time in at)
        return ours.low <= theirs.low <= ours.high or ours.low <= theirs.low + 720 <= ours.high
    return _same_clock(ours.low, theirs.low, ours, theirs) and _same_clock(
        ours.high, theirs.high, ours, theirs
    )


def _same_clock(one: float, other: float, ours: Value, theirs: Value) -> bool:
    if one % 1440 == other % 1440:
        return True
    vague = "12" in (ours.unit, theirs.unit)
    return vague and one % 720 == other % 720


def _same_days(ours: Value, theirs: Value, *, today: date) -> bool:
    if ours.kind == theirs.kind == "weekday":
        return ours.days == theirs.days if ours.role or theirs.role else theirs.days <= ours.days
    if ours.kind == theirs.kind == "date":
        return dates_agree(ours, theirs)
    day, named = (ours, theirs) if ours.kind == "weekday" else (theirs, ours)
    if named.low != named.high:
        # "In April" names no day.
        return True
    coming = {today + timedelta(days=ahead) for ahead in range(8)}
    when = date.fromordinal(int(named.low))
    return any(
        (each.month, each.day) == (when.month, when.day) and each.weekday() in day.days
        for each in coming
    )
