"""What happens on the square, told to every listener of this process over one LISTEN connection.

async with crier().listen(after=0) as events:
    async for batch in events: ...
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

import psycopg
from asgiref.sync import sync_to_async
from django.db import Error as DatabaseError
from django.db import connection

from rapport.plaza import queries
from rapport.plaza.actions import CHANNEL, CUT
from rapport.plaza.queries import Told

_T = TypeVar("_T")

logger = logging.getLogger(__name__)

BATCH = 500
# A listener this far behind is cut off; it comes back with its cursor and catches up from the table.
QUEUE_LIMIT = 1_000
# Sent when nothing happens, so that proxies and clients know the stream lives.
HEARTBEAT_SECONDS = 15.0
_RETRY_SECONDS = 1.0


class CutOff(Exception):
    """The listener must come back with its cursor: it read too slowly, or trouble was ordered."""


class Batch(NamedTuple):
    """What happened, in order, and the sequence one has now read up to. Empty: a sign of life."""

    told: list[Told]
    upto: int


class Crier:
    """One a process and event loop. Listens while anybody wants to know, and reads each event once."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[list[Told] | None]] = set()
        self._task: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self._told = 0

    @contextlib.asynccontextmanager
    async def listen(self, *, after: int | None) -> AsyncIterator[AsyncIterator[Batch]]:
        """Batches of events after `after` (None: from now on), without a gap and each once.

        The first says where it stands. Raises CutOff when the caller reads too slowly.
        """
        queue: asyncio.Queue[list[Told] | None] = asyncio.Queue(QUEUE_LIMIT)
        self._queues.add(queue)
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        try:
            await self._ready.wait()
            yield self._batches(queue, self._told if after is None else after)
        finally:
            self._queues.discard(queue)
            if not self._queues:
                await self._stop()

    async def _batches(
        self, queue: asyncio.Queue[list[Told] | None], sequence: int
    ) -> AsyncIterator[Batch]:
        yield Batch([], sequence)
        while missed := await _read(sequence, self._told):
            sequence = missed[-1].sequence
            yield Batch(missed, sequence)
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    batch = await queue.get()
            except TimeoutError:
                yield Batch([], sequence)
                continue
            if batch is None:
                raise CutOff
            fresh = [one for one in batch if one.sequence > sequence]
            if fresh:
                sequence = fresh[-1].sequence
                yield Batch(fresh, sequence)

    async def _run(self) -> None:
        failing = False
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**_address()) as conn:
                    await conn.execute(f"LISTEN {CHANNEL}")
                    if self._ready.is_set():
                        await self._tell()  # what was posted while the connection was down
                    else:
                        self._told = await _last_sequence()
                        self._ready.set()
                    if failing:
                        logger.info("plaza: listening again")
                    failing = False
                    async for notice in conn.notifies():
                        if notice.payload == CUT:
                            self._cut()
                        await self._tell()
            except (psycopg.Error, DatabaseError, OSError) as error:
                if not failing:
                    logger.warning("plaza: lost the listening connection: %s", type(error).__name__)
                failing = True
            await asyncio.sleep(_RETRY_SECONDS)

    async def _tell(self) -> None:
        while batch := await _read(self._told, None):
            self._told = batch[-1].sequence
            for queue in self._queues:
                _put(queue, batch)

    def _cut(self) -> None:
        for queue in self._queues:
            if not queue.full():
                queue.put_nowait(None)

    async def _stop(self) -> None:
        task, self._task = self._task, None
        self._ready.clear()
        if task is not None:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


_criers: WeakKeyDictionary[asyncio.AbstractEventLoop, Crier] = WeakKeyDictionary()


def crier() -> Crier:
    """The crier of the running event loop."""
    return _criers.setdefault(asyncio.get_running_loop(), Crier())


def _put(queue: asyncio.Queue[list[Told] | None], batch: list[Told]) -> None:
    if queue.qsize() < QUEUE_LIMIT - 1:
        queue.put_nowait(batch)
    elif not queue.full():
        queue.put_nowait(None)


def _address() -> dict[str, Any]:
    params = connection.get_connection_params()
    given = {name: params.get(name) for name in ("dbname", "user", "password", "host", "port")}
    return {name: value for name, value in given.items() if value} | {"autocommit": True}


async def _read(after: int, until: int | None) -> list[Told]:
    return await _in_thread(lambda: queries.events_after(after, limit=BATCH, until=until))()


async def _last_sequence() -> int:
    return await _in_thread(queries.last_sequence)()


def _in_thread(read: Callable[[], _T]) -> Callable[[], Awaitable[_T]]:
    """Run a read beside the event loop, on a connection that is given back at once."""

    def reading() -> _T:
        try:
            return read()
        finally:
            connection.close()

    return sync_to_async(reading, thread_sensitive=False)
