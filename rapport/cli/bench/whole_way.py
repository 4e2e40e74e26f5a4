"""The whole way in: received, asked a thousand queries, read, threaded, stored. Beside obsei doing its half."""

from __future__ import annotations

import itertools
import json
import os
import random
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import psutil
from django.db import connection

from rapport.channels.actions import keep_account
from rapport.channels.contract import AccountInfo, Author, InboundPost, Page
from rapport.channels.models import Account
from rapport.cli.bench.matching import NOW, SEED, posts
from rapport.cli.bench.matching_queries import Draw
from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.converse.models import Conversation
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import receive
from rapport.listen.models import Message, Query
from rapport.listen.testing import store_queries
from rapport.query.document import Document
from rapport.query.matching import Matcher
from rapport.query.printing import printed
from rapport.query.tree import Node
from rapport.workspace.actions import add_brand

QUERIES = 1_000
MESSAGES = 10_000
PAGE = 500
# Of the same process, before: what it learns once (words, plans of statements) is not the price of a message.
WARM_UP = 2_000
# As in the burst that Rapport must bear: of everything a public place tells, a fifth matches.
MATCHING = 0.2
_AUTHORS = 4_000
_REPLIES = 0.3
PEER = "obsei 1.1 redacting and storing the same messages in DuckDB (it does not match, read or thread)"


@dataclass(frozen=True, slots=True)
class Way:
    """Processor seconds, ours and PostgreSQL's, for so many messages; what came of them."""

    heard: int
    kept: int
    ours: float
    postgresql: float
    conversations: int

    @property
    def a_second(self) -> float:
        return self.heard / self.ours

    @property
    def note(self) -> str:
        return (
            f"{self.heard:,} messages in pages of {PAGE}, {_REPLIES:.0%} of them replies; {self.kept:,} read, threaded"
            f" and stored, {self.conversations:,} conversations; {self.ours:.1f} s of ours, {self.postgresql:.1f} s of"
            " PostgreSQL; jobs are run in the same process, one after the other"
        )


@figure("listen_whole_way", unit="messages/s", anchor=PEER, hold=("at least", 2_000))
def listen_whole_way() -> Measured:
    """A place tells of everything, and a fifth of it matches: what matches is kept, with the threads around it."""
    way = _way(_from_a_place())
    peer = obsei_a_second(_stream(all_to_us=False))
    return Measured(way.a_second, anchor_value=peer, note=way.note)


@figure("listen_whole_way_all_to_us", unit="messages/s", anchor=PEER)
def listen_whole_way_all_to_us() -> Measured:
    """The dearest way: every message is meant for us, stored, and part of a conversation with its clock."""
    way = _way(_to_an_account())
    peer = obsei_a_second(_stream(all_to_us=True))
    return Measured(way.a_second, anchor_value=peer, note=way.note)


def _from_a_place() -> tuple[Account, list[InboundPost]]:
    account = listening_account("place", QUERIES, network="jetstream")
    account.is_place = True
    account.save()
    return account, _stream(all_to_us=False)


def _to_an_account() -> tuple[Account, list[InboundPost]]:
    return listening_account("ours", QUERIES, network="bluesky"), _stream(all_to_us=True)


def _way(from_where: tuple[Account, list[InboundPost]]) -> Way:
    account, heard = from_where
    _take_in(account, heard[:WARM_UP])
    kept, held = Message.objects.count(), Conversation.objects.count()
    ours, theirs = time.process_time(), postgresql_seconds()
    _take_in(account, heard[WARM_UP:])
    ours, theirs = time.process_time() - ours, postgresql_seconds() - theirs
    kept = Message.objects.count() - kept
    if kept < MATCHING * MESSAGES:
        raise AssertionError(f"Of {MESSAGES:,} messages only {kept:,} were stored.")
    return Way(MESSAGES, kept, ours, theirs, Conversation.objects.count() - held)


def _take_in(account: Account, heard: Sequence[InboundPost]) -> None:
    for start in range(0, len(heard), PAGE):
        page = Page(posts=tuple(heard[start : start + PAGE]))
        receive(account, page, now=datetime.now(UTC))
        run_jobs(limit=1_000_000)


def listening_account(name: str, queries: int, *, network: str) -> Account:
    """An account of a brand of its own; so many stored queries listen, whoever made them first."""
    now = datetime.now(UTC)
    brand = add_brand(f"Bench {name}")
    info = AccountInfo(remote_id=f"bench:{name}", handle=name, name=name)
    account = keep_account(
        brand, network=network, info=info, settings={}, secrets={}, by=None, now=now
    )
    if not Query.objects.exists():
        store_queries(map(printed, drawn(queries).values()), brand=brand, now=now)
    return account


@lru_cache(maxsize=2)
def drawn(queries: int) -> dict[int, Node]:
    return Draw(posts(), seed=SEED).queries(queries)


@lru_cache(maxsize=1)
def by_match() -> tuple[list[str], list[str]]:
    """Texts that match one of the queries, and texts that match none."""
    texts = posts()[: 6 * (WARM_UP + MESSAGES)]
    found = Matcher(drawn(QUERIES)).match_batch([Document(text) for text in texts], now=NOW)
    matching = [text for text, ids in zip(texts, found, strict=True) if ids]
    return matching, [text for text, ids in zip(texts, found, strict=True) if not ids]


@lru_cache(maxsize=2)
def _stream(*, all_to_us: bool) -> list[InboundPost]:
    """From a seed; no text twice while there are enough."""
    rng = random.Random(11)
    matching, others = map(itertools.cycle, by_match())
    begin = datetime.now(UTC) - timedelta(minutes=30)
    found: list[InboundPost] = []
    for number in range(WARM_UP + MESSAGES):
        who = rng.randrange(_AUTHORS)
        parent = rng.choice(found[-200:]) if found and rng.random() < _REPLIES else None
        found.append(
            InboundPost(
                key=f"bench:{all_to_us}:{number}",
                author=Author(f"bench:{who}", handle=f"somebody{who}", followers=who),
                text=next(matching if number % 100 < 100 * MATCHING else others),
                created_at=begin + timedelta(milliseconds=100 * number),
                parent_key=parent.key if parent else "",
                root_key=(parent.root_key or parent.key) if parent else "",
                kind="reply" if parent else "post",
                to_us=all_to_us,
                counts={"likes": number % 7},
            )
        )
    return found


def postgresql_seconds() -> float:
    """Processor time of the server with everything it started, what has ended included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    server = psutil.Process(pid).parent()
    assert server is not None
    spent = [server.cpu_times(), *(child.cpu_times() for child in server.children())]
    ended = spent[0].children_user + spent[0].children_system
    return float(ended + sum(one.user + one.system for one in spent))


def obsei_a_second(heard: Sequence[InboundPost]) -> float | None:
    """Messages a second of obsei's processor time; None where it cannot be had.

    RAPPORT_OBSEI names a Python that has obsei, numpy and pandas.
    """
    python = os.environ.get("RAPPORT_OBSEI")
    if not python:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "heard.json"
        rows = [
            (p.key, p.text, p.created_at.isoformat())
            for p in heard[WARM_UP:]
            if p.created_at and p.author
        ]
        path.write_text(json.dumps(rows), encoding="utf-8")
        try:
            done = subprocess.run(
                [python, "-c", _OBSEI, str(path), str(Path(folder) / "store.duckdb")],
                capture_output=True,
                text=True,
                check=True,
                timeout=900,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise CannotMeasure(f"RAPPORT_OBSEI does not run obsei: {error}") from error
    return len(rows) / float(done.stdout)


_OBSEI = f"""
import json, sys, time
from datetime import datetime
from obsei.core.record import Record, SourceRef
from obsei.privacy.redact import RegexRedactor
from obsei.store.duckdb_store import Store
rows = json.load(open(sys.argv[1], encoding="utf-8"))
redactor = RegexRedactor()
with Store(sys.argv[2], allow_unencrypted=True, install_extensions=False) as store:
    began = time.process_time()
    for start in range(0, len(rows), {PAGE}):
        records = [
            Record(source=SourceRef(type="bench", native_id=key), text=text, created_at=datetime.fromisoformat(at))
            for key, text, at in rows[start:start + {PAGE}]
        ]
        store.upsert(redactor.redact(records))
    print(time.process_time() - began)
"""
