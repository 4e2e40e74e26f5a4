"""A past, read by a second line: page by page, as fast as the server tells it, while the stream goes on.

The line stays open between two pages and is read no further meanwhile; left alone, it is closed, and the next
page goes on from its cursor by a new one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from rapport.channels.contract import Page
from rapport.connectors.jetstream.events import place_of
from rapport.connectors.jetstream.frames import ForeignDictionary, Unpacker, operators_dictionary
from rapport.connectors.jetstream.hearing import Hearing, place_in
from rapport.connectors.jetstream.hosts import Host
from rapport.connectors.jetstream.line import TooLarge, broken, listening
from rapport.connectors.jetstream.names import Names
from rapport.connectors.jetstream.stream import gather, now

PAGE_EVENTS = 2_000
PAGE_SECONDS = 1.0
QUIET_SECONDS = 5.0  # then the server is asked whether it is there and has nothing more to tell
GRACE_SECONDS = 0.05
LEFT_ALONE_SECONDS = 30.0


class Replay:
    """One past at a time. Another one, or another place in it, opens a new line."""

    def __init__(self, hosts: Sequence[Host], *, names: Names) -> None:
        self._hosts = hosts
        self._names = names
        self._line = AsyncExitStack()
        self._connection: ClientConnection | None = None
        self._hearing: Hearing | None = None
        self._end = 0
        self._next: tuple[datetime, datetime, str] | None = None
        self._left_alone: asyncio.TimerHandle | None = None
        self._closing: set[asyncio.Task[None]] = set()

    async def page(self, since: datetime, until: datetime, cursor: str) -> Page:
        """One page from `since` up to before `until`. Raises NetworkError; the same page may be asked for again."""
        if since >= until:
            return Page(cursor=cursor, reached_at=until)
        if self._left_alone is not None:
            self._left_alone.cancel()
        if self._next != (since, until, cursor):
            self._let_go()
        try:
            return await self._page(since, until, cursor, packed=True)
        except ForeignDictionary:
            self._let_go()
            return await self._page(since, until, cursor, packed=False)
        except BaseException:
            self._let_go()
            raise

    async def aclose(self) -> None:
        """Close the line. Safe to call twice."""
        if self._left_alone is not None:
            self._left_alone.cancel()
        self._let_go()
        await asyncio.gather(*self._closing, return_exceptions=True)

    async def _page(self, since: datetime, until: datetime, cursor: str, *, packed: bool) -> Page:
        if self._connection is None:
            await self._open(since, until, cursor, packed=packed)
        connection, hearing = self._connection, self._hearing
        assert connection is not None
        assert hearing is not None
        try:
            is_done = await _read_page(connection, hearing, self._end)
        except TooLarge as error:
            hearing.pass_over(str(error), now=now())
            self._let_go()
            return hearing.page(more=True)
        if is_done:
            self._let_go()
            return replace(hearing.page(), reached_at=until)
        page = hearing.page(more=True)
        self._next = (since, until, page.cursor)
        loop = asyncio.get_running_loop()
        self._left_alone = loop.call_later(LEFT_ALONE_SECONDS, self._let_go)
        return page

    async def _open(self, since: datetime, until: datetime, cursor: str, *, packed: bool) -> None:
        dictionary = operators_dictionary() if packed else b""
        # Fixed for the line: the present, which is told a moment late, would run away before us.
        self._end = place_of(min(until, now()))
        self._hearing = Hearing(
            place_in(cursor) or place_of(since),
            names=self._names,
            unpacker=Unpacker(dictionary),
            since=place_of(since),
            until=place_of(until),
        )
        self._connection = await self._line.enter_async_context(
            listening(self._hosts, after=self._hearing.asked_after, packed=bool(dictionary))
        )

    def _let_go(self) -> None:
        """Close the line without waiting for it; the next page opens a new one."""
        if self._connection is None:
            return
        line, self._line = self._line, AsyncExitStack()
        self._connection = self._next = None
        task = asyncio.create_task(line.aclose())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


async def _read_page(connection: ClientConnection, hearing: Hearing, end: int) -> bool:
    """Read on for a page; whether the end was reached."""

    def is_past() -> bool:
        return hearing.place is not None and hearing.place >= end

    for seconds in (QUIET_SECONDS, GRACE_SECONDS):
        if await gather(connection, hearing, most=1, seconds=seconds, enough=is_past):
            await gather(
                connection, hearing, most=PAGE_EVENTS, seconds=PAGE_SECONDS, enough=is_past
            )
            return is_past()
        if is_past():
            return True
        await _there(connection)
    return True  # it is there and says nothing, not even what lay before its answer: it has told what it holds


async def _there(connection: ClientConnection) -> None:
    """Whether somebody is at the other end. Raises RetryLater when not."""
    try:
        async with asyncio.timeout(QUIET_SECONDS):
            await (await connection.ping())
    except (TimeoutError, ConnectionClosed) as error:
        raise broken("Jetstream fell silent in the middle of a past.") from error
