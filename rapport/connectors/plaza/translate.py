"""The square's JSON into the contract's values, and back. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rapport.channels.contract import (
    AccountInfo,
    Author,
    InboundPost,
    OutboundPost,
    Page,
    Receipt,
    Rejected,
    raw_text,
)


class Unreadable(ValueError):
    """An item that does not have the shape the square promises."""


def to_page(body: Mapping[str, Any], *, remote_id: str, handle: str) -> Page:
    """A page as `posts` and `stream` give it, read for the account `remote_id` (`handle`).

    Raises Unreadable when it is no page at all; items that cannot be read stand under `rejected`.
    """
    items, cursor = body.get("posts"), body.get("cursor")
    if not isinstance(items, list) or not isinstance(cursor, str):
        raise Unreadable("The square's answer is no page of posts.")
    posts, rejected = [], []
    for item in items:
        try:
            posts.append(to_post(item, remote_id=remote_id, handle=handle))
        except Unreadable as error:
            where = f"event {item.get('sequence')}" if isinstance(item, dict) else ""
            rejected.append(Rejected(reason=str(error), raw=_raw(item), where=where[:120]))
    total = body.get("total")
    return Page(
        posts=tuple(posts),
        rejected=tuple(rejected),
        cursor=cursor,
        more=body.get("more") is True,
        total=total if isinstance(total, int) else None,
    )


def reread(raw: str, where: str, *, remote_id: str, handle: str) -> Page:
    """One item kept as text, read once more: the post, or why it still cannot be read."""
    try:
        item = json.loads(raw)
    except (ValueError, RecursionError):
        return Page(rejected=(Rejected("The kept item is not whole JSON.", raw, where),))
    page = to_page({"posts": [item], "cursor": ""}, remote_id=remote_id, handle=handle)
    return replace(page, rejected=tuple(replace(one, where=where) for one in page.rejected))


def to_post(item: object, *, remote_id: str, handle: str) -> InboundPost:
    """One item of a page. Raises Unreadable."""
    if not isinstance(item, dict):
        raise Unreadable("The item is no object.")
    key = _text(item, "key")
    if not key:
        raise Unreadable("The item has no key.")
    if item.get("removed") is True:
        return InboundPost(key=key, deleted=True)
    author = to_author(item.get("author"))
    parent_key = _text(item, "parent_key")
    own = author.remote_id == remote_id
    return InboundPost(
        key=key,
        author=author,
        text=_text(item, "text"),
        created_at=_time(item, "created_at"),
        kind="reply" if parent_key else "post",
        parent_key=parent_key,
        root_key=_text(item, "root_key"),
        url=_text(item, "url"),
        language=_text(item, "language"),
        counts={name: n for name in ("likes", "replies") if isinstance(n := item.get(name), int)},
        to_us=not own and _addresses(item, handle),
        own=own,
        echo_of=_text(item, "idempotency_key") if own else "",
    )


def to_author(item: object) -> Author:
    """Somebody of the square. Raises Unreadable."""
    if not isinstance(item, dict):
        raise Unreadable("The author is no object.")
    remote_id, handle = _text(item, "remote_id"), _text(item, "handle")
    if not remote_id or not handle:
        raise Unreadable("The author has no id or no handle.")
    followers = item.get("followers")
    return Author(
        remote_id=remote_id,
        handle=handle,
        name=_text(item, "name"),
        avatar_url=_text(item, "avatar"),
        followers=followers if isinstance(followers, int) else None,
        url=_text(item, "url"),
    )


def to_account(item: object) -> AccountInfo:
    author = to_author(item)
    return AccountInfo(
        remote_id=author.remote_id,
        handle=author.handle,
        name=author.name,
        avatar_url=author.avatar_url,
        followers=author.followers,
    )


def to_receipt(item: object) -> Receipt:
    """The square's word that a post stands. Raises Unreadable."""
    if not isinstance(item, dict) or not _text(item, "key"):
        raise Unreadable("The square's answer names no post.")
    return Receipt(key=_text(item, "key"), url=_text(item, "url"), at=_time(item, "created_at"))


def from_post(post: OutboundPost, key: str) -> dict[str, str]:
    """What is posted to write `post` under our idempotency key."""
    return {"text": post.text, "reply_to": post.reply_to_key, "idempotency_key": key}


def _addresses(item: Mapping[str, Any], handle: str) -> bool:
    mentions = item.get("mentions")
    named = mentions if isinstance(mentions, list) else []
    addressed = {str(name).lower() for name in [*named, item.get("parent_author")] if name}
    return handle.lower() in addressed


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"“{name}” is no text.")
    return value


def _time(item: Mapping[str, Any], name: str) -> datetime:
    try:
        found = datetime.fromisoformat(_text(item, name))
    except ValueError as error:
        raise Unreadable(f"“{name}” is no time.") from error
    if found.tzinfo is None:
        raise Unreadable(f"“{name}” has no time zone.")
    try:
        return found.astimezone(UTC)
    except OverflowError as error:
        raise Unreadable(f"“{name}” is outside the calendar.") from error


def _raw(item: object) -> str:
    try:
        return raw_text(json.dumps(item, ensure_ascii=False))
    except (TypeError, ValueError):
        return raw_text(item)
