"""The account's stream: pages as they happen, what was missed before them, and a place to go on from."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime

from websockets.asyncio.client import ClientConnection

from rapport.channels.contract import Page
from rapport.channels.errors import RetryLater
from rapport.connectors.bluesky.authors import Authors
from rapport.connectors.bluesky.client import Client
from rapport.connectors.bluesky.firehose import CursorAhead, Happened, listening, next_event
from rapport.connectors.bluesky.hearing import Hearing, Place, Threads
from rapport.connectors.bluesky.history import History, Pass
from rapport.connectors.bluesky.translate import Us, reply_refs

PAGE_POSTS = 500
LINGER_SECONDS = 0.05  # one more moment for what comes together
FIRST_SECONDS = 0.2  # then the first page tells where we are, event or not
IDLE_SECONDS = 2.0  # how often the place moves along while nothing concerns us


class Stream:
    """One account's ear on one host. `pages` may be called again after it broke."""

    def __init__(self, client: Client, authors: Authors) -> None:
        self._client = client
        self._authors = authors
        self._threads = Threads()

    async def pages(self, us: Us, cursor: str) -> AsyncGenerator[Page, None]:
        await self._remember_threads(us)
        place = Place.parse(cursor, self._client.stream_host)
        try:
            async with aclosing(self._from(us, place)) as pages:
                async for page in pages:
                    yield page
        except CursorAhead:
            # The server was set up anew and counts from the start: whatever it has is new to us.
            async with aclosing(self._from(us, Place(place.host, seq=0))) as pages:
                async for page in pages:
                    yield page

    async def _from(self, us: Us, place: Place) -> AsyncGenerator[Page, None]:
        replays = self._client.stream_host == self._client.host
        begun = place if place.at else replace(place, at=_now())
        hearing = Hearing(us, begun, threads=self._threads, authors=self._authors)
        async with listening(place.host, after=place.ask_after(replays=replays)) as connection:
            if place.seq is None and not replays:
                async for page in self._missed(us, place):
                    yield page
            async for news in _collected(connection, hearing):
                if isinstance(news, Page):
                    yield news
                else:
                    async for page in self._missed(us, place):
                        yield page

    async def _missed(self, us: Us, place: Place) -> AsyncIterator[Page]:
        """What the host no longer tells, from the account's history. The place stays until it is all told."""
        if place.at is None:
            return
        history = History(self._client, us, self._authors)
        cursor, more = str(Pass.since(place.at)), True
        while more:
            page = await history.page(cursor, now=_now())
            cursor, more = page.cursor, page.more
            yield replace(page, cursor=str(place), more=False)

    async def _remember_threads(self, us: Us) -> None:
        records = (await History(self._client, us, self._authors).own_records()).get("records")
        for record in records if isinstance(records, list) else []:
            value = record.get("value") if isinstance(record, Mapping) else None
            if isinstance(value, Mapping):
                _, root = reply_refs(value)
                if root:
                    self._threads.add(root.uri)


async def _collected(
    connection: ClientConnection, hearing: Hearing
) -> AsyncIterator[Page | Happened]:
    """Pages of what was heard, soon after it was; and an event itself when it tells of a gap."""
    clock = asyncio.get_running_loop().time
    due, first = clock() + FIRST_SECONDS, True
    while True:
        try:
            async with asyncio.timeout_at(due):
                event = await next_event(connection, now=_now())
        except TimeoutError:
            pass
        except RetryLater:
            if hearing:
                yield await hearing.page()
            raise
        else:
            if event.gap:
                yield event
            was_silent = not hearing
            hearing.take(event)
            if was_silent and hearing:
                due = min(due, clock() + LINGER_SECONDS)
        if clock() >= due or len(hearing) >= PAGE_POSTS:
            if hearing or hearing.moved or first:
                yield await hearing.page()
            due, first = clock() + IDLE_SECONDS, False


def _now() -> datetime:
    return datetime.now(UTC)
