"""The database a command works on: the one that `rapport up` runs, an external one, or started for the occasion."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from rapport.cli.errors import CannotDo
from rapport.cli.schema import make_tables_at_once
from rapport.kit.environment import Environment
from rapport.kit.home import prepare_home
from rapport.kit.postgres import EmbeddedPostgres

OLDEST_POSTGRES = 15
# Any constant: two hosts that start at once must not both change the tables.
_MIGRATION_LOCK = 7_266_001


def set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    prepare_home(Environment.from_os(os.environ).home)
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CannotDo(str(error)) from error


def embedded_server(environment: Environment) -> EmbeddedPostgres | None:
    """The installation's own server (not started), or `None` when DATABASE_URL names another."""
    if environment.database_url:
        return None
    return EmbeddedPostgres(environment.home / "postgres")


@contextlib.contextmanager
def running_server() -> Iterator[None]:
    """A server that takes connections: found running, or our own one started until the block ends."""
    server = embedded_server(Environment.from_os(os.environ))
    if server is None or server.is_ready():
        yield
        return
    with server:
        server.ensure_database("rapport")
        try:
            yield
        finally:
            connection.close()


@contextlib.contextmanager
def running_database() -> Iterator[None]:
    """A running server whose tables are up to date. Raises CannotDo when it cannot be reached."""
    with running_server():
        migrate()
        yield


def require_database() -> None:
    """Raises CannotDo with what to do when there is no database to connect to."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise CannotDo(_unreachable(error)) from error
    finally:
        connection.close()


def server_major_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def missing_migrations() -> list[str]:
    """Names of the changes to the tables that this version brings and the database does not have yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate(*, progress: Callable[[int, int], None] | None = None) -> None:
    """Bring the tables up to date; other processes that want the same wait. Safe to repeat.

    `progress(made, of)` is called after each change of the tables.
    """
    try:
        if server_major_version() < OLDEST_POSTGRES:
            raise CannotDo(
                f"Rapport needs PostgreSQL {OLDEST_POSTGRES} or newer; the server is {server_major_version()}."
            )
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
            try:
                make_tables_at_once()
                if missing := missing_migrations():
                    told = _Applied(len(missing), progress)
                    call_command(
                        "migrate", verbosity=1, interactive=False, no_color=True, stdout=told
                    )
                call_command("createcachetable", verbosity=0)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATION_LOCK])
    except OperationalError as error:
        raise CannotDo(_unreachable(error)) from error


class _Applied(io.StringIO):
    """What `migrate` says of itself, counted: Django has no other word for how far it is."""

    def __init__(self, of: int, progress: Callable[[int, int], None] | None) -> None:
        super().__init__()
        self._made, self._of, self._progress = 0, of, progress

    def write(self, said: str) -> int:
        if self._progress is not None and said.strip() == "OK":
            self._made += 1
            self._progress(self._made, self._of)
        return len(said)


def now() -> datetime:
    """The clock, read at the edge: everything below is handed the time."""
    return datetime.now(UTC)


def _unreachable(error: OperationalError) -> str:
    reason = " ".join(str(error).split())
    if os.environ.get("DATABASE_URL"):
        return f"The database that DATABASE_URL names does not answer: {reason}"
    return f"The database does not run. Start Rapport with: rapport up. ({reason})"
