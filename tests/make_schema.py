"""`make schema`: writes the tables that all migrations lead to into `rapport/cli/schema.sql`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from rapport.cli.schema import SNAPSHOT, as_one_script
from rapport.kit.postgres import EmbeddedPostgres, binaries

ONE_BY_ONE = 'call_command("migrate", verbosity=0)'
AT_ONCE = "migrate()"
_RUN = """
from django.core.management import call_command
from rapport.cli.database import migrate, set_up_django
set_up_django()
{how}
"""
# What differs from one making to the next.
_SAME = "UPDATE django_migrations SET applied = '2026-01-01'; DELETE FROM workspace_cache"


def made(folder: Path, how: str) -> str:
    """A new database made `how`, and then all that is in it, as one script. One by one takes half a minute."""
    with EmbeddedPostgres(folder / "postgres", fsync=False) as server:
        server.ensure_database("made")
        url = server.url("made")
        others = {name: value for name, value in os.environ.items() if name[:8] != "RAPPORT_"}
        environment = {**others, "DATABASE_URL": url, "RAPPORT_HOME": str(folder)}
        subprocess.run(
            [sys.executable, "-c", _RUN.format(how=how)], env=environment, check=True, timeout=280
        )
        subprocess.run([binaries.program("psql"), "-q", url, "-c", _SAME], check=True, timeout=60)
        # Conditions are written another way once they were read back, and from then on the same.
        server.ensure_database("again")
        with psycopg.connect(server.url("again"), autocommit=True) as connection:
            connection.execute(as_one_script(_dumped(url)).encode())
        return as_one_script(_dumped(server.url("again")))


def _dumped(url: str) -> str:
    words = ("--no-owner", "--no-privileges", "--no-comments", "--inserts", "--rows-per-insert=500")
    told = subprocess.run(
        [binaries.program("pg_dump"), *words, url],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return told.stdout


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="rapport-schema-") as folder:
        SNAPSHOT.write_text(made(Path(folder), ONE_BY_ONE), encoding="utf-8")
    print(f"{SNAPSHOT.name} is what the migrations lead to.")


if __name__ == "__main__":
    main()
