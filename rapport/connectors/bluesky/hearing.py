"""From the firehose's events to pages for one account: what concerns it, who wrote it, and where we are."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.channels.contract import InboundPost, Page, Rejected
from rapport.connectors.bluesky.authors import Authors
from rapport.connectors.bluesky.firehose import Change, Happened
from rapport.connectors.bluesky.keys import RecordAddress
from rapport.connectors.bluesky.translate import (
    Seen,
    Us,
    addresses,
    inbound,
    moment,
    reply_refs,
)

# Repeats are harmless, gaps are not: on resuming we ask for a few events again.
REWIND_EVENTS = 20
REWIND_TIME = timedelta(seconds=5)
THREADS_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a host's stream we are: after an event, or at a time before the first event came.

    Written as "seq 1234 https://host" or "since 2026-03-02T09:00:00+00:00 https://host"; places of other
    hosts mean nothing, as each numbers its events itself.
    """

    host: str
    seq: int | None = None
    since: datetime | None = None

    @classmethod
    def parse(cls, cursor: str, host: str) -> Place:
        match cursor.split(" "):
            case ["seq", number, at] if at == host and number.isdigit():
                return cls(host, seq=int(number))
            case ["since", time, at] if at == host and (since := moment(time)):
                return cls(host, since=since)
        return cls(host)

    @property
    def ask_after(self) -> int | None:
        """The cursor to ask the host for; None means from now on."""
        if self.seq is not None:
            return max(self.seq - REWIND_EVENTS, 0)
        # No event had come yet, so there is no number: read what the host kept, and skip what is older.
        return 0 if self.since else None

    def __str__(self) -> str:
        if self.seq is not None:
            return f"seq {self.seq} {self.host}"
        return f"since {self.since.isoformat()} {self.host}" if self.since else ""


class Threads:
    """The roots of threads we take part in, as far as we saw; the longest unheard of are forgotten."""

    def __init__(self) -> None:
        self._roots: OrderedDict[str, None] = OrderedDict()

    def __contains__(self, root: str) -> bool:
        return root in self._roots

    def add(self, root: str) -> None:
        self._roots[root] = None
        self._roots.move_to_end(root)
        while len(self._roots) > THREADS_REMEMBERED:
            self._roots.popitem(last=False)


class Hearing:
    """Collects what concerns the account until a page is taken."""

    def __init__(self, us: Us, place: Place, *, threads: Threads, authors: Authors) -> None:
        self._us = us
        self._place = place
        self._not_before = place.since - REWIND_TIME if place.since else None
        self._threads = threads
        self._authors = authors
        self._seen: list[Seen | InboundPost] = []
        self._rejected: list[Rejected] = []
        self.moved = False

    def __len__(self) -> int:
        return len(self._seen) + len(self._rejected)

    def take(self, event: Happened) -> None:
        if event.seq is not None:
            self._place = Place(self._place.host, seq=event.seq)
            self.moved = True
        if event.renamed:
            self._authors.renamed(*event.renamed)
        if self._not_before and event.at < self._not_before:
            return
        where = f"seq {event.seq}" if event.seq is not None else ""
        self._rejected += [Rejected(item.reason, item.raw, where) for item in event.unreadable]
        for change in event.changes:
            self._take_change(change, event.at)

    async def page(self) -> Page:
        """What was collected since the last page, with its authors; the cursor stands after all of it."""
        seen, rejected = self._seen, self._rejected
        self._seen, self._rejected, self.moved = [], [], False
        dids = [_did(item.uri) for item in seen if isinstance(item, Seen)]
        authors = await self._authors.of(dids)
        posts: list[InboundPost] = []
        for item in seen:
            post = (
                inbound(item, self._us, authors[_did(item.uri)]) if isinstance(item, Seen) else item
            )
            if isinstance(post, InboundPost):
                posts.append(post)
            else:
                rejected.append(post)
        return Page(posts=tuple(posts), rejected=tuple(rejected), cursor=str(self._place))

    def _take_change(self, change: Change, at: datetime) -> None:
        if change.action == "delete":
            # Of anybody's post: a deletion names no thread, and the rooms above know what they hold.
            self._seen.append(InboundPost(key=change.uri, deleted=True))
            return
        if self._concerns_us(change):
            self._seen.append(Seen(change.uri, change.cid, change.value, at))

    def _concerns_us(self, change: Change) -> bool:
        value = change.value
        if not isinstance(value, dict):
            return _did(change.uri) == self._us.did
        _, root = reply_refs(value)
        root_uri = root.uri if root else change.uri
        if _did(change.uri) == self._us.did or addresses(value, self._us):
            self._threads.add(root_uri)
            return True
        return root_uri in self._threads or _did(root_uri) == self._us.did


def _did(uri: str) -> str:
    address = RecordAddress.parse(uri)
    return address.did if address else ""
