"""Values of a draft against those of a statement: other numbers, another currency, another rate, another bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapport.voice.checking.against_days import days_against
from rapport.voice.checking.beside import Beside, Candidate, Features, ends_of, words
from rapport.voice.checking.clauses import Clause
from rapport.voice.checking.equal import day_of_year, says_the_same, worked_out
from rapport.voice.checking.subjects import term_of
from rapport.voice.checking.value import Value
from rapport.voice.words.passages import AT_LEAST, AT_MOST, BEFORE_LENGTHS, PER, RATE_OF

# Kinds of which one is said in place of the other: 50 euros for 50 %.
_CROSSED = frozenset(("money", "percent"))
_DAYS = frozenset(("weekday", "date"))
# Kinds that a draft may work out from ours: 9 of 15 leave 6.
_SUMS = frozenset(("money", "percent", "count"))
_PER = re.compile(PER)
_AT_MOST = words(AT_MOST)
_AT_LEAST = words(AT_LEAST)
_A = ("a ", "an ", "per ", "une ", "un ", "en ")


def values_against(beside: Beside) -> Iterator[Candidate]:
    """Every value of the draft that may contradict one of the statement."""
    for ours in _ours(beside):
        yield from _against(ours, beside)


def agreeing_values(beside: Beside) -> int:
    """How many values of the statement the draft says too."""
    return sum(bool(_agreeing(each, _meeting(each, beside), beside)) for each in _ours(beside))


def _ours(beside: Beside) -> list[Value]:
    return [
        end
        for clause in beside.themed.parsed.clauses
        for value in clause.values
        if not _is_rate(beside.ours, value)
        for end in ends_of(beside.ours, value)
    ]


def _against(ours: Value, beside: Beside) -> Iterator[Candidate]:
    meeting = _meeting(ours, beside)
    same = _agreeing(ours, meeting, beside)
    if same:
        yield from _same_number_otherwise(ours, same, beside)
        return
    by_days, settled = days_against(ours, beside, met=bool(meeting))
    yield from by_days
    if settled or _worked_out(ours, beside):
        return
    for clause, theirs in meeting:
        features = beside.about(clause)
        features.update(_compared(ours, theirs, beside))
        features["many"] = min(len(meeting) - 1, 3) / 3
        yield Candidate(theirs.start, theirs.end, (ours.start, ours.end), theirs, ours, features)


def _meeting(ours: Value, beside: Beside) -> list[tuple[Clause, Value]]:
    return [
        (clause, theirs)
        for clause, theirs in beside.values
        if _meets(ours, theirs) and not _is_rate(beside.low, theirs)
    ]


def _agreeing(
    ours: Value, meeting: Sequence[tuple[Clause, Value]], beside: Beside
) -> list[tuple[Clause, Value]]:
    return [
        (clause, theirs)
        for clause, theirs in meeting
        if (ours.kind == theirs.kind or {ours.kind, theirs.kind} == _DAYS)
        and says_the_same(ours, theirs, today=beside.today)
    ]


def _worked_out(ours: Value, beside: Beside) -> bool:
    if ours.kind not in _SUMS:
        return False
    said = [value.high for _, value in beside.values if value.kind == ours.kind]
    said += [value.high for value in beside.asked_values if value.kind == ours.kind]
    return worked_out(ours, [*said, *beside.numbers], beside.numbers)


def _is_rate(text: str, value: Value) -> bool:
    """ "A minute costs 19 cents", "three times a day": what something is counted by, no quantity of its own."""
    if value.kind != "duration" or not text[value.start : value.end].startswith(_A):
        return False
    before = text[: value.start].split()[-1:]
    return not before or before[0] not in BEFORE_LENGTHS


def _meets(ours: Value, theirs: Value) -> bool:
    """Whether the two could be said in place of each other. Money of any currency, times unless one begins what the other ends."""
    if ours.kind != theirs.kind:
        return {ours.kind, theirs.kind} in (_CROSSED, _DAYS)
    if ours.kind == "measure":
        return ours.unit == theirs.unit
    if ours.kind == "time":
        return not (ours.role and theirs.role and ours.role != theirs.role)
    return True


def _compared(ours: Value, theirs: Value, beside: Beside) -> Features:
    kind = _kind(ours, theirs)
    both = bool(ours.role and theirs.role)
    asked = any(v.kind == theirs.kind and v.low == theirs.low for v in beside.asked_values)
    features: Features = {
        f"kind_{kind}": 1.0,
        "currency": float(kind == "money" and ours.unit != theirs.unit),
        "role_same": float(ours.role == theirs.role),
        "role_clash": float(both and ours.role != theirs.role),
        "echoed": float(asked),
        "threshold": float(ours.role in ("from", "under") and ours.kind in (*_SUMS, "measure")),
        "inside": float(_is_inside(ours, theirs)),
        f"allowed_{ours.kind}": float(ours.kind == theirs.kind and _is_allowed(ours, theirs)),
    }
    if kind == "count":
        noun = term_of(ours.unit)
        features["noun_same"] = float(bool(noun) and noun == term_of(theirs.unit))
        features["noun_other"] = float(
            bool(ours.unit and theirs.unit) and not features["noun_same"]
        )
    return features


def _kind(ours: Value, theirs: Value) -> str:
    if ours.kind != theirs.kind:
        return "cross" if ours.kind in _CROSSED else "day_date"
    return "free" if "*" in (ours.unit, theirs.unit) else ours.kind


def _is_inside(ours: Value, theirs: Value) -> bool:
    """Shorter than at most, more than at least, a part of our range."""
    if ours.low != ours.high:
        return ours.low <= theirs.low and theirs.high <= ours.high
    if ours.role in ("limit", "under", "until"):
        return theirs.high < ours.low
    return ours.role == "from" and theirs.low > ours.high


def _is_allowed(ours: Value, theirs: Value) -> bool:
    """Inside what we say: come at three where we are open until six; "within a week" holds three to five days."""
    if ours.kind == "time":
        return _is_between(ours, theirs, (ours.low, ours.high), (theirs.low, theirs.high))
    if ours.kind == "date":
        mine = (day_of_year(ours.low), day_of_year(ours.high))
        return _is_between(ours, theirs, mine, (day_of_year(theirs.low), day_of_year(theirs.high)))
    loose = ours.kind == "duration" and ours.low < ours.high and theirs.role == "limit"
    return loose and ours.high <= theirs.high <= 1.5 * ours.high


def _is_between(
    ours: Value, theirs: Value, mine: tuple[float, float], said: tuple[float, float]
) -> bool:
    if ours.role == theirs.role:
        return False
    if ours.role == "until":
        return said[1] < mine[0]
    return ours.role == "from" and said[0] > mine[1]


def _same_number_otherwise(
    ours: Value, same: Sequence[tuple[Clause, Value]], beside: Beside
) -> Iterator[Candidate]:
    """ "12 euros a person" is not "12 euros for the room", at most eight not at least eight."""
    mine = _rate(beside.ours, ours)
    for clause, theirs in same:
        rate = _rate(beside.low, theirs)
        other_rate = bool(mine and rate and mine != rate)
        other_bound = _bound(beside.ours, ours) * _bound(beside.low, theirs) < 0
        if other_rate or other_bound:
            features = beside.about(clause)
            features["rate"], features["bound"] = float(other_rate), float(other_bound)
            features["many"] = min(len(same) - 1, 3) / 3
            span = (ours.start, ours.end)
            yield Candidate(theirs.start, theirs.end, span, theirs, ours, features)


def _bound(text: str, value: Value) -> int:
    """1 for at most, -1 for at least, 0 where nothing tells; looked for right around the value."""
    around = text[max(0, value.start - 28) : value.end + 16]
    return bool(_AT_MOST.search(around)) - bool(_AT_LEAST.search(around))


def _rate(text: str, value: Value) -> str:
    found = _PER.match(text, value.end, min(len(text), value.end + 40))
    return RATE_OF.get(found["what"], "") if found else ""
