"""Hashtag timelines of one server: round by round, each hashtag from where it was left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from rapport.channels.contract import (
    AccountAccess,
    AccountInfo,
    Connector,
    InboundPost,
    Noted,
    Page,
    Rejected,
)
from rapport.channels.errors import Refused
from rapport.connectors.hashtags import timelines
from rapport.connectors.hashtags.client import CLOSED, Client
from rapport.connectors.hashtags.manifest import MANIFEST, PUBLIC_HOST
from rapport.connectors.hashtags.timelines import PAGE, Spot
from rapport.connectors.hashtags.translate import inbound, readable
from rapport.connectors.hashtags.words import MOST_TAGS, hashtags
from rapport.kit.fediverse.ids import id_at
from rapport.kit.fediverse.statuses import Status

PROBE = "mastodon"
MOST_KNOWN = 20_000
# GET /api/v1/statuses?id[]= takes 20 at once and stands since Mastodon 4.3.
MOST_PARENTS = 20


class Hashtags(Connector):
    """The cursor holds the newest id read of each hashtag."""

    manifest = MANIFEST

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._client = Client(account.settings.get("host") or PUBLIC_HOST, rates=lambda: self.rates)
        self._domain = urlsplit(self._client.host).netloc
        wanted = hashtags(account.settings.get("hashtags", ""), account.terms)
        self._tags, self._left_out = wanted[:MOST_TAGS], wanted[MOST_TAGS:]
        self._uris: dict[str, str] = {}
        # What was given out up to the cursor that was given out last: not again, unless it was edited since.
        self._given: dict[str, datetime | None] = {}
        self._given_at = ""

    async def check(self) -> AccountInfo:
        instance = await self._client.instance()
        said = instance if isinstance(instance, Mapping) else {}
        if _is_closed(said):
            raise Refused(CLOSED)
        await self._client.timeline(self._tags[0] if self._tags else PROBE, limit=1)
        title = said.get("title")
        name = title[:100] if isinstance(title, str) else ""
        return AccountInfo(
            remote_id=f"hashtags:{self._domain}",
            handle=self._domain,
            name=f"Hashtags on {name or self._domain}",
        )

    async def fetch(self, cursor: str) -> Page:
        """A round over all hashtags, at most 40 posts of each. "" begins a day ago."""
        now, spots = _now(), timelines.parse(cursor)
        if cursor != self._given_at:
            self._given = {}
        found: dict[str, list[Any]] = {}
        after: dict[str, Spot] = {}
        for tag in self._tags:
            spot = spots.get(tag) or Spot(id_at(now - timelines.FIRST))
            begun = spot.round_begins_at()
            found[tag] = await self._client.timeline(tag, min_id=begun, limit=PAGE)
            after[tag] = timelines.moved(spot, found[tag], begun=begun)
        posts, rejected = await self._read(found)
        more = not all(spot.is_done for spot in after.values())
        self._given_at = timelines.written(after)
        return Page(
            posts=tuple(posts),
            rejected=tuple(rejected),
            noted=() if cursor else tuple(self._notes()),
            cursor=self._given_at,
            more=more,
            reached_at=None if more else now,
            ask_after=self._ask_after(),
        )

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        begin = Spot(id_at(since - timelines.CLOCK))
        spots = timelines.parse(cursor) or dict.fromkeys(self._tags, begin)
        found: dict[str, list[Any]] = {}
        reached = [until]
        for tag, spot in spots.items():
            if spot.is_done:
                continue
            items = await self._client.timeline(
                tag, min_id=spot.id, max_id=id_at(until + timelines.CLOCK), limit=PAGE
            )
            found[tag] = items
            spots = {**spots, tag: timelines.moved(spot, items, begun=spot.id)}
            if not spots[tag].is_done:
                reached.append(timelines.last_made(items) or since)
        posts, rejected = await self._read(found, remember=False)
        return Page(
            posts=tuple(
                post for post in posts if post.created_at and since <= post.created_at < until
            ),
            rejected=tuple(rejected),
            cursor=timelines.written(spots),
            more=not all(spot.is_done for spot in spots.values()),
            reached_at=max(since, min(reached)),
            ask_after=self._client.pace,
        )

    async def _read(
        self, found: Mapping[str, Sequence[Any]], *, remember: bool = True
    ) -> tuple[list[InboundPost], list[Rejected]]:
        """Each status once, whatever hashtags it has."""
        statuses: dict[str, tuple[Status, str]] = {}
        rejected = []
        for tag, items in found.items():
            for item in items:
                one = readable(item, domain=self._domain)
                if isinstance(one, Rejected):
                    rejected.append(one)
                elif one.uri not in statuses and not (remember and self._was_given(one)):
                    statuses[one.uri] = (one, tag)
        await self._learn_parents([status for status, _ in statuses.values()])
        posts = [
            inbound(status, hashtag=tag, parent_uri=self._uris.get(status.reply_to_id, ""))
            for status, tag in statuses.values()
        ]
        if remember:
            self._given |= {status.uri: status.edited_at for status, _ in statuses.values()}
            self._given = dict(list(self._given.items())[-MOST_KNOWN:])
        return posts, rejected

    def _was_given(self, status: Status) -> bool:
        return status.uri in self._given and self._given[status.uri] == status.edited_at

    async def _learn_parents(self, statuses: Sequence[Status]) -> None:
        """In one request for the first twenty unknown; a thread's other replies find theirs in later rounds."""
        self._uris |= {status.id: status.uri for status in statuses}
        asked = {one.reply_to_id for one in statuses} - self._uris.keys() - {""}
        if asked:
            some = sorted(asked)[:MOST_PARENTS]
            self._uris |= dict.fromkeys(some, "")
            for item in await self._parents(some):
                one = readable(item, domain=self._domain)
                if isinstance(one, Status):
                    self._uris[one.id] = one.uri
        self._uris = dict(list(self._uris.items())[-MOST_KNOWN:])

    async def _parents(self, ids: list[str]) -> list[Any]:
        try:
            items = await self._client.statuses(ids)
        except Refused:  # an older server, or one that shows single statuses to its own people only
            return []
        return items if isinstance(items, list) else []

    def _ask_after(self) -> float | None:
        """A round is one request a hashtag, and one for parents."""
        pace = self._client.pace
        return None if pace is None else round(pace * (len(self._tags) + 1), 1)

    def _notes(self) -> list[Noted]:
        if not self._tags:
            return [Noted("There is no hashtag to ask for; name some, or ask for one in a query.")]
        if self._left_out:
            shown = ", ".join(f"#{tag}" for tag in self._left_out[:20])
            return [Noted(f"Only {MOST_TAGS} hashtags are asked for at once. Left out: {shown}.")]
        return []


def _is_closed(instance: Mapping[str, Any]) -> bool:
    """Since 4.5 a server says who may see hashtags, and shows empty lists where nobody may (entities/Instance)."""
    at: Any = instance
    for name in ("configuration", "timelines_access", "hashtag_feeds"):
        at = at.get(name) if isinstance(at, Mapping) else None
    feeds = at if isinstance(at, Mapping) else {}
    access = [feeds.get("local", "public"), feeds.get("remote", "public")]
    return "public" not in access


def _now() -> datetime:
    return datetime.now(UTC)


CONNECTOR = Hashtags
