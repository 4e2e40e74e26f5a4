"""Mail as it arrives: IDLE where the server has it, asking every few seconds where it has not.

Waiting takes no thread: the event loop watches the socket. The line is used at least every four minutes, which is
below what routers forget (RFC 2177 allows up to 29), so a dead one is noticed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace

from rapport.channels.contract import Page
from rapport.channels.errors import RetryLater
from rapport.connectors.mail.folders import Folders
from rapport.connectors.mail.line import Line
from rapport.connectors.mail.reading import Places, Reading
from rapport.connectors.mail.server import Servers

IDLE_SECONDS = 240.0
POLL_SECONDS = 20.0
# What was sent elsewhere shows in no IDLE of the inbox.
SENT_SECONDS = 60.0


async def pages(servers: Servers, cursor: str) -> AsyncGenerator[Page, None]:
    """One line of its own for as long as the stream is read. Raises NetworkError when it breaks."""
    line = Line(servers)
    try:
        places = Places.parse(cursor)
        if not cursor:
            places = await line.ask(lambda folders: Reading(folders, servers).now())
        yield Page(cursor=str(places))
        while True:
            page = await line.ask(_after(servers, places))
            if page.cursor != str(places) or page.posts:
                places = Places.parse(page.cursor)
                yield replace(page, more=False)
            if not page.more:
                await _news(line, places)
    finally:
        await line.aclose()


def _after(servers: Servers, places: Places) -> Callable[[Folders], Page]:
    return lambda folders: Reading(folders, servers).after(places)


async def _news(line: Line, places: Places) -> None:
    """Returns when there may be something new."""
    if not await line.ask(lambda folders: folders.can_idle):
        await asyncio.sleep(POLL_SECONDS)
        return
    if not await line.ask(_idling(places)):
        socket = await line.ask(lambda folders: folders.line)
        await _readable(socket.fileno(), min(IDLE_SECONDS, SENT_SECONDS))
    await line.ask(Folders.stop_idle)


def _idling(places: Places) -> Callable[[Folders], bool]:
    return lambda folders: folders.start_idle(
        after_uid=places.inbox.uid, after_sent_uid=places.sent.uid
    )


async def _readable(descriptor: int, seconds: float) -> None:
    """Until the socket has something to read, or that time has passed."""
    if descriptor < 0:
        raise RetryLater("The line to the IMAP server is gone.", after=1.0)
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(descriptor, ready.set)
    try:
        async with asyncio.timeout(seconds):
            await ready.wait()
    except TimeoutError:
        pass
    finally:
        loop.remove_reader(descriptor)
