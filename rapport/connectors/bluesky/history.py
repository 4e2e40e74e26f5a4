"""What the account missed: notifications where there is an AppView, and its own posts.

A pass goes through the notifications, newest first, down to where the last pass began, then through the own
posts. Its place is the cursor; a finished pass leaves "from when" for the next one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from rapport.channels.contract import Author, InboundPost, Page, Rejected
from rapport.connectors.bluesky.authors import Authors
from rapport.connectors.bluesky.client import Client
from rapport.connectors.bluesky.keys import POST
from rapport.connectors.bluesky.translate import Seen, Us, author_from_view, inbound, moment

PAGE = 100
SPEAKING = {"mention", "reply", "quote"}
# Notifications are indexed out of order by a little.
OVERLAP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Pass:
    """`until`: where the last pass began; `newest`: where this one did; `at`: the network's own cursor."""

    part: str = "notifications"
    until: str = ""
    newest: str = ""
    at: str = ""

    @classmethod
    def parse(cls, cursor: str) -> Pass:
        try:
            fields = json.loads(cursor)
            return cls(**{name: str(fields[name]) for name in ("part", "until", "newest", "at")})
        except (ValueError, KeyError, TypeError):
            return cls()

    def __str__(self) -> str:
        return json.dumps(asdict(self))


class History:
    def __init__(self, client: Client, us: Us, authors: Authors) -> None:
        self._client = client
        self._us = us
        self._authors = authors

    async def page(self, cursor: str, *, now: datetime) -> Page:
        place = Pass.parse(cursor)
        if place.part == "own":
            return await self._own_posts(place, now=now)
        return await self._notifications(place, now=now)

    async def _notifications(self, place: Pass, *, now: datetime) -> Page:
        params = {"limit": PAGE, **({"cursor": place.at} if place.at else {})}
        answer = await self._client.ask_appview("app.bsky.notification.listNotifications", params)
        items = _mappings((answer or {}).get("notifications"))
        newest = place.newest or next((str(item.get("indexedAt", "")) for item in items), "")
        place = replace(place, newest=newest or place.until)
        told = [item for item in items if item.get("reason") in SPEAKING]
        seen = [(_seen(item, item.get("record"), now), _author(item)) for item in told]
        older = (answer or {}).get("cursor")
        finished = not older or not items or _is_known(items[-1], place.until)
        if finished:
            return self._page(seen, replace(place, part="own", at=""))
        return self._page(seen, replace(place, at=str(older)))

    async def _own_posts(self, place: Pass, *, now: datetime) -> Page:
        answer = await self.own_records(place.at)
        items = _mappings(answer.get("records"))
        authors = await self._authors.of([self._us.did])
        seen = [(_seen(item, item.get("value"), now), authors[self._us.did]) for item in items]
        older = answer.get("cursor")
        if older and items:
            return self._page(seen, replace(place, at=str(older)))
        return self._page(seen, Pass(until=place.newest), more=False)

    async def own_records(self, at: str = "") -> Mapping[str, Any]:
        """A page of the account's own posts; in no order of time, as their keys follow from ours."""
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
    at = moment(item.get("indexedAt")) or now
    return Seen(str(item.get("uri", "")), str(item.get("cid", "")), value, min(at, now))


def _author(item: Mapping[str, Any]) -> Author | None:
    view = item.get("author")
    if isinstance(view, Mapping) and isinstance(view.get("did"), str):
        return author_from_view(view)
    return None


def _is_known(item: Mapping[str, Any], until: str) -> bool:
    indexed, begun = moment(item.get("indexedAt")), moment(until)
    return indexed is not None and begun is not None and indexed < begun - OVERLAP


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
