"""The stream as it happens: pages of what was heard, soon after it was, and a place to go on from."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime

from websockets.asyncio.client import ClientConnection

from rapport.channels.contract import Page
from rapport.channels.errors import RetryLater
from rapport.connectors.jetstream.frames import ForeignDictionary, Unpacker, operators_dictionary
from rapport.connectors.jetstream.hearing import Hearing, place_in
from rapport.connectors.jetstream.hosts import Host
from rapport.connectors.jetstream.line import TooLarge, broken, listening, next_frame
from rapport.connectors.jetstream.names import Names

PAGE_EVENTS = 500
LINGER_SECONDS = 0.2  # one more moment for what comes together
FIRST_SECONDS = 0.2  # then the first page tells where we are, event or not
SILENCE_SECONDS = (
    20.0  # on a network where something happens every few milliseconds, nobody is there any more
)


async def pages(hosts: Sequence[Host], cursor: str, *, names: Names) -> AsyncGenerator[Page, None]:
    """Pages after the cursor, for as long as the line holds. Nothing is read while nobody takes a page."""
    dictionary = operators_dictionary()
    hearing = Hearing(place_in(cursor), names=names, unpacker=Unpacker(dictionary))
    try:
        async with aclosing(_pages(hosts, hearing, packed=bool(dictionary))) as found:
            async for page in found:
                cursor = page.cursor
                yield page
    except ForeignDictionary as error:
        hearing = Hearing(place_in(cursor), names=names, unpacker=Unpacker())
        hearing.note(f"{error} RAPPORT_JETSTREAM_DICTIONARY names another; reading unpacked.")
        async with aclosing(_pages(hosts, hearing, packed=False)) as found:
            async for page in found:
                yield page


async def _pages(
    hosts: Sequence[Host], hearing: Hearing, *, packed: bool
) -> AsyncGenerator[Page, None]:
    patience = FIRST_SECONDS
    async with listening(hosts, after=hearing.asked_after, packed=packed) as connection:
        while True:
            try:
                if await gather(connection, hearing, most=1, seconds=patience):
                    await gather(connection, hearing, most=PAGE_EVENTS, seconds=LINGER_SECONDS)
                elif patience == SILENCE_SECONDS:
                    raise broken(f"Jetstream said nothing for {SILENCE_SECONDS:g} seconds.")
            except ForeignDictionary:
                raise
            except RetryLater as error:
                if isinstance(error, TooLarge):
                    hearing.pass_over(str(error), now=now())
                if hearing:
                    yield hearing.page()
                raise
            patience = SILENCE_SECONDS
            hearing.begins(now())
            yield hearing.page()


async def gather(
    connection: ClientConnection,
    hearing: Hearing,
    *,
    most: int,
    seconds: float,
    enough: Callable[[], bool] = lambda: False,
) -> int:
    """Take so many frames at most, for so many seconds at most, until it is enough; how many were taken."""
    taken = 0
    try:
        async with asyncio.timeout(seconds):
            while taken < most and not enough():
                hearing.take(await next_frame(connection), now=now())
                taken += 1
    except TimeoutError:
        pass
    return taken


def now() -> datetime:
    return datetime.now(UTC)
