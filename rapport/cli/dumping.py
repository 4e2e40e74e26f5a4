"""Reading a whole database into a file and back, with PostgreSQL's own tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import connection

from rapport.cli.errors import CannotDo
from rapport.kit.postgres import binaries

# Kept as tables, not as rows: signed-in sessions must not come back, the cache fills itself.
_WITHOUT_ROWS = ("django_session", "workspace_cache")
_LIBPQ = (
    "host",
    "port",
    "user",
    "dbname",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "options",
    "channel_binding",
)


def dump(target: Path) -> None:
    """Write the database Django is connected to into `target`, in PostgreSQL's custom format (compressed)."""
    program = _program("pg_dump", at_least=server_major_version())
    command = [program, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"]
    _run([*command, *(f"--exclude-table-data=*.{table}" for table in _WITHOUT_ROWS)])


def load(source: Path, *, database: str) -> None:
    """Bring a dump into an empty database, in one transaction."""
    program = _program("pg_restore", at_least=server_major_version())
    _run(
        [
            program,
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            "--exit-on-error",
            source,
        ],
        database=database,
        names_database=True,
    )


def load_over(source: Path) -> None:
    """Put a dump in the place of everything in the schema `public`, in one transaction.

    For a role that may not create databases. A failure leaves what was there.
    """
    program = _program("pg_restore", at_least=server_major_version())
    script = source.with_suffix(".sql")
    try:
        _run([program, "--no-owner", "--no-privileges", f"--file={script}", source])
        psql = _program("psql", at_least=0)
        fresh = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
        command = [
            psql,
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--command={fresh}",
        ]
        _run([*command, f"--file={script}"])
    finally:
        script.unlink(missing_ok=True)


def applied_migrations(source: Path) -> set[tuple[str, str]]:
    """The (app, name) of every change to the tables that the dump's database had."""
    program = _program("pg_restore", at_least=0)
    rows = _run([program, "--data-only", "--table=django_migrations", "--file=-", source]).decode()
    copied = re.search(
        r"^COPY \S+ \(([^)]*)\) FROM stdin;\n(.*?)^\\\.$", rows, re.DOTALL | re.MULTILINE
    )
    if copied is None:
        raise CannotDo("The dump in this backup holds no Rapport. Nothing was changed.")
    columns = [column.strip() for column in copied[1].split(",")]
    app, name = columns.index("app"), columns.index("name")
    cells = [line.split("\t") for line in copied[2].splitlines()]
    return {(row[app], row[name]) for row in cells}


def server_major_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def _program(name: str, *, at_least: int) -> Path:
    """One of PostgreSQL's programs: ours, or the machine's when the server is newer than ours."""
    if binaries.major_version() >= at_least:
        return binaries.program(name)
    found = shutil.which(name)
    if found:
        printed = subprocess.run(
            [found, "--version"], capture_output=True, text=True, check=True
        ).stdout
        if int(re.findall(r"\d+", printed)[0]) >= at_least:
            return Path(found)
    raise CannotDo(
        f"The server is PostgreSQL {at_least}. Install that version's client programs ({name}) and try again."
    )


def _run(command: Sequence[object], *, database: str = "", names_database: bool = False) -> bytes:
    """Run a program against Django's database (or another on the same server). Passwords stay off the command line."""
    environ = {**os.environ, **_connection(database)}
    extra = [f"--dbname={environ['PGDATABASE']}"] if names_database else []
    done = subprocess.run(
        [*map(str, command), *extra],
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise CannotDo(f"{Path(str(command[0])).name} failed: {said[-600:]}")
    return done.stdout


def _connection(database: str) -> Mapping[str, str]:
    """Django's connection as the environment variables of libpq."""
    known: dict[str, Any] = connection.get_connection_params()
    if database:
        known["dbname"] = database
    names = {
        "dbname": "PGDATABASE",
        "password": "PGPASSWORD",
        "options": "PGOPTIONS",
        "channel_binding": "PGCHANNELBINDING",
    }
    return {
        names.get(key, f"PG{key.upper()}"): str(known[key])
        for key in (*_LIBPQ, "password")
        if known.get(key) not in (None, "")
    }
