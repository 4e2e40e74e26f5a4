"""Putting a generated world on the square, in bulk, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.plaza import paces
from rapport.plaza.actions import names_or_is, new_access_key
from rapport.plaza.models import (
    Citizen,
    Concern,
    Event,
    PileOn,
    SquarePost,
    SquareSetting,
    Strand,
)
from rapport.plaza.world.shapes import Person, Post, World

_BATCH = 1_000


def seed_square(
    world: World,
    *,
    now: datetime,
    pace: str = SquareSetting.Pace.NORMAL,
    beside: Sequence[Post] = (),
) -> str:
    """Everything of `world`, and what was said beside it, told in the order it was written.

    Returns the brand's access key.

    The square must be empty. What its engine does next is a function of the seed alone.
    """
    with transaction.atomic():
        citizens = _citizens(world.people)
        posts = sorted([*world.posts, *beside], key=lambda post: post.at)
        _posts(posts, citizens)
        Event.objects.bulk_create(
            (Event(kind=Event.Kind.POSTED, post_id=post.key, at=post.at) for post in posts),
            batch_size=_BATCH,
        )
        brand = citizens[world.brief.account]
        _concerns(brand)
        _strands(world.waiting)
        SquareSetting.objects.create(
            pk=1,
            seed=world.seed,
            world_end=world.end,
            pace=SquareSetting.Pace(pace),
            next_chatter=paces.FIRST_CHATTER_MINUTES * 60,
            seen_sequence=Event.objects.order_by("-sequence").values_list("sequence", flat=True)[0],
        )
        return new_access_key(brand, now=now)


def seed_bare(*, now: datetime) -> tuple[str, str]:
    """A square with a brand and one member of the public on it, for tests; returns their access keys."""
    with transaction.atomic():
        brand = Citizen.objects.create(
            remote_id="citizen-brand", handle="brand", name="The Brand", side=Citizen.Side.BRAND
        )
        public = Citizen.objects.create(remote_id="citizen-mia", handle="mia", name="Mia Public")
        SquareSetting.objects.create(
            pk=1, seed=0, world_end=now, pace=SquareSetting.Pace.PAUSED, seen_sequence=0
        )
        return new_access_key(brand, now=now), new_access_key(public, now=now)


def clear_square() -> None:
    """Throw away everything that stands on the square, and its keys."""
    with transaction.atomic():
        SquareSetting.objects.all().delete()
        # Posts, likes, plans and keys go with their citizens.
        Citizen.objects.all().delete()
        PileOn.objects.all().delete()


def brief_as_json(world: World, *, access_key: str) -> dict[str, Any]:
    """What the organisation tells Rapport on its first day, for `rapport demo` to read from a file."""
    brief = world.brief
    named = {brief.account, *brief.competitors, *(promise.person for promise in brief.promises)}
    return {
        "seed": world.seed,
        "end": world.end,
        "access_key": access_key,
        "waiting": world.waiting,
        "people": {
            slug: {
                "remote_id": remote_id(slug),
                "handle": world.person[slug].handle,
                "name": world.person[slug].name,
                "followers": world.person[slug].followers,
            }
            for slug in sorted(named)
        },
        **asdict(brief),
    }


def remote_id(slug: str) -> str:
    return f"citizen-{slug}"


def _citizens(people: Iterable[Person]) -> dict[str, Citizen]:
    made = Citizen.objects.bulk_create(
        (
            Citizen(
                remote_id=remote_id(person.slug),
                handle=person.handle,
                name=person.name,
                bio=person.bio,
                followers=person.followers,
                hue=person.avatar_hue,
                side=person.side,
                slug=person.slug,
            )
            for person in people
        ),
        batch_size=_BATCH,
    )
    return {citizen.slug: citizen for citizen in made}


def _posts(posts: Sequence[Post], citizens: dict[str, Citizen]) -> None:
    replies = Counter(post.parent_key for post in posts if post.parent_key)
    SquarePost.objects.bulk_create(
        (
            SquarePost(
                key=post.key,
                author=citizens[post.author],
                text=post.text,
                parent_id=post.parent_key,
                root_id=post.root_key,
                at=post.at,
                likes=post.likes,
                replies=replies[post.key],
                intent=post.kind,
                topic=post.topic,
                language=post.language,
            )
            for post in posts
        ),
        batch_size=_BATCH,
    )


def _concerns(brand: Citizen) -> None:
    posts = SquarePost.objects.select_related(None).order_by("at").iterator()
    roots = dict.fromkeys(post.root_id for post in posts if names_or_is(post, brand))
    Concern.objects.bulk_create(
        (Concern(root_id=root, citizen=brand) for root in roots), batch_size=_BATCH
    )


def _strands(waiting: Iterable[str]) -> None:
    """Those who wait at the start lose patience one after the other, not all at once."""
    Strand.objects.bulk_create(
        Strand(post_id=key, due=60.0 * (paces.PATIENCE_MINUTES + place * paces.STAGGER_MINUTES))
        for place, key in enumerate(waiting)
    )
