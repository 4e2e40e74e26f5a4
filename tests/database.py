"""Starts one throw-away PostgreSQL for a test run and points Rapport at it.

Loaded with `-p tests.database` (pyproject.toml), because the settings read the environment and
pytest-django reads the settings before any conftest.py. `RAPPORT_TEST_DATABASE_URL` names another server
to test against, such as one of an older major version.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import psycopg
import pytest

from rapport.cli.schema import SNAPSHOT
from rapport.kit.home import prepare_home
from rapport.kit.postgres import EmbeddedPostgres

TEMPLATE = "rapport_template"

_started: list[EmbeddedPostgres] = []
_home: list[Path] = []


def _is_worker() -> bool:
    return "PYTEST_XDIST_WORKER" in os.environ


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None]:
    if not _is_worker():
        home = Path(tempfile.mkdtemp(prefix="rapport-test-"))
        _home.append(home)
        prepare_home(home)
        os.environ |= {"RAPPORT_HOME": str(home), "RAPPORT_TESTING": "1", "RAPPORT_DEMO": "1"}
        # The tests beside one another are other work on this machine.
        os.environ.setdefault("RAPPORT_JOBS_BEHIND", "3")
        # Thousands of small worlds are told in words the rough gear knows; what reads fully asks for it (`reads_fully`).
        os.environ.setdefault("RAPPORT_READER", "rough")
        os.environ["RAPPORT_ALLOW_HOSTS"] = "127.0.0.1,localhost"
        os.environ["DATABASE_URL"] = os.environ.get("RAPPORT_TEST_DATABASE_URL") or _start_server(
            home
        )
    return (yield)


def _start_server(home: Path) -> str:
    server = EmbeddedPostgres(home / "postgres", fsync=False)
    server.start()
    _started.append(server)
    _make_template(server)
    return server.url("rapport")


def _make_template(server: EmbeddedPostgres) -> None:
    """What the database of each worker is copied from, so that none makes every migration; the missing ones are made then."""
    server.ensure_database(TEMPLATE)
    with psycopg.connect(server.url(TEMPLATE), autocommit=True) as connection:
        connection.execute(SNAPSHOT.read_bytes())


def pytest_unconfigure() -> None:
    while _started:
        _started.pop().stop()
    while _home:
        shutil.rmtree(_home.pop(), ignore_errors=True)
