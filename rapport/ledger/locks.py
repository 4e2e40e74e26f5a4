"""Doing a thing in one place at a time, across processes and machines."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Iterable
from contextvars import ContextVar
from typing import Any, LiteralString, TypeVar

import psycopg
from django.db import connection
from django.db.models import Model

from rapport.ledger.connecting import connection_params, free_connection

Row = TypeVar("Row", bound=Model)


def as_locked(rows: Iterable[Row]) -> list[Row]:
    """Rows that were locked together with what was joined to them, without what they point at no longer.

    Whoever waits for a lock gets the row as it is then, joined to what it pointed at when the statement began: of two who
    claim at once the second saw a claim without its holder. What was joined and is not meant any more is forgotten, and
    read anew when asked for. (PostgreSQL's manual, 13.2.1 "Read Committed": only the locked row is evaluated again.)
    """
    found = list(rows)
    for row in found:
        fields: tuple[Any, ...] = row._meta.concrete_fields
        for field in fields:
            if field.is_relation and field.is_cached(row) and _is_of_before(row, field):
                field.delete_cached_value(row)
    return found


def _is_of_before(row: Model, field: Any) -> bool:
    joined = field.get_cached_value(row)
    return bool((None if joined is None else joined.pk) != getattr(row, field.attname))


def lock_number(name: str) -> int:
    """A name as the 64-bit number PostgreSQL's advisory locks want."""
    return int.from_bytes(
        hashlib.blake2b(name.encode(), digest_size=8).digest(), "big", signed=True
    )


class _LockLine:
    """The connection that the locks of one process are held on, opened with the first of them.

    A lock of PostgreSQL belongs to its connection, which may take it again: whose it is within the process is known here.
    """

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._opening = asyncio.Lock()
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._held: set[str] = set()

    async def take(self, name: str) -> bool:
        if name in self._held:
            return False
        self._held.add(name)
        try:
            mine = await self._taken(name)
        except BaseException:
            await self._give_up(name)
            raise
        if not mine:
            self._held.discard(name)
        return mine

    async def _taken(self, name: str) -> bool:
        try:
            return await self._asked("SELECT pg_try_advisory_lock(%s)", name)
        except psycopg.OperationalError:
            # It died while nobody used it, as an idle line through a firewall does: one that is new is asked once more.
            await self.close()
            return await self._asked("SELECT pg_try_advisory_lock(%s)", name)

    async def free(self, name: str) -> None:
        try:
            await self._asked("SELECT pg_advisory_unlock(%s)", name)
        except psycopg.Error:
            await self._give_up(name)  # it died, and its locks with it
        except BaseException:
            await self._give_up(name)
            raise
        self._held.discard(name)

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _give_up(self, name: str) -> None:
        """What was asked may have come to pass: with the connection every lock on it ends, as when a process dies."""
        self._held.discard(name)
        await self.close()

    async def _asked(self, statement: LiteralString, name: str) -> bool:
        async with self._opening:
            if self._connection is None or self._connection.closed:
                self._connection = await psycopg.AsyncConnection.connect(
                    **connection_params(), autocommit=True
                )
            line = self._connection
        row = await (await line.execute(statement, [lock_number(name)])).fetchone()
        return bool(row and row[0])


_LINE: ContextVar[_LockLine | None] = ContextVar("lock_line", default=None)


@contextlib.asynccontextmanager
async def one_line_for_locks() -> AsyncIterator[None]:
    """Inside, what `only_one` holds in this loop shares a connection, for a process that holds one every second."""
    line = _LockLine()
    token = _LINE.set(line)
    try:
        yield
    finally:
        _LINE.reset(token)
        await line.close()


@contextlib.asynccontextmanager
async def only_one(name: str) -> AsyncIterator[bool]:
    """True inside for one holder of the name at a time, False at once for all others.

    Held outside any transaction, so it may last over network calls; it is freed when the holder dies, however it dies.
    """
    shared = _LINE.get()
    is_ours_alone = shared is None or shared.loop is not asyncio.get_running_loop()
    line = _LockLine() if is_ours_alone or shared is None else shared
    try:
        mine = await line.take(name)
        try:
            yield mine
        finally:
            # The server learns of a closed connection a little later; whoever comes next must not find it taken.
            if mine:
                await line.free(name)
    finally:
        if is_ours_alone:
            await line.close()


def in_turn(name: str) -> None:
    """Wait until no other transaction holds the name; held until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_number(name)])


__all__ = ["free_connection", "in_turn", "lock_number", "one_line_for_locks", "only_one"]
