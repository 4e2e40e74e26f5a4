"""What the account missed: notifications where there is an AppView, and its own posts.

A pass goes through the notifications, newest first, down to where the last pass began, then the same way
through the own posts. Its place is the cursor; a finished pass leaves "from when" for the next one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from rapport.channels.contract import Author, InboundPost, Page, Rejected
from rapport.channels.errors import NotSupported
from rapport.connectors.bluesky.authors import Authors
from rapport.connectors.bluesky.client import Client
from rapport.connectors.bluesky.keys import POST, RecordAddress, time_of
from rapport.connectors.bluesky.translate import Seen, Us, author_from_view, inbound
from rapport.connectors.bluesky.translate import moment as parsed

PAGE = 100
NOTIFICATIONS = "app.bsky.notification.listNotifications"
SPEAKING = {"mention", "reply", "quote"}
# Notifications are indexed out of order by a little.
OVERLAP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Pass:
    """`until`: how far back to go; `began`: when this pass did; `at`: the network's own cursor.

    Times are as ISO 8601 writes them; "" is no limit, or not yet.
    """

    part: str = "notifications"
    until: str = ""
    began: str = ""
    at: str = ""

    @classmethod
    def parse(cls, cursor: str) -> Pass:
        try:
            fields = json.loads(cursor)
            return cls(**{name: str(fields[name]) for name in ("part", "until", "began", "at")})
        except (ValueError, KeyError, TypeError):
            return cls()

    @classmethod
    def since(cls, moment: datetime) -> Pass:
        return cls(until=moment.isoformat())

    def covers(self, moment: datetime | None) -> bool:
        """Whether what happened then is new to this pass."""
        until = parsed(self.until)
        return moment is None or until is None or moment >= until - OVERLAP

    def __str__(self) -> str:
        return json.dumps(asdict(self))


class History:
    def __init__(self, client: Client, us: Us, authors: Authors) -> None:
        self._client = client
        self._us = us
        self._authors = authors

    async def page(self, cursor: str, *, now: datetime) -> Page:
        place = Pass.parse(cursor)
        if not place.began or (place.part == "notifications" and not place.at):
            place = replace(place, until=place.began or place.until, began=now.isoformat())
        if place.part == "own":
            return await self._own_posts(place, now=now)
        return await self._notifications(place, now=now)

    async def past(self, since: datetime, until: datetime, cursor: str, *, now: datetime) -> Page:
        """One page of what was said from `since` up to before `until`, newest first. Raises NotSupported.

        Only an AppView lists what others said to us: without one the half that is ours would pass for the whole.
        """
        if await self._client.ask_appview(NOTIFICATIONS, {"limit": 1}) is None:
            raise NotSupported("This server lists no mentions, so its past cannot be known here.")
        page = await self.page(cursor or str(Pass.since(since)), now=now)
        told = tuple(p for p in page.posts if p.created_at and since <= p.created_at < until)
        return replace(page, posts=told, reached_at=None if page.more else until)

    async def _notifications(self, place: Pass, *, now: datetime) -> Page:
        params = {"limit": PAGE, **({"cursor": place.at} if place.at else {})}
        answer = await self._client.ask_appview(NOTIFICATIONS, params)
        items = _mappings((answer or {}).get("notifications"))
        told = [item for item in items if item.get("reason") in SPEAKING]
        seen = [(_seen(item, item.get("record"), now), _author(item)) for item in told]
        older = (answer or {}).get("cursor")
        if older and items and place.covers(parsed(items[-1].get("indexedAt"))):
            return self._page(seen, replace(place, at=str(older)))
        return self._page(seen, replace(place, part="own", at=""))

    async def _own_posts(self, place: Pass, *, now: datetime) -> Page:
        answer = await self.own_records(place.at)
        items = _mappings(answer.get("records"))
        authors = await self._authors.of([self._us.did])
        seen = [(_seen(item, item.get("value"), now), authors[self._us.did]) for item in items]
        older = answer.get("cursor")
        if older and items and place.covers(_made_at(items[-1])):
            return self._page(seen, replace(place, at=str(older)))
        return self._page(seen, replace(place, part="notifications", at=""), more=False)

    async def own_records(self, at: str = "") -> Mapping[str, Any]:
        """A page of the account's own posts by key, which is by time but for those whose key we chose."""
        params = {"repo": self._us.did, "collection": POST, "limit": PAGE}
        return await self._client.query(
            "com.atproto.repo.listRecords", params | ({"cursor": at} if at else {})
        )

    def _page(
        self, seen: Iterable[tuple[Seen, Author | None]], place: Pass, *, more: bool = True
    ) -> Page:
        posts: list[InboundPost] = []
        unread: list[Rejected] = []
        for record, author in seen:
            if author is None:
                unread.append(Rejected("it does not say who wrote it", raw=record.uri))
                continue
            post = inbound(record, self._us, author)
            if isinstance(post, InboundPost):
                posts.append(post)
            else:
                unread.append(post)
        return Page(tuple(posts), tuple(unread), cursor=str(place), more=more)


def _seen(item: Mapping[str, Any], value: Any, now: datetime) -> Seen:
    at = parsed(item.get("indexedAt")) or now
    return Seen(str(item.get("uri", "")), str(item.get("cid", "")), value, min(at, now))


def _author(item: Mapping[str, Any]) -> Author | None:
    view = item.get("author")
    if isinstance(view, Mapping) and isinstance(view.get("did"), str):
        return author_from_view(view)
    return None


def _made_at(record: Mapping[str, Any]) -> datetime | None:
    """When a post was made, by its key: posts made elsewhere come first and in order, ours after them."""
    address = RecordAddress.parse(record.get("uri"))
    return time_of(address.rkey) if address else None


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
