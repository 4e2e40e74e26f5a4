"""Whether what a draft says can be true beside what a statement says: by equality, by a bound, or by a sum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from rapport.voice.checking.moments import ANY_YEAR
from rapport.voice.checking.value import Value

DAY = 86400.0
# Months are 28 to 31 days, and "a month" is said for four weeks as well.
LONG = 27 * DAY
LONG_TOLERANCE = 0.085
# Minutes by which two times of the day count as one.
SAME_MINUTE = 1.0


def says_the_same(ours: Value, theirs: Value, *, today: date) -> bool:
    """Of two values of one kind; the roles are not looked at but where one is a range."""
    if ours.kind == "weekday" or theirs.kind == "weekday":
        return _days_agree(ours, theirs, today)
    if ours.kind == "date":
        return dates_agree(ours, theirs)
    if ours.kind == "time":
        return any(same_time(a, b, ours, theirs) for a in ends(ours) for b in ends(theirs))
    if ours.kind == "duration":
        return _durations_agree(ours, theirs)
    tolerance = 1e-6 + 0.005 * max(abs(ours.high), abs(theirs.high)) * (ours.kind == "measure")
    if ours.low != ours.high and theirs.low == theirs.high:
        return ours.low - tolerance <= theirs.low <= ours.high + tolerance
    return abs(ours.high - theirs.high) <= tolerance or abs(ours.low - theirs.low) <= tolerance


def ends(value: Value) -> tuple[float, ...]:
    return (value.low,) if value.low == value.high else (value.low, value.high)


def same_time(one: float, other: float, ours: Value, theirs: Value) -> bool:
    apart = abs(one - other)
    if min(apart % 1440, -apart % 1440) <= SAME_MINUTE:
        return True
    return "12" in (ours.unit, theirs.unit) and min(apart % 720, -apart % 720) <= SAME_MINUTE


def calendar_bounds(value: Value) -> tuple[float, float]:
    """The calendar seconds a duration can mean; of working days, with as many weekends as can lie in them."""
    if value.unit != "working":
        spread = LONG_TOLERANCE if value.high >= LONG else 0.001
        return value.low * (1 - spread), value.high * (1 + spread)
    low, high = value.low / DAY, value.high / DAY
    return (low + 2 * (low // 5)) * DAY, (high + 2 * -(-high // 5) if high >= 1 else high) * DAY


def _durations_agree(ours: Value, theirs: Value) -> bool:
    if ours.unit == theirs.unit == "working":
        return ours.low - 1 <= theirs.high <= ours.high + 1
    low, high = calendar_bounds(ours)
    first, last = calendar_bounds(theirs)
    if ours.low != ours.high:
        return first <= high and low <= last and last <= high * 1.05
    return first <= high and low <= last


def _days_agree(ours: Value, theirs: Value, today: date) -> bool:
    if ours.kind == theirs.kind:
        return theirs.days <= ours.days
    named, day = (ours, theirs) if ours.kind == "date" else (theirs, ours)
    if named.kind != "date" or named.high - named.low > 7:
        return True
    when = date.fromordinal(int(named.low))
    coming = (today + timedelta(days=ahead) for ahead in range(15))
    return any(
        (c.month, c.day) == (when.month, when.day) and c.weekday() in day.days for c in coming
    )


def day_of_year(ordinal: float) -> int:
    day = date.fromordinal(int(ordinal))
    return date(ANY_YEAR, day.month, day.day).timetuple().tm_yday


def dates_agree(ours: Value, theirs: Value) -> bool:
    """They share a day, of any year where one names none."""
    years = {date.fromordinal(int(v.low)).year for v in (ours, theirs) if v.unit == "dated"}
    if len(years) > 1:
        return False
    first, last = day_of_year(ours.low), day_of_year(ours.high)
    low, high = day_of_year(theirs.low), day_of_year(theirs.high)
    return low <= last and first <= high


def worked_out(ours: Value, said: Sequence[float], counts: Sequence[float]) -> bool:
    """The draft works with our value: 9 of 15 leave 6, 20 % of 300 make 240, 9 euros for 3 are 27.

    `said` are all numbers of the draft and the question in the unit of `ours`; `counts` all plain ones.
    """
    value = ours.high
    pairs = list(combinations(sorted({number for number in said if number > 0}), 2))
    if ours.kind == "percent":
        shares = {value / 100, 1 - value / 100}
        return any(
            _near(low / high, share) for low, high in pairs for share in shares if 0 < share < 1
        )
    if any(_near(low + high, value) or _near(high - low, value) for low, high in pairs):
        return value > 1
    return any(
        _near(number, value * times) for number in said for times in counts if 2 <= times <= 30
    )


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 + 0.002 * abs(other)
