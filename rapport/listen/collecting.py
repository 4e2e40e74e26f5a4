"""The collector: reads every active account, each through exactly one collector at a time.

An account is leased for some seconds and the lease renewed while it is read; when a collector dies, another
takes over within 15 s and goes on from the cursor saved with the last stored posts.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.utils import timezone

from rapport.channels.actions import mark_backfilled, set_account_state
from rapport.channels.connections import open_connector
from rapport.channels.contract import Ability, Connector, Page
from rapport.channels.errors import NetworkError, RetryLater, SignInAgain
from rapport.channels.leases import lease_accounts, renew_leases, return_leases
from rapport.channels.models import Account
from rapport.ledger.connecting import free_connection
from rapport.listen.actions import receive

logger = logging.getLogger(__name__)

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

LOOK_EVERY_SECONDS = 2.0
FLUSH_POSTS = 500
POLL_SECONDS = 30.0
FAULT_PAUSE_AT_MOST = 300.0


def run_collector() -> None:
    """Collect until told to stop (SIGINT, SIGTERM)."""
    asyncio.run(_collect_until_stopped())


async def _collect_until_stopped() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await Collector(f"{socket.gethostname()}:{os.getpid()}").run(stop)


class Collector:
    """Keeps one task per leased account."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        try:
            while not stop.is_set():
                await self._look()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), LOOK_EVERY_SECONDS)
        finally:
            for task in self._tasks.values():
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)
            await _in_database(return_leases, self.name)

    async def _look(self) -> None:
        """Renew what we hold, let go what is no longer ours, take what nobody reads."""
        now = timezone.now()
        held = await _in_database(renew_leases, self.name, list(self._tasks), now)
        for account_id in set(self._tasks) - set(held):
            self._tasks.pop(account_id).cancel()
        for account_id in await _in_database(lease_accounts, self.name, now):
            if account_id not in self._tasks:
                self._tasks[account_id] = asyncio.create_task(self._read(account_id))
        for account_id, task in list(self._tasks.items()):
            if task.done():
                del self._tasks[account_id]

    async def _read(self, account_id: int) -> None:
        """Read one account for as long as it is ours, pausing longer after each fault in a row."""
        faults = 0
        while True:
            try:
                async for _ in read_account(account_id):
                    if faults:
                        faults = 0
                        await _in_database(_note_state, account_id, Account.State.ACTIVE, "")
            except SignInAgain as error:
                await _in_database(_note_state, account_id, Account.State.SIGN_IN, str(error))
                return
            except RetryLater as error:
                faults += 1
                await self._pause(account_id, str(error), error.after, faults)
            except NetworkError as error:
                faults += 1
                await self._pause(account_id, str(error), 60.0, faults)
            except Exception:
                faults += 1
                logger.exception("Reading account %s failed.", account_id)
                await self._pause(
                    account_id, "Something failed on our side; see the log.", 5.0, faults
                )

    async def _pause(self, account_id: int, reason: str, after: float, faults: int) -> None:
        # One break is life on the internet; from the second in a row on it is shown.
        if faults > 1:
            await _in_database(_note_state, account_id, Account.State.FAULT, reason)
        await asyncio.sleep(min(FAULT_PAUSE_AT_MOST, max(0.5, min(after, 2.0 ** min(faults, 8)))))


async def read_account(account_id: int) -> AsyncIterator[int]:
    """Backfill once, then stream or poll; yields how many posts each flush stored. Raises NetworkError."""
    account = await _in_database(_account, account_id)
    connector = await _in_database(open_connector, account_id)
    try:
        abilities = connector.manifest.abilities
        if Ability.FETCH in abilities and account.backfilled_at is None:
            async for stored in _backfill(account, connector):
                yield stored
            account = await _in_database(_account, account_id)
        if Ability.STREAM in abilities:
            async for page in _flushes(connector.stream(account.cursor)):
                yield await _store(account, page)
        elif Ability.FETCH in abilities:
            async for stored in _poll(account, connector):
                yield stored
    finally:
        await connector.aclose()


async def _backfill(account: Account, connector: Connector) -> AsyncIterator[int]:
    cursor, more = "", True
    while more:
        page = await connector.fetch(cursor)
        yield await _store(account, page)
        cursor, more = page.cursor, page.more
    await _in_database(_note_backfilled, account.pk)


async def _poll(account: Account, connector: Connector) -> AsyncIterator[int]:
    cursor = account.cursor
    while True:
        page = await connector.fetch(cursor)
        yield await _store(account, page)
        cursor = page.cursor or cursor
        if not page.more:
            await asyncio.sleep(POLL_SECONDS)


async def _flushes(pages: AsyncIterator[Page]) -> AsyncIterator[Page]:
    """A stream as pages that are worth a transaction: what came while the last one was stored, at most about 500 posts."""
    queue: asyncio.Queue[Page | BaseException | None] = asyncio.Queue(maxsize=64)
    pump = asyncio.create_task(_pump(pages, queue))
    try:
        while (first := await queue.get()) is not None:
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
    posts, rejected, cursor = list(first.posts), list(first.rejected), first.cursor
    ended: object | None = None
    while len(posts) < FLUSH_POSTS and not queue.empty():
        item = queue.get_nowait()
        if not isinstance(item, Page):
            ended = _END if item is None else item
            break
        posts += item.posts
        rejected += item.rejected
        cursor = item.cursor or cursor
    return Page(posts=tuple(posts), rejected=tuple(rejected), cursor=cursor), ended


async def _store(account: Account, page: Page) -> int:
    return await _in_database(_receive, account, page)


def _receive(account: Account, page: Page) -> int:
    return len(receive(account, page, now=timezone.now()).new_ids)


async def _in_database(
    function: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs
) -> Answer:
    """Run sync database work in a thread and give its connection back."""

    def work() -> Answer:
        try:
            return function(*args, **kwargs)
        finally:
            free_connection()

    return await sync_to_async(work)()


def _account(account_id: int) -> Account:
    return Account.objects.select_related("brand").get(pk=account_id)


def _note_state(account_id: int, state: str, reason: str) -> None:
    set_account_state(_account(account_id), state=state, reason=reason, now=timezone.now())


def _note_backfilled(account_id: int) -> None:
    mark_backfilled(account_id, now=timezone.now())
