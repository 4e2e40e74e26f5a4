"""The public thread around a post: whole from an AppView, else what its author's and our repositories hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from rapport.channels.contract import Author, InboundPost
from rapport.channels.errors import Refused
from rapport.connectors.bluesky.authors import Authors
from rapport.connectors.bluesky.client import JSON, Client
from rapport.connectors.bluesky.history import History
from rapport.connectors.bluesky.keys import RecordAddress
from rapport.connectors.bluesky.translate import (
    Seen,
    Us,
    author_from_view,
    inbound,
    moment,
    reply_refs,
)

MOST_POSTS = 1000
MOST_ANCESTORS = 80


async def thread_around(
    key: str, *, us: Us, client: Client, authors: Authors, now: datetime
) -> list[InboundPost]:
    """Oldest first. Raises Refused when the post itself is gone."""
    if RecordAddress.parse(key) is None:
        raise Refused(f"“{key[:200]}” is no address of a post.")
    answer = await client.ask_appview(
        "app.bsky.feed.getPostThread", {"uri": key, "depth": 100, "parentHeight": MOST_ANCESTORS}
    )
    if answer is not None:
        posts = _from_views(answer.get("thread"), us, now)
    else:
        posts = await _from_repositories(key, us, client, authors, now)
    return sorted(posts, key=lambda post: (post.created_at or now, post.key))


def _from_views(thread: Any, us: Us, now: datetime) -> list[InboundPost]:
    posts: dict[str, InboundPost] = {}
    for view in _views(thread):
        shown = view.get("author")
        if not isinstance(shown, Mapping) or not isinstance(shown.get("did"), str):
            continue
        at = moment(view.get("indexedAt")) or now
        seen = Seen(str(view.get("uri")), str(view.get("cid")), view.get("record"), min(at, now))
        post = inbound(seen, us, author_from_view(shown))
        if isinstance(post, InboundPost):
            posts[post.key] = post
    return list(posts.values())


def _views(thread: Any) -> Iterator[Mapping[str, Any]]:
    """Every post of a thread view: itself, those above and those below, without recursion."""
    waiting = [thread]
    for _ in range(MOST_POSTS):
        if not waiting:
            return
        node = waiting.pop()
        if not isinstance(node, Mapping):
            continue
        if isinstance(node.get("post"), Mapping):
            yield node["post"]
        replies = node.get("replies")
        waiting += [node.get("parent"), *(replies if isinstance(replies, list) else [])]


async def _from_repositories(
    key: str, us: Us, client: Client, authors: Authors, now: datetime
) -> list[InboundPost]:
    records = await _upwards(key, client)
    if not records:
        raise Refused("That post is gone from Bluesky.")
    top = str(records[-1].get("uri"))
    known = {str(record.get("uri")) for record in records}
    own = (await History(client, us, authors).own_records()).get("records")
    for record in own if isinstance(own, list) else []:
        if isinstance(record, Mapping) and record.get("uri") not in known:
            _, root = reply_refs(_value(record))
            if root and root.uri == top:
                records.append(dict(record))
    return await _as_posts(records, us, authors, now)


async def _upwards(key: str, client: Client) -> list[JSON]:
    """The post and those above it, as far up as they stand."""
    records: list[JSON] = []
    passed: set[str] = set()
    while key and key not in passed and len(records) < MOST_ANCESTORS:
        passed.add(key)
        record = await client.record(key)
        if record is None:
            break
        records.append(record)
        parent, _ = reply_refs(_value(record))
        key = parent.uri if parent else ""
    return records


async def _as_posts(
    records: list[JSON], us: Us, authors: Authors, now: datetime
) -> list[InboundPost]:
    seen = [Seen(str(r.get("uri")), str(r.get("cid")), r.get("value"), now) for r in records]
    dids = [address.did for item in seen if (address := RecordAddress.parse(item.uri))]
    known: Mapping[str, Author] = await authors.of(dids)
    posts = []
    for item in seen:
        address = RecordAddress.parse(item.uri)
        post = inbound(item, us, known[address.did]) if address else None
        if isinstance(post, InboundPost):
            posts.append(post)
    return posts


def _value(record: Mapping[str, Any]) -> Mapping[str, Any]:
    value = record.get("value")
    return value if isinstance(value, Mapping) else {}
