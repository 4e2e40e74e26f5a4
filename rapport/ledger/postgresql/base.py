"""Django's wrapper of a PostgreSQL connection, but: the connection used last is handed out first, and plans are kept.

A connection knows the tables it has met and the statements it has planned. A pool that hands out in turn spreads fifty
agents over all its connections, and each of them meets every page cold.
"""

from __future__ import annotations

from collections import deque
from threading import Lock
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection
from psycopg_pool import ConnectionPool

from rapport.ledger.going_first import let_through
from rapport.ledger.postgresql.notifying import notify_all

_ONE_AT_A_TIME = Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """Raises what Django's own raises."""

    @property
    def pool(self) -> ConnectionPool | None:
        """The pool of this process, in which what came back last goes out first. None where none is asked for."""
        pool: ConnectionPool | None = super().pool
        if pool is not None and not isinstance(pool._pool, _LastFirst):
            with _ONE_AT_A_TIME:
                if not isinstance(pool._pool, _LastFirst):
                    pool._pool = _LastFirst(pool._pool)
        return pool

    # What is to be told to browsers while the hooks of a commit run; None: nothing waits for others.
    notices: list[tuple[str, str]] | None = None

    def run_and_clear_commit_hooks(self) -> None:
        """Called after every commit. What its hooks would tell browsers goes in one statement at their end."""
        before, self.notices = self.notices, []
        try:
            super().run_and_clear_commit_hooks()
        finally:
            told, self.notices = self.notices, before
            if told:
                notify_all(told)

    def _prepare_cursor(self, cursor: Any) -> Any:
        """Called before every statement."""
        if not self.in_atomic_block:
            let_through()
        return super()._prepare_cursor(cursor)  # type: ignore[misc]

    def _configure_connection(self, connection: Connection[Any]) -> bool:
        """Called by the pool for each connection it opens, and by Django for each one it takes.

        A statement that is prepared (`ledger.prepared`) keeps one plan for all values from its first use: ours go by ids
        and due times, for which PostgreSQL would plan five times to come to the same. And what takes milliseconds is not
        shared out to a second process of the server, which would take its core from somebody else's page.
        """
        must_commit: bool = super()._configure_connection(connection)  # type: ignore[misc]
        if not getattr(connection, "keeps_plans", False):
            connection.execute(
                "SET plan_cache_mode = force_generic_plan; SET max_parallel_workers_per_gather = 0"
            )
            connection.keeps_plans = True  # type: ignore[attr-defined]
            must_commit = True
        return must_commit


class _LastFirst(deque[Any]):
    """What the pool returns at the end, it finds at the front."""

    def append(self, connection: Any, /) -> None:
        self.appendleft(connection)
