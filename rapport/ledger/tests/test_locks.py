"""One holder of a name at a time, and the next one at once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import psycopg
import pytest

from rapport.ledger.connecting import connection_params
from rapport.ledger.locks import one_line_for_locks, only_one

pytestmark = pytest.mark.django_db(transaction=True)
# Of this test's own database: the server is shared with the tests that run beside this one, and so is the view of its locks.
HELD = "FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE locktype = 'advisory' AND granted AND datname = current_database()"
HOLDERS = f"SELECT count(DISTINCT pid) {HELD}"
HOLDER = f"SELECT pid {HELD}"
END = f"SELECT pg_terminate_backend(pid) {HELD}"


@contextlib.asynccontextmanager
async def _a_line_each() -> AsyncIterator[None]:
    yield


LINES = pytest.mark.parametrize("line", [_a_line_each, one_line_for_locks])


async def asked(statement: str) -> int:
    async with await psycopg.AsyncConnection.connect(**connection_params()) as own:
        row = await (await own.execute(statement)).fetchone()  # type: ignore[arg-type]
    assert row is not None
    return int(row[0])


@LINES
async def test_a_name_has_one_holder_and_is_free_the_moment_it_is_let_go(line) -> None:  # type: ignore[no-untyped-def]
    async with line():
        for _ in range(50):
            async with only_one("drain:7") as mine, only_one("drain:7") as second:
                assert (mine, second) == (True, False)
            async with only_one("drain:8") as other:
                assert other


@LINES
async def test_a_holder_that_fails_lets_go(line) -> None:  # type: ignore[no-untyped-def]
    async with line():
        with pytest.raises(RuntimeError):
            async with only_one("drain:7"):
                raise RuntimeError("the network is gone")
        async with only_one("drain:7") as mine:
            assert mine


async def test_what_one_process_holds_another_cannot_have() -> None:
    async with one_line_for_locks():
        other = one_line_for_locks()  # as another process has one
        async with only_one("drain:7") as mine, other, only_one("drain:7") as theirs:
            assert (mine, theirs) == (True, False)
        async with one_line_for_locks(), only_one("drain:7") as theirs:
            assert theirs


async def test_on_one_line_many_locks_need_one_connection() -> None:
    async with one_line_for_locks(), only_one("drain:7"), only_one("drain:8"), only_one("drain:9"):
        assert await asked(HOLDERS) == 1


async def test_a_holder_who_is_stopped_while_asking_leaves_nothing_taken() -> None:
    async def hold() -> None:
        async with only_one("drain:7"):
            pass

    async with one_line_for_locks():
        for steps in range(12):
            asking = asyncio.create_task(hold())
            for _ in range(steps):
                await asyncio.sleep(0)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            async with only_one("drain:7") as mine:
                assert mine


async def test_a_line_that_dies_lets_go_and_the_next_lock_opens_another() -> None:
    async with one_line_for_locks():
        async with only_one("drain:7"):
            await asked(END)
            while await asked(HOLDERS):  # noqa: ASYNC110 - the server tells nobody
                await asyncio.sleep(0.01)
        async with only_one("drain:7") as mine:
            assert mine
            assert await asked(HOLDERS) == 1


async def test_a_line_that_died_while_nobody_used_it_is_opened_anew() -> None:
    async with one_line_for_locks():
        async with only_one("drain:7"):
            pid = await asked(HOLDER)
        assert await asked(f"SELECT pg_terminate_backend({pid}, 5000)::int") == 1
        async with only_one("drain:7") as mine:
            assert mine
            assert await asked(HOLDER) != pid
