"""A world of two dozen people and one post, and a script of one line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from rapport.plaza.tests.conftest import NOON
from rapport.plaza.world.shapes import (
    Brief,
    FollowUp,
    Joining,
    LivePost,
    Overheard,
    Person,
    PileOnScript,
    Post,
    Reaction,
    Turn,
    Voice,
    World,
)


def person(slug: str, **fields) -> Person:
    return Person(
        slug=slug, name=slug.title(), handle=slug, bio="", followers=10, language="en",
        character=None, avatar_hue=9, voice=Voice(), home="Lindal", **fields,
    )  # fmt: skip


def line(author: str, text: str, *, kind="complaint", addressed=True) -> LivePost:
    return LivePost(author, text, kind, "delay", "en", addressed)


def small_world() -> World:
    crowd = [person(f"voice{n}") for n in range(20)]
    people = [person("mia"), person("jo"), person("kim"), person("halden", side="brand"), *crowd]
    first = Post(
        key="h1", author="jo", text="Late again, @halden", at=NOON - timedelta(hours=2),
        parent_key=None, root_key="h1", likes=3, kind="complaint", topic="delay", language="en",
    )  # fmt: skip
    brief = Brief(
        organisation="Halden", brand="Halden", account="halden", competitors=(), timezone="UTC",
        purposes=(), team=(), statements=(), promises=(),
    )  # fmt: skip
    return World(7, NOON, tuple(people), (first,), brief, waiting=("h1",))


class OneLiner:
    """Thanks for a cause, anger at "please DM us", a screenshot at the second."""

    def next_chatter(self, rng: Random, world: World, *, now: datetime) -> LivePost:
        addressed = rng.random() < 0.5
        return line("kim", f"chatter {'@halden' if addressed else ''}", addressed=addressed)

    def overheard(self, rng: Random, world: World, *, now: datetime) -> Overheard:
        asks = line("mia", "anybody know Halden?", kind="bystander", addressed=False)
        offers = line("voice1", "come with us", kind="competitor", addressed=False)
        return Overheard(asks, (Joining(240.0, offers),))

    def follow_up_when_ignored(
        self, rng: Random, world: World, person: Person, *, original: str, minutes: int
    ) -> FollowUp:
        joined = (line("voice1", "same here"), line("voice2", "and here"))
        return FollowUp(line(person.slug, f"still nothing after {minutes}"), joined)

    def reaction_to_answer(
        self, rng: Random, person: Person, *, thread: Sequence[Turn], answer: str
    ) -> Reaction:
        asked = [turn for turn in thread if turn.by == "brand" and "DM" in turn.text]
        if "DM" in answer:
            return (
                Reaction("screenshot", "look at this", ())
                if asked
                else Reaction("angrier", "no", ())
            )
        return Reaction("thanks", "thank you", ())

    def pile_on(self, rng: Random, world: World, *, now: datetime) -> PileOnScript:
        voices = (line(f"voice{n}", f"me too {n} @halden") for n in range(20))
        joinings = tuple(Joining(9.0 * n + 9, post) for n, post in enumerate(voices))
        return PileOnScript(line("mia", "What is this, @halden"), joinings)
