"""Reading one account: its past once, then its stream, or asking it again and again."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator
from datetime import datetime

from django.utils import timezone

from rapport.channels.actions import mark_backfilled, note_polled
from rapport.channels.connections import open_connector
from rapport.channels.contract import Ability, Connector, Manifest, Page
from rapport.channels.models import Account
from rapport.listen.actions import note_listening, receive, receive_live
from rapport.listen.contract import Received
from rapport.listen.matching import LISTENING
from rapport.listen.naming_authors import Naming
from rapport.listen.threads_of_work import in_database

FLUSH_POSTS = 500
# Pages that wait to be stored: more, and the connector is not read on, so that memory keeps its bounds.
WAITING_PAGES = 64
# A stream in which nothing concerns us still moves on; how far is written down this often.
CURSOR_EVERY_SECONDS = 2.0
# That a stream holds is noted this often, also while it brings nothing.
LISTENING_EVERY_SECONDS = 10.0
# Where things happen a place is asked twice as often the next time; where nothing does, by half as often again.
FASTER, SLOWER = 0.5, 1.5


async def read_account(account_id: int) -> AsyncIterator[int]:
    """Read its past once, then stream or poll; yields how many posts each flush stored. Raises NetworkError."""
    account = await in_database(account_of, account_id)
    connector = await opened(account)
    naming = Naming(account, connector)
    try:
        abilities = connector.manifest.abilities
        if (
            Ability.FETCH in abilities
            and account.backfilled_at is None
            and not connector.manifest.is_place
        ):
            async for stored in _backfill(account, connector):
                yield stored
            account = await in_database(account_of, account_id)
        if Ability.STREAM in abilities:
            async for stored in _stream(account, connector, naming):
                yield stored
        elif Ability.FETCH in abilities:
            async for stored in _poll(account, connector, naming):
                yield stored
    finally:
        await naming.aclose()
        await connector.aclose()


async def opened(account: Account) -> Connector:
    """Its connector; one for a place knows the words that queries need."""
    terms = await in_database(LISTENING.terms) if account.is_place else ()
    return await in_database(open_connector, account.pk, terms=terms)


async def _backfill(account: Account, connector: Connector) -> AsyncIterator[int]:
    cursor, more = "", True
    while more:
        page = await connector.fetch(cursor)
        yield len(await store(account, page))
        cursor, more = page.cursor, page.more
    await in_database(_note_backfilled, account.pk)


async def _stream(account: Account, connector: Connector, naming: Naming) -> AsyncIterator[int]:
    written_at = time.monotonic()
    noted_at: datetime | None = None
    since: datetime | None = None
    async for page in _flushes(connector.stream(account.cursor)):
        now = timezone.now()
        if noted_at is None or (now - noted_at).total_seconds() >= LISTENING_EVERY_SECONDS:
            noted_at = now
            since = await in_database(note_listening, account.pk, now=now)
        idle = not (page.posts or page.rejected or page.facts)
        if idle and not page.cursor:
            continue
        if idle and time.monotonic() - written_at < CURSOR_EVERY_SECONDS:
            continue
        written_at = time.monotonic()
        new_ids = await store(account, page, listened_since=since)
        naming.ask_for(new_ids)
        yield len(new_ids)


async def _poll(account: Account, connector: Connector, naming: Naming) -> AsyncIterator[int]:
    cursor, seconds = account.cursor, account.poll_seconds
    while True:
        page = await connector.fetch(cursor)
        since = await in_database(note_listening, account.pk, now=timezone.now())
        new_ids = await store(account, page, listened_since=since)
        naming.ask_for(new_ids)
        yield len(new_ids)
        cursor = page.cursor or cursor
        if not page.more:
            seconds = next_wait(connector.manifest, page, last=seconds, brought=len(new_ids))
            await in_database(_note_polled, account.pk, seconds)
            await asyncio.sleep(seconds * random.uniform(0.9, 1.1))


def next_wait(manifest: Manifest, page: Page, *, last: float | None, brought: int) -> float:
    """Seconds until a place is asked again: sooner where it brought something, and never before its own word."""
    least, most = manifest.poll_seconds
    wished = least if last is None else last * (FASTER if brought else SLOWER)
    return max(min(most, max(least, wished)), page.ask_after or 0.0)


async def _flushes(pages: AsyncIterator[Page]) -> AsyncIterator[Page]:
    """A stream as pages that are worth a transaction: what came while the last one was stored, at most about 500 posts.

    Once its first page is here, a quiet stream gives an empty one now and then: it still holds.
    """
    queue: asyncio.Queue[Page | BaseException | None] = asyncio.Queue(maxsize=WAITING_PAGES)
    pump = asyncio.create_task(_pump(pages, queue))
    try:
        quiet = None
        while (first := await _next(queue, seconds=quiet)) is not None:
            quiet = LISTENING_EVERY_SECONDS
            if isinstance(first, BaseException):
                raise first
            gathered, ended = _gather(first, queue)
            yield gathered
            if isinstance(ended, BaseException):
                raise ended
            if ended is not None:
                return
    finally:
        pump.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await pump


async def _next(
    queue: asyncio.Queue[Page | BaseException | None], *, seconds: float | None
) -> Page | BaseException | None:
    """What comes next, or an empty page when nothing came for so long."""
    try:
        async with asyncio.timeout(seconds):
            return await queue.get()
    except TimeoutError:
        return Page()


async def _pump(
    pages: AsyncIterator[Page], queue: asyncio.Queue[Page | BaseException | None]
) -> None:
    try:
        async for page in pages:
            await queue.put(page)
        await queue.put(None)
    except Exception as error:
        await queue.put(error)


_END = object()


def _gather(
    first: Page, queue: asyncio.Queue[Page | BaseException | None]
) -> tuple[Page, object | None]:
    """What has arrived meanwhile joins the first, and nothing waits: batches grow with the load by themselves."""
    gathered, count = [first], len(first.posts)
    ended: object | None = None
    while count < FLUSH_POSTS and not queue.empty():
        item = queue.get_nowait()
        if not isinstance(item, Page):
            ended = _END if item is None else item
            break
        gathered.append(item)
        count += len(item.posts)
    return joined(gathered), ended


def joined(pages: list[Page]) -> Page:
    """Pages that follow one another as one."""
    if len(pages) == 1:
        return pages[0]
    reached = [page.reached_at for page in pages if page.reached_at]
    return Page(
        posts=tuple(post for page in pages for post in page.posts),
        rejected=tuple(one for page in pages for one in page.rejected),
        noted=tuple(one for page in pages for one in page.noted),
        facts=tuple(one for page in pages for one in page.facts),
        cursor=next((page.cursor for page in reversed(pages) if page.cursor), ""),
        more=pages[-1].more,
        reached_at=max(reached, default=None),
        ask_after=pages[-1].ask_after,
    )


async def store(
    account: Account, page: Page, *, listened_since: datetime | None = None
) -> tuple[int, ...]:
    """Keep a page; returns the new messages it brought. `listened_since` is none for a past."""
    received: Received = await in_database(_receive, account, page, listened_since)
    return received.new_ids


def _receive(account: Account, page: Page, listened_since: datetime | None) -> Received:
    now = timezone.now()
    if listened_since is None:
        return receive(account, page, now=now)
    return receive_live(account, page, listened_since=listened_since, now=now)


def account_of(account_id: int) -> Account:
    return Account.objects.select_related("brand").get(pk=account_id)


def _note_backfilled(account_id: int) -> None:
    mark_backfilled(account_id, now=timezone.now())


def _note_polled(account_id: int, seconds: float) -> None:
    note_polled(account_id, seconds=seconds, now=timezone.now())
