"""Priority as a readable sum, and the clocks. Pure.

Bounds (DESIGN section 10): stage, followers and worth of a person never order help; exposure is at most 15 points
and outweighs neither danger, nor vulnerability, nor a broken promise. Danger is a lane of its own: it is sorted
before any sum. The points are ours, chosen so that the order of eight fixed conversations holds (tests).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapport.kit.business_time import DAY_AND_NIGHT, Hours, open_time

BROKEN_PROMISE = 80
# More than exposure can ever be, whoever asks.
VULNERABLE = 20
URGENCY_AT_MOST = 26
CLOCK_AT_MOST = 22
REPEAT_AT_MOST = 18
EXPOSURE_AT_MOST = 15
OTHERS_AT_MOST = 13
OWED = 10
MOOD = 8
TURN_AT_MOST = 6
# Of two readings less than this apart nobody can tell which is the angrier.
LEAST_TURN = 0.2
WORSE = 6
DANGER = 100

NAMES = {
    "danger": "Danger to life",
    "promise_broken": "Promise broken",
    "vulnerable": "Speaks of a child, illness or disability",
    "promise_owed": "Promise owed",
    "urgency": "Urgent",
    "clock": "Clock",
    "repeat": "Asked again",
    "exposure": "Exposure, at most 15",
    "others": "Others join in",
    "mood": "Angry or let down",
    "turn": "Angrier than before",
    "worse": "Our answer made it worse",
}


@dataclass(frozen=True, slots=True)
class Situation:
    """What the sum is made of. `urgency` is 0..100 with the name of its largest part."""

    now: datetime
    danger: bool = False
    vulnerable: bool = False
    broken_promises: int = 0
    owed_promises: int = 0
    urgency: int = 0
    urgency_name: str = ""
    negative: bool = False
    # Last minus first of their latest words that are not neutral, each -1 (negative) to 1: WORDS, conversation sentiment.
    turn: float = 0.0
    clock_from: datetime | None = None
    clock_due: datetime | None = None
    hours: Hours = DAY_AND_NIGHT  # in which the clock runs
    times_asked: int = 1
    others: int = 0
    worse: int = (
        0  # people besides the customer who are negative under our answer, where that made it worse
    )
    followers: int | None = None


def parts(s: Situation) -> list[dict[str, Any]]:
    """The parts with points, the largest first: [{"code", "points", "n", "name"?}]."""
    found = [
        _part("danger", DANGER if s.danger else 0),
        _part("promise_broken", BROKEN_PROMISE if s.broken_promises else 0, n=s.broken_promises),
        _part("promise_owed", OWED if s.owed_promises else 0, n=s.owed_promises),
        _part("vulnerable", VULNERABLE if s.vulnerable else 0),
        _part("urgency", round(URGENCY_AT_MOST * min(s.urgency, 100) / 100), name=s.urgency_name),
        _part("clock", clock_points(s)),
        _part("repeat", min(REPEAT_AT_MOST, 9 * (s.times_asked - 1)), n=s.times_asked),
        _part("exposure", exposure_points(s.followers), n=s.followers or 0),
        _part("others", min(OTHERS_AT_MOST, s.others), n=s.others),
        _part("mood", MOOD if s.negative else 0),
        _part("turn", turn_points(s)),
        _part("worse", WORSE if s.worse else 0, n=s.worse),
    ]
    return sorted((p for p in found if p["points"]), key=lambda p: -p["points"])


def total(found: Sequence[dict[str, Any]]) -> int:
    return sum(int(p["points"]) for p in found)


def clock_points(s: Situation) -> int:
    """More the less of the clock is left; all of it once it has run out."""
    if s.clock_from is None or s.clock_due is None:
        return 0
    span = open_time(s.hours, s.clock_from, s.clock_due)
    used = open_time(s.hours, s.clock_from, s.now)
    return round(CLOCK_AT_MOST * min(used / span, 1.0)) if span else CLOCK_AT_MOST


def turn_points(s: Situation) -> int:
    """All of them for a fall by 1, from pleased or even to angry; none while the last word is not negative."""
    fall = -s.turn
    if not s.negative or fall < LEAST_TURN:
        return 0
    return round(TURN_AT_MOST * min(fall, 1.0))


def exposure_points(followers: int | None) -> int:
    """3 points for each power of ten of followers: 1,000 give 9, 100,000 and more give 15."""
    return min(EXPOSURE_AT_MOST, round(3 * math.log10(followers + 1))) if followers else 0


def part_name(part: dict[str, Any]) -> str:
    """A part in words, for "why"."""
    if part["code"] == "urgency" and part.get("name"):
        return str(part["name"]).capitalize()
    if part["code"] == "repeat":
        return (
            "Third time and more"
            if part.get("n", 0) > 3
            else {2: "Second time", 3: "Third time"}[part["n"]]
        )
    return NAMES[str(part["code"])]


def _part(code: str, points: int, *, n: int = 0, name: str = "") -> dict[str, Any]:
    part: dict[str, Any] = {"code": code, "points": points}
    if n:
        part["n"] = n
    if name:
        part["name"] = name
    return part
