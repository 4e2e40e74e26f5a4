"""How posts fare, as an AppView counts: app.bsky.feed.getPosts of docs.bsky.app, 25 at a time (read 2026-11-27)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapport.channels.errors import RetryLater
from rapport.connectors.bluesky.client import Client
from rapport.connectors.bluesky.keys import POST, RecordAddress

BATCH = 25
NO_APPVIEW_SECONDS = 3600.0


async def counts_of(keys: Sequence[str], client: Client) -> dict[str, dict[str, int]]:
    """Likes, replies and shares by key; posts that are gone are left out. RetryLater where nobody counts."""
    wanted = [key for key in keys if _is_post(key)]
    found: dict[str, dict[str, int]] = {}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        answer = await client.ask_appview("app.bsky.feed.getPosts", {"uris": batch})
        if answer is None:
            raise RetryLater("There is no AppView behind this server.", NO_APPVIEW_SECONDS)
        views = answer.get("posts")
        for view in views if isinstance(views, list) else []:
            if isinstance(view, Mapping) and view.get("uri") in batch:
                found[str(view["uri"])] = _counts(view)
    return found


def _counts(view: Mapping[str, Any]) -> dict[str, int]:
    """A quote shares a post as a repost does."""
    likes, replies = _number(view.get("likeCount")), _number(view.get("replyCount"))
    reposts, quotes = _number(view.get("repostCount")), _number(view.get("quoteCount"))
    shares = None if reposts is None and quotes is None else (reposts or 0) + (quotes or 0)
    told = {"likes": likes, "replies": replies, "shares": shares}
    return {name: count for name, count in told.items() if count is not None}


def _number(value: Any) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return min(value, 2**31 - 1) if fits else None


def _is_post(key: str) -> bool:
    address = RecordAddress.parse(key)
    return address is not None and address.collection == POST
