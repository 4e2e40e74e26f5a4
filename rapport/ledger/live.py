"""Notices to browsers: one LISTEN connection per web process, fanned out to its open event streams."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator

import psycopg

from rapport.ledger.actions import CHANNEL
from rapport.ledger.connecting import connection_params
from rapport.ledger.contract import Notice

logger = logging.getLogger(__name__)

# Something may have been missed: look at everything again.
RESYNC = Notice("resync")
WAITING_LIMIT = 500


class Hub:
    """Fans notices out to subscribers of this process. Starts with the first, sleeps without any."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[Notice]] = set()
        self._task: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def subscribe(self) -> AsyncIterator[asyncio.Queue[Notice]]:
        """A queue of notices for as long as the block lasts."""
        queue: asyncio.Queue[Notice] = asyncio.Queue(WAITING_LIMIT)
        self._queues.add(queue)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen_forever())
        try:
            yield queue
        finally:
            self._queues.discard(queue)
            if not self._queues and self._task is not None:
                self._task.cancel()
                self._task = None

    def tell(self, notice: Notice) -> None:
        for queue in self._queues:
            try:
                queue.put_nowait(notice)
            except asyncio.QueueFull:
                # A browser that cannot keep up gets one "look again" in place of everything it missed.
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(RESYNC)

    async def _listen_forever(self) -> None:
        lost = False
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    **connection_params(), autocommit=True
                ) as listening:
                    await listening.execute(f"LISTEN {CHANNEL}")
                    if lost:
                        logger.warning("Live notices flow again.")
                        lost = False
                        self.tell(RESYNC)
                    async for notify in listening.notifies():
                        self.tell(_read(notify.payload))
            except psycopg.Error as error:
                if not lost:
                    logger.warning("Live notices stopped: %s. Trying again.", error)
                    lost = True
                await asyncio.sleep(0.5)


HUB = Hub()


def _read(payload: str) -> Notice:
    told = json.loads(payload)
    ids, versions = told["ids"], told["versions"]
    return Notice(str(told["kind"]), tuple(map(int, ids)), tuple(map(int, versions)))
