"""The square's JSON as values. Pure: no network, no clock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


class Unreadable(ValueError):
    """An item that does not have the shape the square promises."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody of the square."""

    remote_id: str
    handle: str
    name: str
    avatar_url: str
    followers: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Post:
    """`addressed`: whom it names and whom it answers, handles in lower case. `created_at` is in UTC.

    `idempotency_key` is told to its author alone.
    """

    key: str
    author: Citizen
    text: str
    created_at: datetime
    parent_key: str
    root_key: str
    url: str
    language: str
    counts: Mapping[str, int]
    addressed: frozenset[str]
    idempotency_key: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A post that was taken away by its author."""

    key: str


@dataclass(frozen=True, slots=True)
class Unread:
    """An item that could not be read: why, its JSON, and which event told it."""

    reason: str
    raw: str
    where: str


@dataclass(frozen=True, slots=True)
class SquarePage:
    """As `posts` and `stream` give it. `total` counts the posts of all times."""

    posts: tuple[Post | Removed, ...]
    unread: tuple[Unread, ...]
    cursor: str
    more: bool
    total: int | None


def page(body: object) -> SquarePage:
    """Raises Unreadable when it is no page at all; items that cannot be read stand under `unread`."""
    items, cursor = (body.get("posts"), body.get("cursor")) if isinstance(body, dict) else (0, 0)
    if not isinstance(body, dict) or not isinstance(items, list) or not isinstance(cursor, str):
        raise Unreadable("The square's answer is no page of posts.")
    posts, unread = [], []
    for item in items:
        try:
            posts.append(post(item))
        except Unreadable as error:
            where = f"event {item.get('sequence')}" if isinstance(item, dict) else ""
            unread.append(Unread(reason=str(error), raw=_raw(item), where=where[:120]))
    total = body.get("total")
    return SquarePage(
        posts=tuple(posts),
        unread=tuple(unread),
        cursor=cursor,
        more=body.get("more") is True,
        total=total if isinstance(total, int) else None,
    )


def post(item: object) -> Post | Removed:
    """One item of a page. Raises Unreadable."""
    if not isinstance(item, dict):
        raise Unreadable("The item is no object.")
    key = text(item, "key")
    if not key:
        raise Unreadable("The item has no key.")
    if item.get("removed") is True:
        return Removed(key)
    return Post(
        key=key,
        author=citizen(item.get("author")),
        text=text(item, "text"),
        created_at=moment(item, "created_at"),
        parent_key=text(item, "parent_key"),
        root_key=text(item, "root_key"),
        url=text(item, "url"),
        language=text(item, "language"),
        counts={name: n for name in ("likes", "replies") if isinstance(n := item.get(name), int)},
        addressed=_addressed(item),
        idempotency_key=text(item, "idempotency_key"),
    )


def reached(times: Iterable[datetime], *, before: datetime | None, now: datetime) -> datetime:
    """Up to when the square has told everything, after a page of its stream with posts of these times.

    A page without posts says that nothing is left to tell. The square's clock is this machine's. Never goes back:
    an old thread that begins to concern somebody is told again.
    """
    told = max(times, default=now)
    return max(told, before) if before else told


def citizen(item: object) -> Citizen:
    """Raises Unreadable."""
    if not isinstance(item, dict):
        raise Unreadable("The author is no object.")
    remote_id, handle = text(item, "remote_id"), text(item, "handle")
    if not remote_id or not handle:
        raise Unreadable("The author has no id or no handle.")
    followers = item.get("followers")
    return Citizen(
        remote_id=remote_id,
        handle=handle,
        name=text(item, "name"),
        avatar_url=text(item, "avatar"),
        followers=followers if isinstance(followers, int) else None,
        url=text(item, "url"),
    )


def text(item: Mapping[str, Any], name: str) -> str:
    """Raises Unreadable."""
    value = item.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"“{name}” is no text.")
    return value


def moment(item: Mapping[str, Any], name: str) -> datetime:
    """Raises Unreadable."""
    try:
        found = datetime.fromisoformat(text(item, name))
    except ValueError as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"“{name}” is no time.") from error
    if found.tzinfo is None:
        raise Unreadable(f"“{name}” has no time zone.")
    try:
        return found.astimezone(UTC)
    except OverflowError as error:
        raise Unreadable(f"“{name}” is outside the calendar.") from error


def _addressed(item: Mapping[str, Any]) -> frozenset[str]:
    mentions = item.get("mentions")
    named = mentions if isinstance(mentions, list) else []
    return frozenset(str(name).lower() for name in [*named, item.get("parent_author")] if name)


def _raw(item: object) -> str:
    try:
        return json.dumps(item, ensure_ascii=False)
    except (TypeError, ValueError):
        return repr(item)
