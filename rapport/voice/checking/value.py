"""What a quantity in a text is, once it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["duration", "money", "percent", "measure", "count", "time", "date", "weekday"]


@dataclass(frozen=True, slots=True)
class Value:
    """`text[start:end]` says a quantity between `low` and `high` (the same, unless a range) in `unit`.

    A duration is in seconds, its unit "calendar" or "working"; a measure in the smallest unit of its kind (g, mm, ml ...);
    a time in minutes of the day; a date in ordinals, "in April" from the first to the last; a weekday 0..6 with the whole
    set in `days`. `number` is the stretch of the digits or number words alone.
    `role` says what it limits: "limit" (within), "from", "for", "every", "until", "under", "before", "delay",
    "ago", "" where nothing tells.
    """

    kind: Kind
    low: float
    high: float
    unit: str
    role: str
    start: int
    end: int
    number: tuple[int, int]
    days: frozenset[int] = frozenset()
