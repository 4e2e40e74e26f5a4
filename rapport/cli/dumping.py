"""Reading a whole database into a file and back, with PostgreSQL's own tools."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.db import connection

from rapport.cli.database import server_major_version
from rapport.cli.errors import CannotDo
from rapport.kit.postgres import binaries

# Kept as tables, not as rows: signed-in sessions must not come back, the cache fills itself.
_WITHOUT_ROWS = ("django_session", "workspace_cache")
# pg_dump's first lines set parameters; those that came with later versions than 15 are left out.
_HEADER_LINES = 40
_ONLY_NEW_SERVERS = (b"SET transaction_timeout",)
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
    command: list[str | Path] = [
        program,
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--file={target}",
    ]
    _run([*command, *(f"--exclude-table-data=*.{table}" for table in _WITHOUT_ROWS)])


def load(source: Path, *, database: str) -> None:
    """Bring a dump into an empty database, in one transaction."""
    _replay(source, database=database)


def load_over(source: Path) -> None:
    """Put a dump in the place of everything in the schema `public`, in one transaction.

    For a role that may not create databases. A failure leaves what was there.
    """
    _replay(source, first="DROP SCHEMA public CASCADE; CREATE SCHEMA public;")


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


def _replay(source: Path, *, database: str = "", first: str = "") -> None:
    """Read a dump as SQL into psql, all in one transaction.

    Not `pg_restore --dbname`: it sets parameters that servers older than itself do not know and fails.
    """
    environ = _environ(database)
    reader: list[str | Path] = [
        _program("pg_restore", at_least=server_major_version()),
        "--no-owner",
        "--no-privileges",
        "--file=-",
        source,
    ]
    writer: list[str | Path] = [
        _program("psql", at_least=0),
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
    ]
    writer += [f"--command={first}"] if first else []
    with (
        tempfile.TemporaryFile() as reader_said,
        tempfile.TemporaryFile() as writer_said,
        subprocess.Popen(reader, stdout=subprocess.PIPE, stderr=reader_said) as reading,
        subprocess.Popen(
            [*writer, "--file=-"],
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=writer_said,
        ) as writing,
    ):
        try:
            _copy(reading, writing)
            if reading.wait() != 0:
                raise CannotDo(f"pg_restore failed: {_said(reader_said)}")
        except BaseException:
            # Before its input ends: at the end of its input psql would commit the part it got.
            writing.kill()
            reading.kill()
            _close(writing)
            raise
        _close(writing)
        if writing.wait() != 0:
            raise CannotDo(f"The database refused the backup: {_said(writer_said)}")


def _copy(reading: subprocess.Popen[bytes], writing: subprocess.Popen[bytes]) -> None:
    if reading.stdout is None or writing.stdin is None:
        raise ValueError("both processes need pipes")
    # When psql has ended with an error, its exit status tells why.
    with contextlib.suppress(BrokenPipeError):
        for line in islice(reading.stdout, _HEADER_LINES):
            if not line.startswith(_ONLY_NEW_SERVERS):
                writing.stdin.write(line)
        shutil.copyfileobj(reading.stdout, writing.stdin, 1 << 20)
        writing.stdin.flush()
        return
    # Let pg_restore come to its own end.
    for _ in reading.stdout:
        pass


def _close(writing: subprocess.Popen[bytes]) -> None:
    # What is left in the buffer cannot be written to a process that ended; its status tells why.
    with contextlib.suppress(BrokenPipeError):
        if writing.stdin:
            writing.stdin.close()


def _said(output: IO[bytes]) -> str:
    output.seek(0)
    return " ".join(output.read().decode(errors="replace").split())[-600:]


def _run(command: Sequence[str | Path]) -> bytes:
    """Run a program against Django's database. Passwords stay off the command line."""
    done = subprocess.run(
        command, env=_environ(), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise CannotDo(f"{Path(command[0]).name} failed: {said[-600:]}")
    return done.stdout


def _environ(database: str = "") -> dict[str, str]:
    return {**os.environ, **_connection(database)}


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
