"""Doing a thing in one place at a time, across processes and machines."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import AsyncIterator

import psycopg
from django.db import connection

from rapport.ledger.connecting import connection_params, free_connection


def lock_number(name: str) -> int:
    """A name as the 64-bit number PostgreSQL's advisory locks want."""
    return int.from_bytes(
        hashlib.blake2b(name.encode(), digest_size=8).digest(), "big", signed=True
    )


@contextlib.asynccontextmanager
async def only_one(name: str) -> AsyncIterator[bool]:
    """True inside for one holder of the name at a time, False at once for all others.

    Held on a connection of its own, outside any transaction, so it may last over network calls; it is
    freed when the holder dies, however it dies.
    """
    async with await psycopg.AsyncConnection.connect(**connection_params(), autocommit=True) as own:
        number = [lock_number(name)]
        row = await (await own.execute("SELECT pg_try_advisory_lock(%s)", number)).fetchone()
        mine = bool(row and row[0])
        try:
            yield mine
        finally:
            # The server learns of a closed connection a little later; whoever comes next must not find it taken.
            if mine:
                with contextlib.suppress(psycopg.Error):
                    await own.execute("SELECT pg_advisory_unlock(%s)", number)


def in_turn(name: str) -> None:
    """Wait until no other transaction holds the name; held until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_number(name)])


__all__ = ["free_connection", "in_turn", "lock_number", "only_one"]
