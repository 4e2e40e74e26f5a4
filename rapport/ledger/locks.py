"""Doing a thing in one place at a time, across processes and machines."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import AsyncIterator, Iterable
from typing import Any, TypeVar

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
