"""Every read of the square worth a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from rapport.plaza.actions import digest, mentions
from rapport.plaza.models import (
    AccessKey,
    Citizen,
    Concern,
    Event,
    PileOn,
    SquarePost,
    SquareSetting,
)

PAGE_LIMIT = 500
THREAD_LIMIT = 1_000


@dataclass(frozen=True)
class Told:
    """One event with its post. `concerned` holds the ids of citizens with a key whom the thread concerns."""

    sequence: int
    kind: str
    post: SquarePost
    concerned: frozenset[int]


def setting() -> SquareSetting | None:
    return SquareSetting.objects.filter(pk=1).first()


def key_holder(key: str) -> Citizen | None:
    """Whom an access key speaks for."""
    found = AccessKey.objects.select_related("citizen").filter(digest=digest(key)).first()
    return found.citizen if found else None


def last_sequence() -> int:
    return Event.objects.aggregate(last=Max("sequence"))["last"] or 0


def count_events(*, about: Citizen | None = None) -> int:
    """How many posts there are to read from the beginning, for showing progress."""
    events = Event.objects.exclude(kind=Event.Kind.LIKED)
    if about is not None:
        roots = Concern.objects.filter(citizen=about).values("root_id")
        events = events.filter(post__root_id__in=roots)
    return events.count()


def events_after(
    sequence: int,
    *,
    limit: int,
    about: Citizen | None = None,
    until: int | None = None,
    written: tuple[datetime, datetime] | None = None,
) -> list[Told]:
    """What happened after `sequence`, in order: everything, or only in threads that concern `about`.

    `written`: only to posts written from the one moment up to before the other.
    """
    events = Event.objects.filter(sequence__gt=sequence).order_by("sequence")
    if written is not None:
        events = events.filter(post__at__gte=written[0], post__at__lt=written[1])
    if until is not None:
        events = events.filter(sequence__lte=until)
    if about is not None:
        roots = Concern.objects.filter(citizen=about).values("root_id")
        events = events.filter(post__root_id__in=roots)
    # First which, then what is in them: with all its joins at once the planner reads the whole square.
    wanted = list(events.values_list("sequence", flat=True)[:limit])
    if not wanted:
        return []
    related = Event.objects.filter(sequence__in=wanted).order_by("sequence")
    found = list(
        related.select_related(
            "post__author", "post__parent__author", "post__screenshot_of__author"
        )
    )
    concerns: dict[str, set[int]] = {}
    for concern in Concern.objects.filter(root_id__in={event.post.root_id for event in found}):
        concerns.setdefault(concern.root_id, set()).add(concern.citizen_id)
    return [
        Told(
            event.sequence, event.kind, event.post, frozenset(concerns.get(event.post.root_id, ()))
        )
        for event in found
    ]


def posts_with_people() -> QuerySet[SquarePost]:
    return SquarePost.objects.select_related("author", "parent__author", "screenshot_of__author")


def newest_posts(
    *, brand_only: bool = False, before: datetime | None = None, limit: int = 40
) -> list[SquarePost]:
    """The timeline, newest first; `brand_only` keeps threads that concern the brand."""
    posts = posts_with_people().filter(removed_at=None)
    if brand_only:
        posts = posts.filter(
            root_id__in=Concern.objects.filter(citizen__side=Citizen.Side.BRAND).values("root_id")
        )
    if before is not None:
        posts = posts.filter(at__lt=before)
    return list(posts.order_by("-at", "-key")[:limit])


def thread_of(post: SquarePost) -> list[SquarePost]:
    """The whole thread around a post, oldest first."""
    posts = posts_with_people().filter(root_id=post.root_id)
    return list(posts.order_by("at", "key")[:THREAD_LIMIT])


def posts_by(citizen: Citizen, *, limit: int = 40) -> list[SquarePost]:
    posts = posts_with_people().filter(author=citizen, removed_at=None)
    return list(posts.order_by("-at", "-key")[:limit])


def brand() -> Citizen | None:
    return Citizen.objects.filter(side=Citizen.Side.BRAND).order_by("pk").first()


def running_pile_on() -> PileOn | None:
    """The pile-on that was asked for and has not run out."""
    waiting = PileOn.objects.filter(opening=None).first()
    return waiting or (
        PileOn.objects.select_related("opening").filter(planned__isnull=False).distinct().first()
    )


def citizen_choices(typed: str = "", *, limit: int = 8) -> list[Citizen]:
    """Whom a visitor may mean by what they typed; not the brand, whose words come from Rapport."""
    others = Citizen.objects.exclude(side=Citizen.Side.BRAND)
    if typed:
        others = others.filter(Q(handle__icontains=typed) | Q(name__icontains=typed))
    return list(others.order_by("-followers", "pk")[:limit])


def regulars(limit: int = 7) -> list[Citizen]:
    """Those who tell something of themselves and spoke last where the brand is concerned."""
    spoken = (
        Citizen.objects.filter(side=Citizen.Side.PUBLIC, posts__root__concerns__isnull=False)
        .exclude(bio="")
        .annotate(last=Max("posts__at"))
        .order_by("-last")
    )
    return list(spoken[:limit])


def post_as_json(post: SquarePost, *, site: str, viewer: Citizen | None) -> dict[str, Any]:
    """A post as the HTTP interface gives it. `site` is the address pictures stand below.

    The idempotency key is carried back to its author alone.
    """
    if post.removed_at is not None:
        return {"key": post.key, "removed": True}
    parent_author = post.parent.author if post.parent else None
    mine = viewer is not None and viewer.pk == post.author_id
    return {
        "key": post.key,
        "author": citizen_as_json(post.author, site=site),
        "text": post.text,
        "created_at": post.at.isoformat(),
        "parent_key": post.parent_id,
        "parent_author": parent_author.handle if parent_author else None,
        "root_key": post.root_id,
        "likes": post.likes,
        "replies": post.replies,
        "mentions": list(mentions(post.text)),
        "language": post.language,
        "url": f"{site}/plaza/posts/{post.key}",
        "idempotency_key": post.idempotency_key if mine else None,
    }


def citizen_as_json(citizen: Citizen, *, site: str) -> dict[str, Any]:
    return {
        "remote_id": citizen.remote_id,
        "handle": citizen.handle,
        "name": citizen.name,
        "bio": citizen.bio,
        "followers": citizen.followers,
        "avatar": f"{site}/plaza/avatars/{citizen.handle}.png",
        "url": f"{site}/plaza/citizens/{citizen.handle}",
    }


def page_as_json(
    told: Sequence[Told], *, after: int, more: bool, site: str, viewer: Citizen
) -> dict[str, Any]:
    """One page of posts: each event's post as it stands now. `cursor` is where the next page begins."""
    posts = [
        _item_as_json(one, site=site, viewer=viewer) | {"sequence": one.sequence}
        for one in told
        if one.kind != Event.Kind.LIKED
    ]
    return {
        "posts": posts,
        "cursor": str(told[-1].sequence if told else after),
        "more": more,
    }


def _item_as_json(told: Told, *, site: str, viewer: Citizen) -> dict[str, Any]:
    if told.kind == Event.Kind.GARBLED:
        return {"key": None, "text": 42, "author": "?", "created_at": "the day after yesterday"}
    return post_as_json(told.post, site=site, viewer=viewer)
