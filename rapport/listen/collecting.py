"""The collector: reads every active account, each through exactly one collector at a time.

An account is leased for some seconds and the lease renewed while it is read; when a collector dies, another
takes over within 15 s and goes on from the cursor saved with the last stored posts. What is being read back of an
account's past is read by whoever holds its lease, and counted by them day by day. Places that are asked for words are asked anew when queries change.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import time
from datetime import datetime, timedelta

from django.utils import timezone

from rapport.channels.actions import set_account_state
from rapport.channels.contract import Ability
from rapport.channels.errors import AllowanceSpent, NetworkError, RetryLater, SignInAgain
from rapport.channels.leases import lease_accounts, renew_leases, return_leases
from rapport.channels.models import Account
from rapport.channels.registry import abilities_of
from rapport.ledger.locks import one_line_for_locks
from rapport.ledger.stepping_back import stay_behind
from rapport.listen.actions import plan_audits, take_audits, take_backfills
from rapport.listen.auditing import audit_day
from rapport.listen.matching import LISTENING
from rapport.listen.reading_accounts import account_of, read_account
from rapport.listen.reading_back import read_back
from rapport.listen.reading_followers import read_followers
from rapport.listen.reading_threads import accounts_with_threads_due, read_threads
from rapport.listen.recounting import accounts_that_count, recount
from rapport.listen.threads_of_work import in_database

logger = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 2.0
RECOUNT_EVERY_SECONDS = 30.0
THREADS_EVERY_SECONDS = 30.0
FAULT_PAUSE_AT_MOST = 300.0
# How often it is looked whether yesterday is to be counted.
PLAN_EVERY = timedelta(minutes=1)


def run_collector() -> None:
    """Collect until told to stop (SIGINT, SIGTERM)."""
    asyncio.run(_collect_until_stopped())


async def _collect_until_stopped() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    behind = asyncio.create_task(stay_behind())
    try:
        async with one_line_for_locks():
            await Collector(f"{socket.gethostname()}:{os.getpid()}").run(stop)
    finally:
        behind.cancel()


class Collector:
    """Keeps one task per leased account."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._pasts: dict[int, asyncio.Task[None]] = {}
        self._audits: dict[int, asyncio.Task[None]] = {}
        self._planned_at: datetime | None = None
        self._terms: tuple[str, ...] = ()
        self._recounting: asyncio.Task[None] | None = None
        self._recounted_at = 0.0
        self._reading_threads: asyncio.Task[None] | None = None
        self._threads_at = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        try:
            while not stop.is_set():
                await self._look()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_SECONDS):
                        await stop.wait()
        finally:
            running = [*self._tasks.values(), *self._pasts.values(), *self._audits.values()]
            beside = (self._recounting, self._reading_threads)
            running += [task for task in beside if task is not None]
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await in_database(return_leases, self.name)

    async def _look(self) -> None:
        """Renew what we hold, let go what is no longer ours, take what nobody reads."""
        now = timezone.now()
        held = await in_database(renew_leases, self.name, list(self._tasks), now)
        for account_id in set(self._tasks) - set(held):
            self._tasks.pop(account_id).cancel()
        for account_id in await in_database(lease_accounts, self.name, now):
            if account_id not in self._tasks:
                self._tasks[account_id] = asyncio.create_task(self._read(account_id))
        for tasks in (self._tasks, self._pasts, self._audits):
            for pk in [pk for pk, task in tasks.items() if task.done()]:
                del tasks[pk]
        for backfill_id in await in_database(take_backfills, list(self._tasks), now=now):
            if backfill_id not in self._pasts:
                self._pasts[backfill_id] = asyncio.create_task(read_back(backfill_id))
        await self._count_days(now)
        await self._ask_anew()
        self._recount_now_and_then()
        self._read_threads_now_and_then()

    def _recount_now_and_then(self) -> None:
        idle = self._recounting is None or self._recounting.done()
        if idle and time.monotonic() - self._recounted_at > RECOUNT_EVERY_SECONDS:
            self._recounted_at = time.monotonic()
            self._recounting = asyncio.create_task(self._recount())

    async def _recount(self) -> None:
        for account_id in await in_database(accounts_that_count, list(self._tasks)):
            try:
                await recount(account_id)
            except Exception:
                logger.exception("Counting anew for account %s failed.", account_id)
        try:
            await read_followers(list(self._tasks))
        except Exception:
            logger.exception("Asking for followers failed.")

    def _read_threads_now_and_then(self) -> None:
        idle = self._reading_threads is None or self._reading_threads.done()
        if idle and time.monotonic() - self._threads_at > THREADS_EVERY_SECONDS:
            self._threads_at = time.monotonic()
            self._reading_threads = asyncio.create_task(self._read_threads())

    async def _read_threads(self) -> None:
        """Of all accounts at once: a network that is slow holds up no other."""
        due = await in_database(accounts_with_threads_due, list(self._tasks))
        answers = await asyncio.gather(*map(read_threads, due), return_exceptions=True)
        for account_id, answer in zip(due, answers, strict=True):
            if isinstance(answer, Exception):
                logger.error("Reading threads of account %s failed.", account_id, exc_info=answer)

    async def _count_days(self, now: datetime) -> None:
        """Yesterday of each account, and what members asked for."""
        if self._planned_at is None or now - self._planned_at >= PLAN_EVERY:
            self._planned_at = now
            await in_database(plan_audits, list(self._tasks), now=now)
        for audit_id in await in_database(take_audits, list(self._tasks), now=now):
            if audit_id not in self._audits:
                self._audits[audit_id] = asyncio.create_task(audit_day(audit_id))

    async def _ask_anew(self) -> None:
        """Queries need other words than before: places that are asked for words must be asked for these."""
        terms = await in_database(LISTENING.terms)
        if terms == self._terms:
            return
        self._terms = terms
        for account_id in await in_database(_asked_for_words, list(self._tasks)):
            self._tasks.pop(account_id).cancel()
            self._tasks[account_id] = asyncio.create_task(self._read(account_id))

    async def _read(self, account_id: int) -> None:
        """Read one account for as long as it is ours, pausing longer after each fault in a row."""
        faults = 0
        while True:
            try:
                async for _ in read_account(account_id):
                    if faults:
                        faults = 0
                        await in_database(_note_state, account_id, Account.State.ACTIVE, "")
            except SignInAgain as error:
                await in_database(_note_state, account_id, Account.State.SIGN_IN, str(error))
                return
            except AllowanceSpent as error:
                # The network is well, and the account's card says when it allows more.
                await asyncio.sleep(min(FAULT_PAUSE_AT_MOST, error.after))
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
            await in_database(_note_state, account_id, Account.State.FAULT, reason)
        await asyncio.sleep(min(FAULT_PAUSE_AT_MOST, max(0.5, min(after, 2.0 ** min(faults, 8)))))


def _note_state(account_id: int, state: str, reason: str) -> None:
    set_account_state(account_of(account_id), state=state, reason=reason, now=timezone.now())


def _asked_for_words(account_ids: list[int]) -> list[int]:
    """Those of these accounts that are places to be asked; a stream brings everything and needs no words."""
    places = Account.objects.filter(pk__in=account_ids, is_place=True)
    return [a.pk for a in places if Ability.STREAM not in abilities_of(a.network)]
