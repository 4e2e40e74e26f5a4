"""What the server keeps for the account: its notifications and its own statuses, page by page.

Both are lists by id. A place in them is the last id read of each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from rapport.channels.contract import Page
from rapport.connectors.mastodon.home import Home
from rapport.connectors.mastodon.reading import COUNTING, SPEAKING, Read, Reading
from rapport.kit.fediverse.ids import age_order, newest, readable_id
from rapport.kit.fediverse.statuses import moment

PAGE = 40
NEWEST_NOTIFICATIONS = 80
BEGINNING = "0"


@dataclass(frozen=True, slots=True)
class Place:
    """The last notification and the last own status that were read; "0" before the first."""

    notification: str = BEGINNING
    status: str = BEGINNING

    @classmethod
    def parse(cls, cursor: str) -> Place:
        try:
            fields = json.loads(cursor)
            ids = [readable_id(fields[name]) for name in ("notification", "status")]
        except (ValueError, KeyError, TypeError):
            return cls()
        return cls(ids[0] or BEGINNING, ids[1] or BEGINNING)

    def __str__(self) -> str:
        return json.dumps(asdict(self))

    def past(self, *, notifications: Sequence[Any] = (), statuses: Sequence[Any] = ()) -> Place:
        return Place(
            newest([self.notification, *ids_of(notifications)]),
            newest([self.status, *ids_of(statuses)]),
        )


class Feeds:
    """The two lists. Items come oldest first, as the server's JSON."""

    def __init__(self, home: Home) -> None:
        self._home = home

    async def notifications(
        self, *, types: Sequence[str] = (*SPEAKING, *COUNTING), **at: str | int
    ) -> list[Any]:
        # Since 4.3 a server may set notifications by strangers aside; a brand wants to hear those too.
        params = {"types[]": list(types), "include_filtered": "true", "limit": PAGE, **at}
        return _oldest_first(await self._home.client.get("/api/v1/notifications", params))

    async def own(self, **at: str | int) -> list[Any]:
        us = await self._home.us()
        params = {"limit": PAGE, **at}
        return _oldest_first(
            await self._home.client.get(f"/api/v1/accounts/{us.id}/statuses", params)
        )


class History:
    def __init__(self, home: Home) -> None:
        self.feeds = Feeds(home)
        self._reading = Reading(home)

    async def page(self, cursor: str, *, now: datetime) -> Page:
        """What came after that place, at most 40 of each list."""
        place = Place.parse(cursor)
        notifications = await self.feeds.notifications(min_id=place.notification)
        statuses = await self.feeds.own(min_id=place.status)
        reached = place.past(notifications=notifications, statuses=statuses)
        more = max(len(notifications), len(statuses)) >= PAGE and reached != place
        read = await self._read(notifications, statuses)
        return _page(read, str(reached), more=more, reached_at=None if more else now)

    async def newest(self, *, now: datetime) -> Page:
        """The newest 80 notifications and 40 own statuses, and the place behind them."""
        notifications = await self.feeds.notifications(limit=NEWEST_NOTIFICATIONS)
        statuses = await self.feeds.own()
        reached = Place().past(notifications=notifications, statuses=statuses)
        read = await self._read(notifications, statuses)
        return _page(read, str(reached), more=False, reached_at=now)

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        """First back, reading nothing but ids, to where `since` is; then forward up to `until`."""
        place = PastPlace.parse(cursor)
        if not place.is_forward:
            place = await self._back(place, since)
            return Page(cursor=str(place), more=True, reached_at=since)
        return await self._forward(place, since, until)

    async def _back(self, place: PastPlace, since: datetime) -> PastPlace:
        notifications = await self._older(place.notifications, since, self.feeds.notifications)
        statuses = await self._older(place.statuses, since, self.feeds.own)
        found = notifications.is_done and statuses.is_done
        if found:
            notifications, statuses = (
                replace(notifications, is_done=False),
                replace(statuses, is_done=False),
            )
        return PastPlace(found, notifications, statuses)

    async def _older(self, at: Edge, since: datetime, feed: Any) -> Edge:
        """Where that list begins to be younger than `since`: the id before it."""
        if at.is_done:
            return at
        kinds = {"types": SPEAKING} if feed == self.feeds.notifications else {}
        items = await feed(**kinds, **({"max_id": at.id} if at.id else {}))
        older = [item for item in items if (made := _made(item)) and made < since]
        ids = ids_of(items)
        if older or not ids or min(ids, key=age_order) == at.id:
            return Edge(newest(ids_of(older)) or BEGINNING, is_done=True)
        return Edge(min(ids, key=age_order))

    async def _forward(self, place: PastPlace, since: datetime, until: datetime) -> Page:
        notifications, statuses = [], []
        if not place.notifications.is_done:
            notifications = await self.feeds.notifications(
                types=SPEAKING, min_id=place.notifications.id
            )
        if not place.statuses.is_done:
            statuses = await self.feeds.own(min_id=place.statuses.id)
        place = PastPlace(
            True,
            _moved(place.notifications, notifications, until),
            _moved(place.statuses, statuses, until),
        )
        read = await self._read(
            [item for item in notifications if _is_within(item, since, until)],
            [item for item in statuses if _is_within(item, since, until)],
        )
        open_ends = [
            _last_made(items) or since
            for edge, items in ((place.notifications, notifications), (place.statuses, statuses))
            if not edge.is_done
        ]
        return _page(
            read, str(place), more=bool(open_ends), reached_at=min(open_ends, default=until)
        )

    async def _read(self, notifications: Sequence[Any], statuses: Sequence[Any]) -> Read:
        read = await self._reading.notifications(notifications)
        own = await self._reading.statuses(statuses)
        for post in own.posts.values():
            read.add(post)
        read.rejected += own.rejected
        return read


@dataclass(frozen=True, slots=True)
class Edge:
    """How far one list was walked; "" not at all."""

    id: str = ""
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class PastPlace:
    is_forward: bool = False
    notifications: Edge = Edge()
    statuses: Edge = Edge()

    @classmethod
    def parse(cls, cursor: str) -> PastPlace:
        try:
            fields = json.loads(cursor)
            edges = [
                Edge(readable_id(fields[name]["id"]), fields[name]["is_done"] is True)
                for name in ("notifications", "statuses")
            ]
            return cls(fields["is_forward"] is True, *edges)
        except (ValueError, KeyError, TypeError):
            return cls()

    def __str__(self) -> str:
        return json.dumps(asdict(self))


def ids_of(items: Sequence[Any]) -> list[str]:
    found = (readable_id(item.get("id")) for item in items if isinstance(item, Mapping))
    return [one for one in found if one]


def _page(read: Read, cursor: str, *, more: bool, reached_at: datetime | None) -> Page:
    return Page(
        posts=tuple(read.posts.values()),
        rejected=tuple(read.rejected),
        cursor=cursor,
        more=more,
        reached_at=reached_at,
    )


def _moved(edge: Edge, items: Sequence[Any], until: datetime) -> Edge:
    if edge.is_done:
        return edge
    reached = newest([edge.id, *ids_of(items)])
    is_over = any((made := _made(item)) and made >= until for item in items)
    return Edge(reached, is_done=is_over or len(items) < PAGE or reached == edge.id)


def _is_within(item: Any, since: datetime, until: datetime) -> bool:
    """What does not tell its time is read, and ends in quarantine."""
    made = _made(item)
    return made is None or since <= made < until


def _last_made(items: Sequence[Any]) -> datetime | None:
    return max((made for item in items if (made := _made(item))), default=None)


def _made(item: Any) -> datetime | None:
    return moment(item.get("created_at")) if isinstance(item, Mapping) else None


def _oldest_first(items: Any) -> list[Any]:
    return list(reversed(items)) if isinstance(items, list) else []
