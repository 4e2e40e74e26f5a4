"""How fast a file becomes conversations, and how fast its mirror is there."""

from __future__ import annotations

import csv
import tempfile
import time
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from rapport.cli.bench.registry import Measured, figure
from rapport.cli.bench.samples import write_threads
from rapport.ledger.testing import run_jobs
from rapport.listen.importing import read_in, start_import
from rapport.listen.models import ImportRun
from rapport.measure.queries import mirror
from rapport.workspace.actions import add_brand

ROWS = 20_000
BATCH = 500
PEER = "the same rows read and inserted into one plain table, 500 at a time"


@lru_cache(maxsize=1)
def _imported() -> tuple[ImportRun, float, float, float]:
    """One import for all figures: the run, seconds of storing, of reading and threading, and of the peer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "threads.csv"
        write_threads(path, rows=ROWS)
        peer = _inserted(path)
        brand = add_brand("Bench")
        began = time.perf_counter()
        run = start_import(path, account="Bench", brand=brand, by=None, now=datetime.now(UTC))
        for _ in read_in(run, path):
            pass
        stored = time.perf_counter()
        run_jobs(limit=1_000_000)
        return run, stored - began, time.perf_counter() - stored, peer


def _inserted(path: Path) -> float:
    """Seconds to read the same rows with the csv module and insert them, 500 at a time, into one table."""
    with path.open(newline="", encoding="utf-8") as file, connection.cursor() as cursor:
        columns = "a text, b text, c text, d text, e text, f text, g text"
        cursor.execute(f"CREATE TEMPORARY TABLE peer ({columns})")
        rows, began = csv.reader(file), time.perf_counter()
        while batch := list(islice(rows, BATCH)):
            with transaction.atomic():
                cursor.executemany("INSERT INTO peer VALUES (%s, %s, %s, %s, %s, %s, %s)", batch)
        return time.perf_counter() - began


@figure(
    "ingest_from_file",
    unit="messages/s",
    anchor=PEER,
)
def ingest_from_file() -> Measured:
    _run, storing, reading, peer = _imported()
    return Measured(
        ROWS / (storing + reading),
        anchor_value=ROWS / peer,
        note=f"{ROWS:,} rows read, stored, understood and threaded, one after the other in one process",
    )


@figure(
    "ingest_stored",
    unit="messages/s",
    anchor=PEER,
)
def ingest_stored() -> Measured:
    _run, storing, _reading, peer = _imported()
    note = "the part of `rapport import`: read, checked, stored with authors and threads"
    return Measured(ROWS / storing, anchor_value=ROWS / peer, note=note)


@figure("mirror_of_a_file", unit="s")
def mirror_of_a_file() -> Measured:
    run = _imported()[0]
    began = time.perf_counter()
    found = mirror(run)
    seconds = time.perf_counter() - began
    return Measured(seconds, note=f"every figure over {found.messages:,} messages")
