"""What the network's public AppView tells anybody: names, threads, counts.

Methods of docs.bsky.app, read 2026-11-26: app.bsky.actor.getProfiles (25 at a time), app.bsky.feed.getPostThread,
app.bsky.feed.getPosts (25 at a time).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from rapport.channels.contract import Author, InboundPost, Rates
from rapport.channels.errors import NetworkError, Refused, RetryLater
from rapport.connectors.jetstream.keys import POST, RecordAddress, moment
from rapport.connectors.jetstream.translate import (
    author_from_view,
    counts_from_view,
    inbound,
    storable,
)
from rapport.kit.http import Blocked, Fetched, FetchError, TooLarge, fetch

BATCH = 25
MOST_POSTS = 1_000
LARGEST_ANSWER = 10_000_000
LONGEST_WAIT_SECONDS = 3600.0
PAUSE_SECONDS = 5.0


class AppView:
    """One AppView. Raises only the errors of channels."""

    def __init__(self, address: str, *, rates: Callable[[], Rates]) -> None:
        self._rates = rates
        self._address = address.strip().rstrip("/")

    async def profiles(self, actors: Sequence[str]) -> Mapping[str, Author]:
        """At most 25 authors, by the handle or DID they were asked for; who is unknown there is left out."""
        answer = await self._ask("app.bsky.actor.getProfiles", [("actors", a) for a in actors])
        views = [view for view in _mappings(answer.get("profiles")) if _has_did(view)]
        by_name: dict[str, Author] = {}
        for author in map(author_from_view, views):
            by_name |= {author.remote_id: author, author.handle.lower(): author}
        found = {actor: by_name.get(actor) or by_name.get(actor.lower()) for actor in actors}
        return {actor: author for actor, author in found.items() if author is not None}

    async def thread(self, key: str, *, now: datetime) -> list[InboundPost]:
        """The public thread around a post, oldest first. Raises Refused when the post is gone."""
        if RecordAddress.parse(key) is None:
            raise Refused(f"“{key[:200]}” is no address of a post.")
        asked = [("uri", key), ("depth", "100"), ("parentHeight", "80")]
        answer = await self._ask("app.bsky.feed.getPostThread", asked)
        posts: dict[str, InboundPost] = {}
        for view in _views(answer.get("thread")):
            post = _post(view, now)
            if post is not None:
                posts[post.key] = post
        if key not in posts:
            raise Refused("That post is gone from Bluesky.")
        return sorted(posts.values(), key=lambda post: (post.created_at or now, post.key))

    async def counts(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Likes, replies and shares by key; posts that are gone are left out."""
        uris = [key for key in keys if _is_post(key)]
        counts: dict[str, Mapping[str, int]] = {}
        for start in range(0, len(uris), BATCH):
            asked = [("uris", uri) for uri in uris[start : start + BATCH]]
            answer = await self._ask("app.bsky.feed.getPosts", asked)
            for view in _mappings(answer.get("posts")):
                counts[str(view.get("uri"))] = counts_from_view(view)
        return {uri: counts[uri] for uri in uris if uri in counts}

    async def _ask(self, method: str, params: Sequence[tuple[str, str]]) -> Mapping[str, Any]:
        url = f"{self._address}/xrpc/{method}?{urlencode(params)}"
        try:
            async with self._rates().request("appview") as heard:
                answer = await fetch(url, max_bytes=LARGEST_ANSWER)
                heard(answer.headers)
        except (Blocked, TooLarge) as error:
            raise Refused(str(error)) from error
        except FetchError as error:
            raise RetryLater("Bluesky's AppView cannot be reached.", PAUSE_SECONDS) from error
        content = _json(answer.body)
        if answer.status != 200:
            raise _refusal(answer, content)
        if content is None:
            raise RetryLater("Bluesky's AppView answered something that is not JSON.", 30.0)
        return content


def _refusal(answer: Fetched, content: Mapping[str, Any] | None) -> NetworkError:
    said = (content or {}).get("message") or (content or {}).get("error") or answer.status
    if answer.status == 429:
        return RetryLater("Bluesky's AppView asks us to slow down.", _wait(answer.headers))
    if answer.status >= 500 or content is None:
        return RetryLater(
            f"Bluesky's AppView does not answer ({answer.status}).", _wait(answer.headers)
        )
    return Refused(f"Bluesky refuses: {storable(str(said))[:300]}")


def _wait(headers: Mapping[str, str]) -> float:
    """Seconds until it takes more, by `ratelimit-reset` (a unix time) or `retry-after`."""
    try:
        seconds = float(headers["ratelimit-reset"]) - time.time()
    except (KeyError, ValueError):
        try:
            seconds = float(headers["retry-after"])
        except (KeyError, ValueError):
            seconds = PAUSE_SECONDS
    return min(max(seconds, 1.0), LONGEST_WAIT_SECONDS)


def _json(body: bytes) -> Mapping[str, Any] | None:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _views(thread: Any) -> Iterator[Mapping[str, Any]]:
    """Every post of a thread view: itself, those above and those below, without recursion."""
    waiting = [thread]
    for _ in range(MOST_POSTS):
        if not waiting:
            return
        node = waiting.pop()
        if not isinstance(node, dict):
            continue
        if isinstance(node.get("post"), dict):
            yield node["post"]
        replies = node.get("replies")
        waiting += [node.get("parent"), *(replies if isinstance(replies, list) else [])]


def _post(view: Mapping[str, Any], now: datetime) -> InboundPost | None:
    address, shown = RecordAddress.parse(view.get("uri")), view.get("author")
    if address is None or not isinstance(shown, dict) or not _has_did(shown):
        return None
    at = min(moment(view.get("indexedAt")) or now, now)
    counts = counts_from_view(view)
    post = inbound(address, view.get("record"), author_from_view(shown), at=at, counts=counts)
    return post if isinstance(post, InboundPost) else None


def _is_post(key: str) -> bool:
    address = RecordAddress.parse(key)
    return address is not None and address.collection == POST


def _has_did(view: Mapping[str, Any]) -> bool:
    did = view.get("did")
    return isinstance(did, str) and did.startswith("did:")


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
