"""The square while it is being filled: drafts, who writes next, and no sentence said twice."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from rapport.plaza.world.cast import BRAND, BRAND_HANDLE, NEWSROOM
from rapport.plaza.world.grammar import Teller, has, plain, told
from rapport.plaza.world.languages import language_of
from rapport.plaza.world.scenes import Scene
from rapport.plaza.world.shapes import Kind, Language, Person
from rapport.plaza.world.voices import in_voice, with_mention

_KEENEST = 3.0
_TRIES = 600
CHATTER, WRY = "chatter", "wry"
FRESH = timedelta(hours=72)
"""In this last stretch of the history the brand left nobody without an answer."""


@dataclass
class Draft:
    """A post before it has a key."""

    author: Person
    text: str
    at: datetime
    parent: Draft | None
    kind: Kind
    topic: str
    language: Language
    agent: str | None = None
    heat: float = 1.0
    tag: str = ""

    @property
    def root(self) -> Draft:
        return self if self.parent is None else self.parent.root


class Square:
    """Collects drafts. All chance comes from `rng`, in one fixed order."""

    def __init__(self, rng: Random, people: Sequence[Person], *, end: datetime) -> None:
        self.rng = rng
        self.end = end
        self.teller = Teller(rng)
        self.drafts: list[Draft] = []
        self.people = {person.slug: person for person in people}
        self.public = tuple(person for person in people if person.side == "public")
        self.brand = self.people[BRAND]
        self._reach = list(accumulate(_activity(rng, person) for person in self.public))
        self._seen: set[str] = set()
        self._waiting: tuple[Person, ...] = ()
        self._last: dict[str, datetime] = {}

    def is_fresh(self, at: datetime) -> bool:
        return at >= self.end - FRESH

    def reserve(self, people: Sequence[Person]) -> None:
        """These wait for the brand at the end, and write nothing else to it in the last days."""
        self._waiting = tuple(people)

    def spoken_for(self, at: datetime) -> tuple[Person, ...]:
        return self._waiting if self.is_fresh(at) else ()

    def post(
        self,
        author: Person,
        text: str,
        *,
        at: datetime,
        kind: Kind,
        topic: str,
        parent: Draft | None = None,
        language: Language = "en",
        agent: str | None = None,
        heat: float = 1.0,
        tag: str = "",
    ) -> Draft:
        """Puts a post on the square; a reply never comes before what it answers."""
        if parent is not None:
            at = max(at, parent.at + timedelta(seconds=20))
        draft = Draft(
            author, text, at.replace(microsecond=0), parent, kind, topic, language, agent, heat, tag
        )
        self.hear(text)
        self.drafts.append(draft)
        if author.side == "public":
            self._last[author.slug] = max(at, self._last.get(author.slug, at))
        return draft

    def someone(
        self,
        *,
        at: datetime,
        topic: str = "",
        language: str = "",
        besides: Sequence[Person] = (),
        rest: timedelta = timedelta(minutes=50),
    ) -> Person:
        """A member of the public likely to write now: active, rested, and touched by the topic.

        Drawn by how much each posts, then taken with the chance that the occasion gives them.
        """
        without = {person.slug for person in besides}
        person = self.public[0]
        for _ in range(_TRIES):
            place = bisect_right(self._reach, self.rng.random() * self._reach[-1])
            person = self.public[min(place, len(self.public) - 1)]
            if person.slug in without or self._is_tired(person, at, rest):
                continue
            if self.rng.random() * _KEENEST < _interest(person, topic) * _ease(person, language):
                return person
        return next(each for each in self.public if each.slug not in without)

    def _is_tired(self, person: Person, at: datetime, rest: timedelta) -> bool:
        last = self._last.get(person.slug)
        return last is not None and abs(at - last) < rest

    def speak(
        self,
        person: Person,
        section: str,
        scene: Scene,
        *,
        at: datetime,
        kind: Kind,
        addressed: bool = False,
        language: Language | None = None,
    ) -> tuple[str, Language]:
        """A fresh line of `section` in the person's voice and language."""
        spoken = language or self._tongue(person, section)
        own = self._own_lines(person, section) if language is None else ()
        use_own = bool(own) and (person.slug == NEWSROOM or self.rng.random() < 0.85)

        def tell() -> tuple[str, Language]:
            if use_own:
                return self._own(person, section, own, scene, at)
            facts = scene.at(at, language=spoken, rng=self.rng)
            if section.endswith(".join"):
                tags = frozenset((scene.tag, scene.topic)) - {""}
                aside = self.teller.aside(section, tags=tags, facts=facts, language=spoken)
                return aside, spoken
            said = self.teller.said(section, facts=facts, language=spoken)
            scene.tag = said.tag if section.endswith((".root", ".voice")) else scene.tag
            return said.text, spoken

        return self.unsaid(
            lambda: self._voiced(person, *tell(), kind=kind, line=scene.line, addressed=addressed)
        )

    def has_heard(self, text: str) -> bool:
        return text.lower() in self._seen

    def hear(self, text: str) -> None:
        """Remembers a text said elsewhere, so that nobody repeats it here."""
        self._seen.add(text.lower())

    def unsaid(self, tell: Callable[[], tuple[str, Language]]) -> tuple[str, Language]:
        """The first of a dozen tries that nobody has said in these words."""
        text, language = tell()
        for _ in range(12):
            if text.lower() not in self._seen:
                break
            text, language = tell()
        return text, language

    def _voiced(
        self,
        person: Person,
        text: str,
        language: Language,
        *,
        kind: str,
        line: str,
        addressed: bool,
    ) -> tuple[str, Language]:
        said = in_voice(person, text, kind=kind, line=line, rng=self.rng)
        if addressed:
            said = with_mention(said, BRAND_HANDLE, rng=self.rng)
        return said, language

    def _tongue(self, person: Person, section: str) -> Language:
        if person.language != "en" and has(section, language=person.language):
            return person.language if self.rng.random() < 0.8 else "en"
        return "en"

    def _own_lines(self, person: Person, section: str) -> Sequence[str]:
        topic, _, part = section.partition(".")
        if person.character is None or not (part == "root" or topic == "again"):
            return ()
        return person.character.lines if topic == "chatter" else person.character.says_about(topic)

    def _own(
        self, person: Person, section: str, lines: Sequence[str], scene: Scene, at: datetime
    ) -> tuple[str, Language]:
        assert person.character is not None
        line = self.teller.next_of(f"{person.slug}/{section}", lines)
        scene.tag = line.tag
        language = language_of(plain(line), person.character.languages)
        facts = scene.at(at, language=language, rng=self.rng)
        return told(line, rng=self.rng, facts=facts), language


def _interest(person: Person, topic: str) -> float:
    """Characters write about what they care for; the newsroom does not chat below others."""
    if person.character is None:
        return 1.0
    if topic == CHATTER:
        return 0.85
    if topic == WRY:
        return 0.0
    if not topic:
        return 0.0 if person.slug == NEWSROOM else 0.2
    return _KEENEST if topic in person.character.cares else 0.0


def _ease(person: Person, language: str) -> float:
    """How readily somebody joins a talk in that language."""
    if not language or person.language == language:
        return 1.0
    return 0.6 if language == "en" else 0.04


def _activity(rng: Random, person: Person) -> float:
    """How much somebody posts: few much, most little. Characters say it themselves."""
    chance = rng.random()
    if person.character is not None:
        return person.character.activity
    return 0.05 + 0.9 * math.pow(chance, 2.5)
