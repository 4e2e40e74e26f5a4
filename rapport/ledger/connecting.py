"""Connections to our database beside and behind Django's."""

from __future__ import annotations

from typing import Any

from django.db import close_old_connections, connection


def connection_params() -> dict[str, Any]:
    """What psycopg needs to reach our database, from Django's settings."""
    params = dict(connection.get_connection_params())
    for name in ("cursor_factory", "context", "prepare_threshold", "pool"):
        params.pop(name, None)
    return params


def free_connection() -> None:
    """Give this thread's database connection back when a job or a piece of async work is done with it.

    Inside a transaction (a test's, or a caller's) it is left alone: closing would lose what is not committed.
    """
    if not connection.in_atomic_block:
        close_old_connections()
