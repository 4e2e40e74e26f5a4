"""Notices to browsers: one LISTEN connection per web process, fanned out to its open event streams."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import math
import time
from collections import deque
from collections.abc import AsyncIterator

import psycopg

from rapport.ledger.actions import CHANNEL, PRESENCE_CHANNEL
from rapport.ledger.connecting import connection_params
from rapport.ledger.contract import Beat, Notice
from rapport.ledger.presence import Presence

logger = logging.getLogger(__name__)

# Something may have been missed: look at everything again.
RESYNC = Notice("resync")
WAITING_LIMIT = 500
# Somebody came to what its ids name, left it, began to type or stopped. Of no use later, so never remembered.
PRESENCE = "presence"
# What was told lately, for a page that was drawn before it and opens its stream after it.
REMEMBERED = 1000
# From one page to the next a browser has no stream; listening goes on meanwhile.
LINGER_SECONDS = 60.0
LISTENING_WITHIN_SECONDS = 5.0
# So that one look finds all that ended about then.
SWEPT_AFTER_SECONDS = 0.1


class Hub:
    """Fans notices out to subscribers of this process. Starts with the first, sleeps when none came for a minute."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[Notice]] = set()
        self._task: asyncio.Task[None] | None = None
        self._listens = asyncio.Event()
        self._told: deque[tuple[float, Notice]] = deque(maxlen=REMEMBERED)
        # Everything told after this moment is among `_told`.
        self._complete_since = math.inf
        self.presence = Presence()
        self._sweep_at: asyncio.TimerHandle | None = None

    @contextlib.asynccontextmanager
    async def subscribe(self, *, since: float = math.inf) -> AsyncIterator[asyncio.Queue[Notice]]:
        """A queue of notices for as long as the block lasts.

        It begins with those told after `since` (seconds of `time.time()`), or with `RESYNC` where nobody knows
        any more which they were.
        """
        await self.listen()
        queue: asyncio.Queue[Notice] = asyncio.Queue(WAITING_LIMIT)
        for notice in self._since(since):
            _put(queue, notice)
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)
            asyncio.get_running_loop().call_later(LINGER_SECONDS, self._rest)

    async def listen(self) -> None:
        """Returns when the database tells its notices to this process, or has not answered for five seconds."""
        self._start()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LISTENING_WITHIN_SECONDS):
                await self._listens.wait()

    async def linger(self) -> None:
        """As `listen`, for a minute, by who opens no stream here: whoever says that they are here may have theirs elsewhere."""
        await self.listen()
        asyncio.get_running_loop().call_later(LINGER_SECONDS, self._rest)

    def tell(self, notice: Notice) -> None:
        if notice.kind != PRESENCE:
            self._remember(notice)
        for queue in self._queues:
            _put(queue, notice)

    def hear(self, beat: Beat) -> None:
        """Somebody is here. Open pages are told only where that is news."""
        self._tell_presence(self.presence.hear(beat, at=time.monotonic()))

    def _sweep(self) -> None:
        self._sweep_at = None
        self._tell_presence(self.presence.sweep(at=time.monotonic()))

    def _tell_presence(self, changed: frozenset[int]) -> None:
        for subject in changed:
            self.tell(Notice(PRESENCE, (subject,), (0,)))
        ends_at = self.presence.ends_at()
        if ends_at is not None and self._sweep_at is None:
            wait = max(0.0, ends_at - time.monotonic()) + SWEPT_AFTER_SECONDS
            self._sweep_at = asyncio.get_running_loop().call_later(wait, self._sweep)

    def _remember(self, notice: Notice) -> None:
        if len(self._told) == REMEMBERED:
            self._complete_since = self._told[0][0]
        self._told.append((time.time(), notice))

    def _since(self, moment: float) -> list[Notice]:
        if moment == math.inf:
            return []
        if moment < self._complete_since:
            return [RESYNC]
        return [notice for at, notice in self._told if at > moment]

    def _take(self, notify: psycopg.Notify) -> None:
        if notify.channel == PRESENCE_CHANNEL:
            self.hear(_read_beat(notify.payload))
        else:
            self.tell(_read(notify.payload))

    def _start(self) -> None:
        if self._task is None or self._task.done():
            self._listens = asyncio.Event()
            self._complete_since = math.inf
            self._task = asyncio.create_task(self._listen_forever())

    def _rest(self) -> None:
        if not self._queues and self._task is not None:
            self._task.cancel()
            self._task = None

    async def _listen_forever(self) -> None:
        lost = False
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    **connection_params(), autocommit=True
                ) as listening:
                    await listening.execute(f"LISTEN {CHANNEL}")
                    await listening.execute(f"LISTEN {PRESENCE_CHANNEL}")
                    self._complete_since = time.time()
                    self._listens.set()
                    if lost:
                        logger.warning("Live notices flow again.")
                        lost = False
                        self.tell(RESYNC)
                    async for notify in listening.notifies():
                        self._take(notify)
            except psycopg.Error as error:
                self._complete_since = math.inf
                if not lost:
                    logger.warning("Live notices stopped: %s. Trying again.", error)
                    lost = True
                await asyncio.sleep(0.5)


HUB = Hub()


def _put(queue: asyncio.Queue[Notice], notice: Notice) -> None:
    try:
        queue.put_nowait(notice)
    except asyncio.QueueFull:
        # A browser that cannot keep up gets one "look again" in place of everything it missed.
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(RESYNC)


def _read(payload: str) -> Notice:
    told = json.loads(payload)
    ids, versions = told["ids"], told["versions"]
    return Notice(str(told["kind"]), tuple(map(int, ids)), tuple(map(int, versions)))


def _read_beat(payload: str) -> Beat:
    member, tab, subject, types = json.loads(payload)
    return Beat(int(member), str(tab), int(subject), types=bool(types))
