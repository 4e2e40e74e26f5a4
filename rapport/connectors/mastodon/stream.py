"""The account's stream: what was missed, then what happens, and a place to go on from.

The stream is opened first and the lists read then, so nothing falls between the two. Where a server has no
stream, or it is down, the lists alone are read.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rapport.channels.contract import InboundPost, Page
from rapport.channels.errors import Refused, RetryLater
from rapport.connectors.mastodon.events import Event, TooLarge, events_in
from rapport.connectors.mastodon.history import History, Place
from rapport.connectors.mastodon.home import Home
from rapport.connectors.mastodon.manifest import MANIFEST
from rapport.connectors.mastodon.reading import Read, Reading
from rapport.kit.fediverse.ids import readable_id

PAGE_EVENTS = 500
MOST_WAITING = 2000
_ENDED = "The server ended the stream."


class Stream:
    def __init__(
        self, home: Home, history: History, *, poll_seconds: float = MANIFEST.poll_seconds[0]
    ) -> None:
        self._home = home
        self._history = history
        self._reading = Reading(home)
        self._poll_seconds = poll_seconds

    async def pages(self, cursor: str) -> AsyncGenerator[Page, None]:
        place = await self._begun(cursor)
        rules = await self._home.rules()
        opened = False
        try:
            async with self._home.client.listening(rules.streaming) as pieces:
                opened = True
                yield Page(cursor=str(place))
                async for page in self._missed(place, resumed=bool(cursor)):
                    yield page
                    place = Place.parse(page.cursor)
                async with aclosing(self._heard(pieces, place)) as pages:
                    async for page in pages:
                        yield page
        except Refused:
            if opened:
                raise
            async for page in self._polled(place):  # a server without a stream
                yield page
        except RetryLater:
            if not opened:
                # The stream is down; the lists may still be read, once each time we try again.
                async for page in self._missed(place, resumed=bool(cursor)):
                    yield page
            raise

    async def _begun(self, cursor: str) -> Place:
        """With "" the place is now. What stands there is known from here on, so its deletion is understood."""
        if cursor:
            await self._home.us()
            return Place.parse(cursor)
        return Place.parse((await self._history.newest(now=_now())).cursor)

    async def _missed(self, place: Place, *, resumed: bool) -> AsyncIterator[Page]:
        """Everything after the place. Resuming, the newest 80 too, read or not: some may have been edited."""
        cursor, more = str(place), True
        while more:
            page = await self._history.page(cursor, now=_now())
            cursor, more = page.cursor, page.more
            yield replace(page, more=False)
        if resumed:
            yield replace(await self._history.newest(now=_now()), cursor=cursor)

    async def _polled(self, place: Place) -> AsyncIterator[Page]:
        resumed = True
        while True:
            async for page in self._missed(place, resumed=resumed):
                yield replace(page, ask_after=self._poll_seconds)
                place = Place.parse(page.cursor)
            resumed = False
            await asyncio.sleep(self._poll_seconds)

    async def _heard(
        self, pieces: AsyncIterator[bytes], place: Place
    ) -> AsyncGenerator[Page, None]:
        async with _collected(pieces) as queue:
            while True:
                batch = [await queue.get()]
                while len(batch) < PAGE_EVENTS and not queue.empty():
                    batch.append(queue.get_nowait())
                events = [one for one in batch if isinstance(one, Event)]
                if events:
                    page = await self._page(events, place)
                    place = Place.parse(page.cursor)
                    yield page
                for one in batch:
                    if isinstance(one, BaseException):
                        raise one

    async def _page(self, events: Sequence[Event], place: Place) -> Page:
        read = Read()
        for event in events:
            item, some = _json(event.data), Read()
            match event.name:
                case "notification":
                    some = await self._reading.notifications([item])
                    place = place.past(notifications=[item])
                case "update" | "status.update":
                    some = await self._reading.statuses([item], every=False)
                    if any(post.own for post in some.posts.values()):
                        place = place.past(statuses=[item])
                case "delete":
                    uri = self._home.known.uri_of(readable_id(event.data.strip()))
                    some = Read({uri: InboundPost(key=uri, deleted=True)} if uri else {})
                case _:
                    continue  # a heartbeat, or news of another kind
            for post in some.posts.values():
                read.add(post)
            read.rejected += some.rejected
        return Page(
            tuple(read.posts.values()), tuple(read.rejected), cursor=str(place), reached_at=_now()
        )


@contextlib.asynccontextmanager
async def _collected(
    pieces: AsyncIterator[bytes],
) -> AsyncIterator[asyncio.Queue[Event | Exception]]:
    """A queue of what the stream says, and at last of what broke it."""
    queue: asyncio.Queue[Event | Exception] = asyncio.Queue(maxsize=MOST_WAITING)

    async def pump() -> None:
        try:
            async for event in events_in(pieces):
                await queue.put(event)
            await queue.put(RetryLater(_ENDED, after=1.0))
        except TooLarge:
            await queue.put(RetryLater("The stream sent an event without an end.", after=30.0))
        except Exception as error:
            await queue.put(error)

    task = asyncio.create_task(pump())
    try:
        yield queue
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def _json(data: str) -> Any:
    """What cannot be parsed stays the text it is, and is rejected as such."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return data


def _now() -> datetime:
    return datetime.now(UTC)
