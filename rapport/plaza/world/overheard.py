"""What people say about the railway to each other: it is not addressed, and mostly nobody answers; now and then a competitor does.

It lies beside the history that `generate` tells, and is a function of the same seed and end.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from rapport.plaza.world.cast import NORDBUSS, PILEN
from rapport.plaza.world.grammar import weighted
from rapport.plaza.world.places import local
from rapport.plaza.world.replies import first_name
from rapport.plaza.world.scenes import Scene, scene
from rapport.plaza.world.shapes import Joining, Kind, LivePost, Overheard, Person, Post, World
from rapport.plaza.world.square import Square

TOPIC = "overheard"
# Nobody on the square waits for the brand to answer these; whoever gets an answer is glad of it.
_KIND: Kind = "bystander"
_STUCK = "stuck"
# Who answers: nobody, somebody else, a competitor (only where a coach or another train would help).
_ANSWERED = {_STUCK: (0.5, 0.1, 0.4), "": (0.8, 0.2, 0.0)}
# How long before the end the past ones were said, in hours: the nearer, the more.
_HOURS_BEFORE = (0.3, 0.8, 1.4, 2.2, 3.5, 5, 8, 12, 17, 22, 29, 36, 47, 58, 72, 90, 110, 130, 155)


def overheard(rng: Random, world: World, *, now: datetime) -> Overheard:
    """One such word, and what others say below it. `after_seconds` are the square's own seconds."""
    return _heard_on(Square(rng, world.people, end=now), world, at=now)


def before_the_end(world: World) -> tuple[Post, ...]:
    """Those of the last week before the world's end, by time, with their answers."""
    rng = Random(f"{TOPIC}:{world.seed}")
    # One square, so that no line is told twice while there are others.
    square = Square(rng, world.people, end=world.end)
    numbers = count(1)
    found: list[Post] = []
    for hours in reversed(_HOURS_BEFORE):
        at = _by_day(world.end - timedelta(hours=hours * (0.9 + 0.2 * rng.random())))
        found += _told(_heard_on(square, world, at=at), at, numbers, until=world.end)
    return tuple(sorted(found, key=lambda post: (post.at, post.key)))


def _heard_on(square: Square, world: World, *, at: datetime) -> Overheard:
    waiting = [world.person[world.post[key].author] for key in world.waiting]
    for _ in range(6):
        person = square.someone(at=at, language="en", besides=waiting)
        setting = scene(square.rng, person, at)
        text, language = square.speak(
            person, f"{TOPIC}.root", setting, at=at, kind="complaint", language="en"
        )
        if text.lower() not in world.said:
            break
    post = LivePost(person.slug, text, _KIND, TOPIC, language, addressed=False)
    square.hear(text)
    return Overheard(post, tuple(_answers(square, person, setting, at, besides=waiting)))


def _told(heard: Overheard, at: datetime, numbers: Iterator[int], *, until: datetime) -> list[Post]:
    root = _post(heard.post, at, f"o-{next(numbers):06d}")
    told = [root]
    for answer in heard.answers:
        then = at + timedelta(seconds=answer.after_seconds)
        if then < until:
            told.append(_post(answer.post, then, f"o-{next(numbers):06d}", below=root.key))
    return told


def _post(post: LivePost, at: datetime, key: str, *, below: str = "") -> Post:
    return Post(
        key=key,
        author=post.author,
        text=post.text,
        at=at.astimezone(UTC).replace(microsecond=0),
        parent_key=below or None,
        root_key=below or key,
        likes=0,
        kind=post.kind,
        topic=post.topic,
        language=post.language,
    )


def _answers(
    square: Square, author: Person, setting: Scene, at: datetime, *, besides: list[Person]
) -> Iterator[Joining]:
    chances = _ANSWERED[_STUCK if setting.tag == _STUCK else ""]
    who = weighted(square.rng, ("nobody", "somebody", "rival"), chances)
    if who == "rival":
        rival = square.people[weighted(square.rng, (NORDBUSS, PILEN), (0.7, 0.3))]
        setting.facts["first"] = first_name(author)
        after = 60 * (4 + 14 * square.rng.random())
        section = f"{rival.handle}.{TOPIC}"
        yield _answer(square, rival, section, setting, at, after=after, kind="competitor")
    elif who == "somebody":
        person = square.someone(at=at, language="en", besides=[author, *besides])
        after = 60 * (2 + 20 * square.rng.random())
        section = "trouble.join" if setting.tag == _STUCK else "question.join"
        yield _answer(square, person, section, setting, at, after=after, kind=_KIND)


def _answer(
    square: Square,
    person: Person,
    section: str,
    setting: Scene,
    at: datetime,
    *,
    after: float,
    kind: Kind,
) -> Joining:
    then = at + timedelta(seconds=after)
    text, language = square.speak(person, section, setting, at=then, kind=kind, language="en")
    return Joining(round(after, 1), LivePost(person.slug, text, kind, TOPIC, language, False))


def _by_day(at: datetime) -> datetime:
    """At night nobody stands on a platform: it was said the evening before."""
    return at - timedelta(hours=local(at).hour + 2) if local(at).hour < 5 else at
