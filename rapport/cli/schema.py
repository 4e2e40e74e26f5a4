"""The tables of a new database at once, instead of by every change that ever led to them.

Sixty migrations take half a minute, most of which Django spends on the models of each step. `schema.sql` is what they lead to, written
by PostgreSQL's own tool; `make schema` makes it anew, and a test makes every migration and compares. A database that is not
empty, and one of a version whose parts know other migrations, takes the long way.
"""

from __future__ import annotations

import re
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

SNAPSHOT = Path(__file__).with_name("schema.sql")
_MADE = re.compile(r"^\t?\(?\d+, '(?P<app>\w+)', '(?P<name>\w+)', '\d{4}-", re.MULTILINE)
_IN_PUBLIC = """
SELECT current_schema() = 'public'
   AND NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace)
"""


def as_one_script(dumped: str) -> str:
    """What pg_dump wrote, without what sets the session of the one who loads it, or is meant for psql."""
    lines = (line for line in dumped.splitlines() if not line.startswith(("\\", "SET ", "--")))
    kept = (line for line in lines if "pg_catalog.set_config" not in line)
    return re.sub(r"\n{2,}", "\n", "\n".join(kept)).strip() + "\n"


def make_tables_at_once() -> bool:
    """Whether it did: in an empty database whose changes of the tables are known here, all of them. One transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_PUBLIC)
        if cursor.fetchone() != (True,):
            return False
    script = SNAPSHOT.read_text(encoding="utf-8")
    known = MigrationLoader(None).graph.nodes
    if any((found["app"], found["name"]) not in known for found in _MADE.finditer(script)):
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(script)
        cursor.execute("UPDATE django_migrations SET applied = now()")
    return True
