"""A new database is made at once, and is the one that all migrations lead to."""

from __future__ import annotations

import difflib
import time
from pathlib import Path

import pytest

from rapport.cli import schema
from rapport.cli.database import missing_migrations
from rapport.cli.schema import SNAPSHOT, make_tables_at_once
from tests.make_schema import AT_ONCE, ONE_BY_ONE, made

# What making them one by one takes on an idle machine, and more than twice what making them at once does.
SECONDS = 20


def is_the_snapshot(script: str) -> None:
    kept = SNAPSHOT.read_text(encoding="utf-8")
    apart = list(difflib.unified_diff(kept.splitlines(), script.splitlines(), lineterm="", n=1))
    assert apart[:40] == [], "`make schema` makes it anew"


@pytest.mark.processes
def test_the_snapshot_is_what_all_migrations_lead_to(tmp_path: Path) -> None:
    is_the_snapshot(made(tmp_path, ONE_BY_ONE))


@pytest.mark.processes
def test_a_new_database_is_made_from_it_within_seconds(tmp_path: Path) -> None:
    began = time.monotonic()
    is_the_snapshot(made(tmp_path, AT_ONCE))
    assert time.monotonic() - began < SECONDS


@pytest.mark.django_db
def test_a_database_made_from_it_misses_nothing_and_is_left_as_it_is() -> None:
    assert missing_migrations() == []
    assert not make_tables_at_once()


@pytest.mark.django_db
def test_where_it_knows_changes_that_are_not_installed_the_long_way_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = tmp_path / "schema.sql"
    newer.write_text("INSERT INTO t VALUES\n\t(1, 'voice', '9999_of_tomorrow', '2026-01-01');\n")
    monkeypatch.setattr(schema, "SNAPSHOT", newer)
    monkeypatch.setattr(schema, "_IN_PUBLIC", "SELECT true")
    assert not make_tables_at_once()
