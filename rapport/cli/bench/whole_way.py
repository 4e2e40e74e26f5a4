"""The whole way in: received, asked a thousand queries, read, threaded, stored. Beside obsei doing its half."""

from __future__ import annotations

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
from rapport.cli.bench.matching import SEED, posts
from rapport.cli.bench.matching_queries import Draw
from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.converse.models import Conversation
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import keep_query, receive
from rapport.listen.models import Mention, Message, Query
from rapport.query.printing import printed
from rapport.workspace.actions import add_brand

QUERIES = 1_000
MESSAGES = 10_000
PAGE = 500
# Of the same process, before: what it learns once (words, plans of statements) is not the price of a message.
WARM_UP = 2_000
_AUTHORS = 4_000
_REPLIES = 0.3
PEER = "obsei 1.1 redacting and storing the same messages in DuckDB (it does not match, read or thread)"


@dataclass(frozen=True, slots=True)
class Way:
    """Processor seconds, ours and PostgreSQL's, for so many messages; what came of them."""

    messages: int
    ours: float
    postgresql: float
    wall: float
    mentions: int
    conversations: int

    @property
    def note(self) -> str:
        return (
            f"{self.messages:,} messages in pages of {PAGE}, {_REPLIES:.0%} of them replies, all of them stored;"
            f" {self.mentions / self.messages:.2f} queries match a message, {self.conversations:,} conversations;"
            f" beside {self.postgresql:.1f} s of PostgreSQL for {self.ours:.1f} s of ours"
        )


@figure("listen_whole_way", unit="messages/s", anchor=PEER, hold=("at least", 2_000))
def listen_whole_way() -> Measured:
    """Messages a second of our processor time: `receive` and every job that follows, in one process."""
    way = _measured()
    peer = obsei_a_second(_heard())
    return Measured(way.messages / way.ours, anchor_value=peer, note=way.note)


@lru_cache(maxsize=1)
def _measured() -> Way:
    account = listening_account(QUERIES)
    heard = _heard()
    _take_in(account, heard[:WARM_UP])
    before = Mention.objects.count(), Conversation.objects.count()
    ours, theirs, wall = time.process_time(), postgresql_seconds(), time.perf_counter()
    _take_in(account, heard[WARM_UP:])
    ours, theirs = time.process_time() - ours, postgresql_seconds() - theirs
    wall = time.perf_counter() - wall
    if Message.objects.filter(sightings__account=account).count() != len(heard):
        raise AssertionError("Not every message was stored.")
    return Way(
        len(heard) - WARM_UP,
        ours,
        theirs,
        wall,
        Mention.objects.count() - before[0],
        Conversation.objects.count() - before[1],
    )


def _take_in(account: Account, heard: Sequence[InboundPost]) -> None:
    for start in range(0, len(heard), PAGE):
        page = Page(posts=tuple(heard[start : start + PAGE]))
        receive(account, page, now=datetime.now(UTC))
        run_jobs(limit=1_000_000)


def listening_account(queries: int) -> Account:
    """An account of a new brand, and so many stored queries that listen."""
    now = datetime.now(UTC)
    brand = add_brand("Bench listens")
    info = AccountInfo(remote_id="bench:us", handle="bench", name="Bench")
    account = keep_account(
        brand, network="echo", info=info, settings={}, secrets={}, by=None, now=now
    )
    for number, tree in Draw(posts(), seed=SEED).queries(queries).items():
        Query.objects.create(
            name=f"query {number}",
            handle=f"query-{number}",
            text=printed(tree),
            brand=brand,
            created_at=now,
            changed_at=now,
        )
    keep_query(name="one more", text="zyzzyva", brand=brand, by=None, now=now)
    return account


@lru_cache(maxsize=1)
def _heard() -> list[InboundPost]:
    """Half of them meant for us, as posts of a network that tells everything of an account and of its words."""
    rng = random.Random(11)
    texts = posts()
    begin = datetime.now(UTC) - timedelta(minutes=30)
    found: list[InboundPost] = []
    for number in range(WARM_UP + MESSAGES):
        who = rng.randrange(_AUTHORS)
        parent = rng.choice(found[-200:]) if found and rng.random() < _REPLIES else None
        found.append(
            InboundPost(
                key=f"bench:{number}",
                author=Author(f"bench:{who}", handle=f"somebody{who}", followers=who),
                text=texts[number % len(texts)],
                created_at=begin + timedelta(milliseconds=100 * number),
                parent_key=parent.key if parent else "",
                root_key=(parent.root_key or parent.key) if parent else "",
                kind="reply" if parent else "post",
                to_us=True,
                counts={"likes": number % 7},
            )
        )
    return found


def postgresql_seconds() -> float:
    """Processor time of the backend that works for us."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    spent = psutil.Process(pid).cpu_times()
    return float(spent.user + spent.system)


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
