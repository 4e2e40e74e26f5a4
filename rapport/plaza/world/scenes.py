"""The facts one thread shares, so that a complaint, its echo and its answer speak of one train."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from rapport.plaza.world.grammar import any_line, pick, weighted
from rapport.plaza.world.places import (
    CAUSES,
    HUB,
    LINES,
    WEIGHT_OF_LINE,
    clock,
    every_minutes,
    last_departure,
    lines_at,
    local,
)
from rapport.plaza.world.shapes import Person

DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_TOMORROW = {"en": "tomorrow", "sv": "imorgon", "de": "morgen", "fr": "demain", "es": "mañana"}
_YESTERDAY = {"en": "yesterday", "sv": "igår", "de": "gestern", "fr": "hier", "es": "ayer"}
_BEFORE_DAY = {"sv": "på ", "es": "el "}
_PARTS = {
    "en": ("this morning", "this afternoon", "tonight"),
    "sv": ("i morse", "i eftermiddag", "ikväll"),
    "de": ("heute Morgen", "heute Nachmittag", "heute Abend"),
    "fr": ("ce matin", "cet après-midi", "ce soir"),
    "es": ("esta mañana", "esta tarde", "esta noche"),
}


@dataclass(frozen=True)
class Disruption:
    """A stretch of trouble on one line, with one cause everybody is told."""

    line: str
    start: datetime
    end: datetime
    cause: int
    where: str


@dataclass
class Scene:
    """`facts` fill the slots of every line told in this thread; times are told per post.

    `topic` and `tag` say what was asked, so that answers and asides fit it.
    """

    line: str
    station: str
    cause: int
    where: str
    facts: dict[str, str]
    tag: str = ""
    topic: str = ""

    def at(self, when: datetime, *, language: str, rng: Random) -> dict[str, str]:
        """The facts as one would put them at `when`, in one language."""
        told = dict(self.facts)
        told.update(_moment(when, language, rng))
        told["cause"] = CAUSES[self.cause][language].format(where=self.where)
        if language != "en":
            for name in ("tardy", "howmany", "num", "seatmate", "weather"):
                told.pop(name)
        return told


def scene(rng: Random, person: Person, at: datetime, *, trouble: Disruption | None = None) -> Scene:
    """A scene for `person` posting at `at`: their line and station, a train just due, one cause."""
    line = trouble.line if trouble else _line_for(rng, person)
    station = _station_on(rng, person, line)
    others = [name for name in LINES[line] if name != station]
    to = HUB if station != HUB and rng.random() < 0.7 else pick(rng, others)
    where = trouble.where if trouble else pick(rng, others)
    cause = trouble.cause if trouble else int(rng.random() * len(CAUSES))
    facts = _train(rng, line, station, local(at))
    facts.update(_ground(rng, local(at)))
    facts.update({"line": line, "st": station, "to": to, "where": where})
    facts["out"] = station if station != HUB else to
    facts["line2"] = pick(rng, [other for other in LINES if other != line])
    for name in ("tardy", "howmany", "num", "seatmate"):
        facts[name] = any_line(name, rng=rng, facts=facts)
    return Scene(line, station, cause, where, facts)


def part_of_day(when: datetime) -> int:
    """0 morning, 1 afternoon, 2 evening and night."""
    hour = local(when).hour
    return 0 if 4 <= hour < 12 else 1 if 12 <= hour < 18 else 2


def _line_for(rng: Random, person: Person) -> str:
    near = lines_at(person.home)
    if near and person.home != HUB and rng.random() < 0.65:
        return weighted(rng, near, [WEIGHT_OF_LINE[line] for line in near])
    return weighted(rng, tuple(WEIGHT_OF_LINE), tuple(WEIGHT_OF_LINE.values()))


def _station_on(rng: Random, person: Person, line: str) -> str:
    if person.home in LINES[line] and rng.random() < 0.7:
        return person.home
    return pick(rng, LINES[line])


def _train(rng: Random, line: str, station: str, now: datetime) -> dict[str, str]:
    late = 8 + int(rng.random() ** 2 * 60)
    due = last_departure(line, station, now - timedelta(minutes=min(late, 25)))
    return {
        "t": clock(due),
        "next": clock(due + timedelta(minutes=every_minutes(line))),
        "min": str(late),
        "plat": str(1 + int(rng.random() * 4)),
        "coach": str(1 + int(rng.random() * 4)),
    }


def _ground(rng: Random, now: datetime) -> dict[str, str]:
    hundreds = 38 + int(rng.random() * 220)
    season = (
        "coldweather"
        if now.month in (12, 1, 2)
        else "warmweather"
        if now.month in (6, 7, 8)
        else "mildweather"
    )
    return {
        "weather": any_line(season, rng=rng, facts={}),
        "sum": f"{hundreds} kr",
        "sum2": str(29 + 10 * int(rng.random() * 9)),
        "fee": f"1,{140 + 5 * int(rng.random() * 60)} kr",
        "crowd": str(18 + int(rng.random() * 70)),
        "ref": f"HR-{20000 + int(rng.random() * 70000)}",
        "n2": str(7 + int(rng.random() * 13)),
    }


def _moment(when: datetime, language: str, rng: Random) -> dict[str, str]:
    now = local(when)
    today = now.weekday()
    days = DAYS[language]
    other = days[(today + 1 + int(rng.random() * 6)) % 7]
    ahead = 1 + int(rng.random() * 4)
    later = _TOMORROW[language] if ahead == 1 else _soon(language, days[(today + ahead) % 7])
    soon = now + timedelta(minutes=20 + 5 * int(rng.random() * 9))
    since = now - timedelta(minutes=3 + int(rng.random() * 12))
    part = part_of_day(when)
    return {
        "language": language,
        "day": other,
        "today": days[today],
        "nextday": later,
        "yesterday": _YESTERDAY[language],
        "tod": _PARTS[language][part],
        "part": ("morning", "afternoon", "evening")[part],
        "until": clock(soon - timedelta(minutes=soon.minute % 5)),
        "until2": clock(now + timedelta(minutes=12 + int(rng.random() * 20))),
        "since": clock(since),
        "late": "22:00" if today < 5 else "20:00",
        "wait": str(10 + 5 * int(rng.random() * 4)),
    }


def _soon(language: str, day: str) -> str:
    return _BEFORE_DAY.get(language, "") + day
