"""What one key puts right, without touching a word more than it must."""

from __future__ import annotations

import re
from dataclasses import replace

from rapport.voice.checking.plain import plain
from rapport.voice.checking.value import Value
from rapport.voice.checking.values import number_of
from rapport.voice.contract import Remedy

_AFFIRMED = (
    (r"(?i)\b(is|are) not\b", r"\1"),
    (r"(?i)\b(is|are)n['’]t\b", r"\1"),
    (r"(?i)\b(can)(?:not|['’]t| not)\b", r"\1"),
    (r"(?i)\b(may|must) not\b", r"\1"),
    (r"(?i)\bno longer ", ""),
    (r"(?i)\b(ist|sind|ar|är) (?:nicht|inte)\b", r"\1"),
)
_DENIED = (
    (r"(?i)\b(is|are)\b", r"\1 not"),
    (r"(?i)\b(can)\b", r"\1not"),
    (r"(?i)\b(may|must)\b", r"\1 not"),
    (r"(?i)\b(ist|sind)\b", r"\1 nicht"),
    (r"(?i)\b(är)\b", r"\1 inte"),
)


def end_meant(statement: str, ours: Value, theirs: Value) -> Value:
    """Of "9:00 to 18:00", the end that "open until 20:00" speaks of."""
    if ours.kind != "time" or ours.low == ours.high or theirs.low != theirs.high:
        return ours
    parts = list(
        re.finditer(r"[^\s–—-]*\d[^\s–—-]*(?:\s?[ap]\.?m\.?)?", statement[ours.start : ours.end])
    )
    if len(parts) != 2 or theirs.role not in ("until", "from"):
        return ours
    part = parts[theirs.role == "until"]
    span = (ours.start + part.start(), ours.start + part.end())
    minutes = ours.high if theirs.role == "until" else ours.low
    return replace(ours, low=minutes, high=minutes, start=span[0], end=span[1], number=span)


def corrected(text: str, wrong: Value, statement: str, ours: Value) -> Remedy | None:
    """Our value in the place of the wrong one; only the number where the unit is the same. None where no number fits."""
    # "Free" and "half the fare" are phrases: what stands around them would have to change too.
    if any(
        value.unit == "*" or (value.unit == "%" and _is_phrase(value)) for value in (ours, wrong)
    ):
        return None
    replacement = statement[ours.start : ours.end]
    number = statement[slice(*ours.number)]
    head, unit = text[wrong.start : wrong.number[0]], text[wrong.number[1] : wrong.end]
    same_scale = (
        ours.kind == wrong.kind
        and ours.unit == wrong.unit
        and _one_scale(text, wrong, statement, ours)
    )
    if same_scale and number and not _is_phrase(wrong):
        replacement = f"{head}{number}{unit}"
    return Remedy(f"Use {replacement}", wrong.start, wrong.end, replacement)


def _is_phrase(value: Value) -> bool:
    return value.number == (value.start, value.end)


def _one_scale(text: str, wrong: Value, statement: str, ours: Value) -> bool:
    """Days and Tage are one scale, days and weeks are not, nor cm and m: the number alone may change place."""
    if ours.kind not in ("duration", "measure"):
        return ours.kind in ("percent", "count")
    # One year, half a year, three years: the word for one is another.
    if (_number(text, wrong) <= 1) != (_number(statement, ours) <= 1):
        return False
    return _per_one(text, wrong) == _per_one(statement, ours) != 0


def _per_one(text: str, value: Value) -> float:
    number = _number(text, value)
    return round(value.low / number) if number else 0


def _number(text: str, value: Value) -> float:
    digits = re.split(r"\s?(?:-|–|—|\bto\b|\bbis\b)\s?", plain(text[slice(*value.number)]))[
        0
    ].strip()
    try:
        return number_of(digits)
    except ValueError:
        return 0


def reversed_claim(text: str, start: int, end: int) -> Remedy | None:
    """Yes in place of no, or no in place of yes, where one word does it; else nothing is offered."""
    said = text[start:end]
    for pattern, with_what in (*_AFFIRMED, *_DENIED):
        mended = re.sub(pattern, with_what, said, count=1)
        if mended != said:
            return Remedy(f"Use “{mended}”", start, end, mended)
    return None
