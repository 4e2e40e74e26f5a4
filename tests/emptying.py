"""Emptying the database after a test that commits: the rows that are there, not every table there is.

Django truncates all tables after such a test and writes its permissions and content types anew. With some two hundred tables that
takes longer than most of these tests do, and most tables are empty.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

# Written by migrations and the same for ever.
KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})
# Those of jobs are not Django's own.
JOBS = (
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
)


def empty(_case: object = None) -> None:
    """Delete every row of our tables, and of those of jobs."""
    tables = [*connection.introspection.django_table_names(only_existing=True), *JOBS]
    looks = " UNION ALL ".join(
        f"(SELECT '{name}' FROM {_quoted(name)} LIMIT 1)"  # noqa: S608 - names of our own models
        for name in tables
        if name not in KEPT
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(looks)
        used = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        if cursor.fetchone() == (True,):
            # All rows go, so nothing is left that could point nowhere, and nobody has to look.
            cursor.execute("SET LOCAL session_replication_role = replica")
        for name in used:
            cursor.execute(f"DELETE FROM {_quoted(name)}")  # noqa: S608


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


@pytest.fixture(scope="session", autouse=True)
def _rows_go_alone() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield
