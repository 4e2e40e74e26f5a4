"""What the people of the square do next: pure rules over a seeded random and the world.

The plaza engine owns time and tables. It asks here *who says what*, and carries it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from rapport.plaza.world import answers
from rapport.plaza.world.cast import BRAND_HANDLE
from rapport.plaza.world.grammar import any_line, has, pick, weighted
from rapport.plaza.world.history import in_season
from rapport.plaza.world.languages import language_of
from rapport.plaza.world.overheard import overheard
from rapport.plaza.world.places import local
from rapport.plaza.world.sample import sample_customer_csv
from rapport.plaza.world.scenes import Scene, scene
from rapport.plaza.world.shapes import (
    FollowUp,
    Joining,
    Kind,
    Language,
    LivePost,
    Person,
    PileOnScript,
    Reaction,
    Turn,
    World,
)
from rapport.plaza.world.square import CHATTER, Square
from rapport.plaza.world.voices import in_voice

__all__ = [
    "follow_up_when_ignored",
    "next_chatter",
    "overheard",
    "pile_on",
    "reaction_to_answer",
    "sample_customer_csv",
]

_ADDRESSED = 0.25
_CROWD = 40
_CROWD_SECONDS = 150.0
_AGENT = re.compile(r"\^([A-Z]{2})\b")
_THEMES: dict[str, tuple[str, ...]] = {
    "left": ("emma", "deniz", "nadja", "ottilie"),
    "putoff": ("annika", "petra", "samira"),
}
"""Two stories that go wrong for the brand, and who is the first to tell them."""


def next_chatter(rng: Random, world: World, *, now: datetime) -> LivePost:
    """One ordinary new post of the square; about one in four is addressed to the brand.

    The five who wait at the world's end are left to their waiting.
    """
    square = Square(rng, world.people, end=now)
    topics = in_season(now)
    topic = weighted(rng, topics, [each.weight for each in topics])
    to_brand = rng.random() < _ADDRESSED and not (topic.about_a_train and _is_night(now))
    waiting = [world.person[world.post[key].author] for key in world.waiting]
    for _ in range(6):
        person = square.someone(at=now, topic=topic.name if to_brand else CHATTER, besides=waiting)
        setting = scene(rng, person, now)
        text, language = square.speak(
            person,
            f"{topic.name}.root" if to_brand else "chatter.root",
            setting,
            at=now,
            kind=topic.kind if to_brand else "chatter",
            addressed=to_brand,
        )
        if text.lower() not in world.said and not _is_to_rival(text):
            break
    kind: Kind = topic.kind if to_brand else "chatter"
    return LivePost(
        person.slug, text, kind, topic.name if to_brand else CHATTER, language, to_brand
    )


def follow_up_when_ignored(
    rng: Random, world: World, person: Person, *, original: str, minutes: int
) -> FollowUp:
    """`person` wrote `original` to the brand and heard nothing for `minutes` demo minutes."""
    language = _language_of(person, original)
    setting = scene(rng, person, world.end)
    setting.facts["minutes"] = str(max(1, minutes))
    sort: Kind = (
        "praise" if answers.is_praise(original) else "question" if _asks(original) else "complaint"
    )
    again = _again(rng, person, sort, setting, world, language)
    square = Square(rng, world.people, end=world.end)
    first = _ignored_too(square, world, setting, language, besides=[person])
    second = _ignored_too(
        square, world, setting, language, besides=[person, world.person[first.author]], unlike=first
    )
    return FollowUp(again, (first, second))


def reaction_to_answer(
    rng: Random, person: Person, *, thread: Sequence[Turn], answer: str
) -> Reaction:
    """What `person` does about `answer`; `thread` holds every turn before it, oldest first.

    A cause and a time earn thanks; a brush-off makes them angrier; sent to private messages for
    the second time they post the screenshot of both (`answers` has the rules).
    """
    temper = person.character.temper if person.character else "calm"
    found = answers.verdict(thread, answer, hot=temper == "hot")
    own = [turn.text for turn in thread if turn.by == "customer"]
    language = _language_of(person, " ".join(own))
    if not found.section:
        return Reaction(found.kind, "", found.reasons, language)
    if not has(found.section, language=language):
        language = "en"
    facts = _quoted(rng, person, thread, answer, language)
    text = any_line(found.section, rng=rng, facts=facts, language=language)
    kind = "praise" if found.kind == "thanks" else "complaint"
    said = in_voice(person, text, kind=kind, line=facts["line"], rng=rng)
    return Reaction(found.kind, said, found.reasons, language)


def pile_on(rng: Random, world: World, *, now: datetime) -> PileOnScript:
    """An opening post that goes wrong for the brand, and forty distinct people joining.

    They come faster and faster: the fifteenth after little more than a minute.
    """
    theme = pick(rng, sorted(_THEMES))
    opener = world.person[pick(rng, _THEMES[theme])]
    setting = scene(rng, opener, now)
    setting.facts["st"] = setting.station if setting.station != "Halden Central" else "Mossebo"
    opening = any_line(f"{theme}.open", rng=rng, facts=setting.facts)
    setting.facts["quoted"] = _heart_of(theme)
    square = Square(rng, world.people, end=now)
    waiting = [world.person[world.post[key].author] for key in world.waiting]
    voices: list[Joining] = []
    without = [opener, *waiting]
    while len(voices) < _CROWD:
        person = square.someone(at=now, besides=without, rest=timedelta(0))
        without.append(person)
        post = _join(square, person, theme, setting, now)
        if post is not None:
            share = (len(voices) + 1) / _CROWD
            after = _CROWD_SECONDS * share**0.7 + 1.5 * rng.random()
            voices.append(Joining(round(after, 1), post))
    start = LivePost(opener.slug, opening, "complaint", theme, "en", addressed=True)
    return PileOnScript(start, tuple(sorted(voices, key=lambda each: each.after_seconds)))


def _again(
    rng: Random, person: Person, sort: Kind, setting: Scene, world: World, language: Language
) -> LivePost:
    square = Square(rng, world.people, end=world.end)
    section = f"again.{'trouble' if sort == 'complaint' else sort}"
    if not has(section, language=language):
        section = "again.trouble"
    text, language = square.speak(
        person,
        section,
        setting,
        at=world.end,
        kind="complaint" if sort == "complaint" else "question",
        addressed=True,
        language=language if language != "en" else None,
    )
    return LivePost(person.slug, text, sort, "again", language, addressed=True)


def _ignored_too(
    square: Square,
    world: World,
    setting: Scene,
    language: Language,
    *,
    besides: Sequence[Person],
    unlike: LivePost | None = None,
) -> LivePost:
    waiting = [world.person[world.post[key].author] for key in world.waiting]
    person = square.someone(at=world.end, language=language, besides=[*besides, *waiting])
    spoken = language if person.language == language else "en"
    for _ in range(8):
        text, _spoken = square.speak(
            person, "ignored.join", setting, at=world.end, kind="bystander", language=spoken
        )
        if unlike is None or text.split()[:3] != unlike.text.split()[:3]:
            break
    addressed = f"@{BRAND_HANDLE}" in text.lower()
    return LivePost(person.slug, text, "bystander", "ignored", spoken, addressed)


def _join(
    square: Square, person: Person, theme: str, setting: Scene, now: datetime
) -> LivePost | None:
    language: Language = "en"
    own = person.language != "en" and has(f"{theme}.join", language=person.language)
    if own and square.rng.random() < 0.5:
        language = person.language
    setting.facts["village"] = person.home
    text, language = square.speak(
        person, f"{theme}.join", setting, at=now, kind="bystander", language=language
    )
    if square.has_heard(text):
        return None
    square.hear(text)
    addressed = f"@{BRAND_HANDLE}" in text.lower()
    return LivePost(person.slug, text, "complaint", theme, language, addressed)


def _quoted(
    rng: Random, person: Person, thread: Sequence[Turn], answer: str, language: Language
) -> dict[str, str]:
    """The words they can hold against the brand, and where they themselves stand."""
    earlier = [
        turn.text for turn in thread if turn.by == "brand" and answers.asks_for_private(turn.text)
    ]
    setting = scene(rng, person, _ANY_DAY)
    facts = setting.at(_ANY_DAY, language=language, rng=rng)
    signed = _AGENT.search(answer)
    facts["ag"] = signed[1] if signed else "whoever you are"
    facts["quote"] = _short(answer)
    facts["one"] = _short(earlier[-1] if earlier else answer)
    facts["two"] = _short(answer)
    return facts


_ANY_DAY = datetime.fromisoformat("2026-01-14T16:00:00+00:00")
"""Reactions name no hour of the day they are made on, so that they need no clock."""


def _short(text: str, limit: int = 64) -> str:
    """A quotation short enough for a post, cut between words, without the sign-off."""
    plain = _AGENT.sub("", text).strip().replace("\n", " ")
    if len(plain) <= limit:
        return plain
    return plain[:limit].rsplit(" ", 1)[0].rstrip(",.;:") + "…"


def _heart_of(theme: str) -> str:
    return {"left": "we're late, take the next one", "putoff": "so her ticket couldn't be shown"}[
        theme
    ]


def _language_of(person: Person, text: str) -> Language:
    among: tuple[Language, ...] = ("en",) if person.language == "en" else (person.language, "en")
    return language_of(text, among)


def _asks(text: str) -> bool:
    return "?" in text and not re.search(r"money back|hours|minutes|nobody|third time", text, re.I)


def _is_to_rival(text: str) -> bool:
    return "@nordbuss" in text or "@pilen" in text


def _is_night(now: datetime) -> bool:
    return local(now).hour < 5
