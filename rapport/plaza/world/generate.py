"""The one door to the world: `generate(seed, end)`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

from rapport.plaza.world import history, incidents, stories
from rapport.plaza.world.cast import people
from rapport.plaza.world.facts import brief
from rapport.plaza.world.shapes import Person, Post, Promise, World
from rapport.plaza.world.square import Draft, Square
from rapport.plaza.world.stories import Vow

_LIKING = {
    "complaint": 1.0,
    "praise": 1.6,
    "chatter": 0.9,
    "question": 0.35,
    "request": 0.8,
    "bystander": 0.3,
    "brand": 0.12,
    "competitor": 0.12,
}


def generate(seed: int, end: datetime) -> World:
    """The world as it stands at `end` (aware). Same arguments, same world, to the byte.

    Takes about a second. `end` is cut to whole seconds and kept in UTC.
    """
    if end.tzinfo is None:
        raise ValueError("The world ends at a naive time; pass an aware one, such as UTC now.")
    moment = end.astimezone(UTC).replace(microsecond=0)
    rng = Random(f"world:{seed}")
    everybody = people(rng)
    square = Square(rng, everybody, end=moment)
    vows = stories.fill(square)
    ramp, waiting = stories.fill_ending(square)
    square.reserve([draft.author for draft in waiting])
    incidents.fill(square)
    history.fill(square)
    return _assembled(seed, moment, everybody, square, [ramp, *vows], waiting)


def _assembled(
    seed: int,
    end: datetime,
    everybody: tuple[Person, ...],
    square: Square,
    vows: Sequence[Vow],
    waiting: Sequence[Draft],
) -> World:
    in_order = sorted(enumerate(square.drafts), key=lambda each: (each[1].at, each[0]))
    keys = {id(draft): f"p-{number:06d}" for number, (_, draft) in enumerate(in_order, start=1)}
    posts = tuple(_post(draft, keys, square.rng, end) for _, draft in in_order)
    promises = tuple(
        Promise(
            person=vow.person,
            post_key=keys[id(vow.post)],
            text=vow.text,
            due=vow.due.astimezone(UTC),
            state=vow.state,
            made_by=vow.made_by,
            settled=None if vow.settled is None else vow.settled.astimezone(UTC),
        )
        for vow in vows
    )
    return World(
        seed=seed,
        end=end,
        people=everybody,
        posts=posts,
        brief=brief(end, promises),
        waiting=tuple(keys[id(draft)] for draft in waiting),
    )


def _post(draft: Draft, keys: dict[int, str], rng: Random, end: datetime) -> Post:
    return Post(
        key=keys[id(draft)],
        author=draft.author.slug,
        text=draft.text,
        at=draft.at.astimezone(UTC),
        parent_key=None if draft.parent is None else keys[id(draft.parent)],
        root_key=keys[id(draft.root)],
        likes=_likes(draft, rng, end),
        kind=draft.kind,
        topic=draft.topic,
        language=draft.language,
        agent=draft.agent,
    )


def _likes(draft: Draft, rng: Random, end: datetime) -> int:
    """Mostly few, sometimes many; more for the followed and for what is old enough."""
    reach = (draft.author.followers + 20) ** 0.5 / 6
    luck = (rng.random() + 0.05) ** 3 * 4 + (1.5 if draft.heat > 4 else 0)
    hours = (end - draft.at).total_seconds() / 3600
    return int(reach * luck * draft.heat * _LIKING[draft.kind] * min(1.0, 0.25 + hours / 8))
