"""From the firehose's events to pages for one account: what concerns it, who wrote it, and where we are."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.channels.contract import InboundPost, Page, Rejected
from rapport.connectors.bluesky.authors import Authors
from rapport.connectors.bluesky.firehose import Change, Happened
from rapport.connectors.bluesky.history import Pass
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
    """Where in a host's stream we are: after an event, and at what time.

    Written as "1234 2026-03-02T09:00:00+00:00 https://host", with "-" for the number before the first event
    came. Numbers mean nothing on another host, as each counts for itself; the time does.
    """

    host: str
    seq: int | None = None
    at: datetime | None = None

    @classmethod
    def parse(cls, cursor: str, host: str) -> Place:
        """Our place in the stream of that host; also from the cursor of a pass through the history."""
        match cursor.split(" "):
            case [number, time, at]:
                known = number.isdigit() and at == host
                return cls(host, seq=int(number) if known else None, at=moment(time))
        return cls(host, at=moment(Pass.parse(cursor).began))

    def __str__(self) -> str:
        time = self.at.isoformat() if self.at else "-"
        return f"{'-' if self.seq is None else self.seq} {time} {self.host}"

    def ask_after(self, *, replays: bool) -> int | None:
        """The cursor to ask the host for; None means from now on.

        A host that `replays` is small enough to be read from its beginning when we know only a time.
        """
        if self.seq is not None:
            return max(self.seq - REWIND_EVENTS, 0)
        return 0 if self.at and replays else None


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
        self._not_before = place.at - REWIND_TIME if place.at and place.seq is None else None
        self._threads = threads
        self._authors = authors
        self._seen: list[Seen | InboundPost] = []
        self._rejected: list[Rejected] = []
        self.moved = False

    def __len__(self) -> int:
        return len(self._seen) + len(self._rejected)

    def take(self, event: Happened) -> None:
        if event.seq is not None:
            self._place = Place(self._place.host, seq=event.seq, at=event.at)
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
