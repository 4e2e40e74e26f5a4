"""The four hundred: forty written by hand, the others drawn, plus the brand and its rivals."""

from __future__ import annotations

import math
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, cast

from rapport.plaza.world.grammar import any_line, pick, weighted, words
from rapport.plaza.world.places import LINES
from rapport.plaza.world.shapes import Character, Language, Person, Voice

PUBLIC = 400
BRAND, NORDBUSS, PILEN = "halden-rail", "nordbuss", "pilen-express"
BRAND_HANDLE = "haldenrail"
NEWSROOM = "lokal"

_LANGUAGES: tuple[Language, ...] = ("en", "sv", "de", "fr", "es")
_SHARE = (0.70, 0.16, 0.07, 0.04, 0.03)
_EMOJI_SETS = ("😂😅🙃", "❤️😊🌿", "☕️🚆", "🔥💀😭", "🙏🌸", "👀🤔", "⚽️🍺", "🐶🌧️")


def people(rng: Random) -> tuple[Person, ...]:
    """Everybody, by slug; handles and slugs are unique."""
    known = list(characters()) + list(houses())
    taken = {person.handle for person in known} | {person.slug for person in known}
    drawn = [_stranger(rng, taken) for _ in range(PUBLIC - len(characters()))]
    return tuple(sorted(known + drawn, key=lambda person: person.slug))


@cache
def characters() -> tuple[Person, ...]:
    """The forty, as `texts/cast_*.toml` tells them."""
    folder = files("rapport.plaza.world") / "texts"
    found = []
    for name in ("cast_one.toml", "cast_two.toml"):
        for slug, told in tomllib.loads((folder / name).read_text(encoding="utf-8")).items():
            found.append(_character(slug, told))
    return tuple(found)


@cache
def houses() -> tuple[Person, ...]:
    """The brand and its two competitors."""
    return (
        _house(
            BRAND, "Halden Rail", BRAND_HANDLE, "brand", 41208, 214,
            "Six lines, 23 stations, and the people who ride them. We answer 6 to 22, weekends 8 to 20.",
        ),
        _house(
            NORDBUSS, "Nordbuss", "nordbuss", "competitor", 18650, 28,
            "Coaches along the coast and up the valleys. Seats for everyone, also for the cello.",
        ),
        _house(
            PILEN, "Pilen Express", "pilen_express", "competitor", 27400, 338,
            "Fast trains between Halden Central and Sundvik. Four times a day, on time.",
        ),
    )  # fmt: skip


def handle_of(slug: str) -> str:
    return {house.slug: house.handle for house in houses()}[slug]


def _house(
    slug: str, name: str, handle: str, side: str, followers: int, hue: int, bio: str
) -> Person:
    return Person(
        slug=slug,
        name=name,
        handle=handle,
        bio=bio,
        followers=followers,
        language="en",
        character=None,
        avatar_hue=hue,
        voice=Voice(),
        home="Halden Central",
        side=cast(Any, side),
    )


def _character(slug: str, told: dict[str, Any]) -> Person:
    says = {topic: tuple(lines) for topic, lines in told.get("says", {}).items()}
    languages = (told["language"],) if told["language"] == "en" else (told["language"], "en")
    character = Character(
        sketch=told["sketch"],
        cares=tuple(told["cares"]),
        quirks=told["quirks"],
        languages=cast(Any, languages),
        temper=told["temper"],
        activity=told["activity"],
        lines=tuple(told["lines"]),
        says=tuple(sorted(says.items())),
    )
    voice: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in told["voice"].items()
    }
    return Person(
        slug=slug,
        name=told["name"],
        handle=told["handle"],
        bio=told["bio"],
        followers=told["followers"],
        language=told["language"],
        character=character,
        avatar_hue=sum(map(ord, slug)) * 47 % 360,
        voice=Voice(**voice),
        home=told["home"],
    )


def _stranger(rng: Random, taken: set[str]) -> Person:
    language = weighted(rng, _LANGUAGES, _SHARE)
    first = pick(rng, words("first.en" if rng.random() < 0.12 else f"first.{language}"))
    last = pick(rng, words("last"))
    handle = _handle(rng, first, last, taken)
    name = _display_name(rng, first, last, handle)
    facts = {"language": "en"}
    bio = any_line(f"bio.{language}", rng=rng, facts=facts) if rng.random() < 0.82 else ""
    return Person(
        slug=handle.replace("_", "-").replace(".", "-"),
        name=name,
        handle=handle,
        bio=bio,
        followers=_followers(rng),
        language=language,
        character=None,
        avatar_hue=int(rng.random() * 360),
        voice=_voice(rng),
        home=pick(rng, [station for stations in LINES.values() for station in stations[1:]]),
    )


def _handle(rng: Random, first: str, last: str, taken: set[str]) -> str:
    first, last = _ascii(first), _ascii(last)
    word = pick(rng, words("handle.word"))
    shapes = (
        f"{first}{last}",
        f"{first}.{last}",
        f"{first}_{last[:1]}",
        f"{first[:1]}{last}",
        f"{word}_{first}",
        f"{first}{int(rng.random() * 60) + 40}",
        f"{word}{int(rng.random() * 90) + 7}",
        f"{first}_{word}",
        f"the_{word}",
        f"{last}.{first[:1]}",
    )
    handle = pick(rng, shapes)
    while handle in taken or handle.replace("_", "-").replace(".", "-") in taken:
        handle = f"{first}{last}{int(rng.random() * 900) + 10}"
    taken.update((handle, handle.replace("_", "-").replace(".", "-")))
    return handle


def _display_name(rng: Random, first: str, last: str, handle: str) -> str:
    chance = rng.random()
    if chance < 0.62:
        return f"{first} {last}"
    if chance < 0.76:
        return first
    if chance < 0.86:
        return f"{first} {last[0]}."
    if chance < 0.93:
        return first.lower()
    return handle


def _followers(rng: Random) -> int:
    """Log-normal: a median near 180, one in a hundred above some thousands."""
    normal = math.sqrt(-2 * math.log(1 - rng.random())) * math.cos(2 * math.pi * rng.random())
    return max(3, round(math.exp(5.2 + 1.25 * normal)))


def _voice(rng: Random) -> Voice:
    lower = rng.random() < 0.22
    tidy = rng.random() < 0.35
    return Voice(
        lower=lower,
        no_full_stop=lower and rng.random() < 0.7,
        short_forms=not tidy and rng.random() < 0.14,
        dots=not tidy and rng.random() < 0.1,
        no_apostrophes=lower and rng.random() < 0.5,
        typos=0.0 if tidy else pick(rng, (0.0, 0.0, 0.008, 0.015, 0.03)),
        shouts=0.0 if tidy or lower else pick(rng, (0.0, 0.0, 0.0, 0.12, 0.3)),
        exclaims=0.0 if tidy else pick(rng, (0.0, 0.1, 0.3)),
        emoji=0.0 if tidy else pick(rng, (0.0, 0.0, 0.1, 0.25, 0.45)),
        emoji_set=pick(rng, _EMOJI_SETS),
        hashtags=0.0 if tidy else pick(rng, (0.0, 0.0, 0.05, 0.1, 0.3)),
    )


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower().replace("ø", "o"))
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())
