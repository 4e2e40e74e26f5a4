"""What a whole network costs a running installation: a stream, an hour missed, and a burst of ten minutes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import psutil
import psycopg

from rapport.cli.bench.far_jetstream import Plan, far_jetstream
from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.cli.bench.running import proportional_size, started, tree, words_of
from rapport.kit.postgres import EmbeddedPostgres

WORDS = tuple(f"harbour{number}" for number in range(20))
# A post counts as come when it stands where people see it: stored, matched and read.
_COME = """
    SELECT m.id, extract(epoch FROM m.created_at)::float8 FROM listen_message m
      JOIN understand_reading r ON r.message_id = m.id WHERE m.id > %s ORDER BY m.id
"""
_LOOK_SECONDS = 0.05
# Jobs that read messages run side by side: a younger message may be there before an older one.
_LOOK_BACK = 3_000

STREAM = Plan(WORDS, a_second=1_000, seconds=60, every=20)
# What the servers tell who asks for posts alone, of a network of 1,000 events a second.
MISSED_HOUR = Plan(WORDS, a_second=50, seconds=3_600, every=5, behind_seconds=3_600)
BURST = Plan(WORDS, a_second=2_000, seconds=600, every=5)


@dataclass(slots=True)
class Came:
    """When posts came, in seconds after they were written; what it took."""

    delays: list[float] = field(default_factory=list)
    # From the first subscription to the last post that came.
    seconds: float = 0.0
    # Processor seconds of ours, of PostgreSQL; the most memory of ours at one time, in MB.
    ours: float = 0.0
    postgresql: float = 0.0
    memory: float = 0.0


@figure(
    "listen_stream_p95",
    unit="s",
    anchor="the median of the same posts",
    hold=("at most", 2),
    needs_database=False,
)
def listen_stream_p95() -> Measured:
    """From the writing of a post to where people see it, among 1,000 posts a second of which 50 match."""
    came = _streamed()
    delays = sorted(came.delays)
    note = f"{len(delays):,} of {STREAM.matching:,} matching posts came, the last after {delays[-1]:.2f} s at most"
    return Measured(
        delays[int(len(delays) * 0.95)], anchor_value=delays[len(delays) // 2], note=note
    )


@figure("listen_stream_share", unit="% of a core", anchor="PostgreSQL's", needs_database=False)
def listen_stream_share() -> Measured:
    """Processor time of all our processes for the same stream: reading, matching, understanding, storing."""
    came = _streamed()
    wall = STREAM.seconds
    return Measured(100 * came.ours / wall, anchor_value=100 * came.postgresql / wall)


@figure(
    "listen_missed_hour",
    unit="times real time",
    hold=("at least", 20),
    needs_database=False,
)
def listen_missed_hour() -> Measured:
    """An hour of the network missed, then read again from the cursor."""
    came = _run(MISSED_HOUR, patience=900)
    if len(came.delays) != MISSED_HOUR.matching:
        raise AssertionError(f"{len(came.delays):,} of {MISSED_HOUR.matching:,} came.")
    note = f"{MISSED_HOUR.posts:,} posts, {MISSED_HOUR.matching:,} of them matching, all there after {came.seconds:.0f} s"
    return Measured(MISSED_HOUR.seconds / came.seconds, note=note)


@figure("listen_burst_all_in", unit="s after it", hold=("at most", 300), needs_database=False)
def listen_burst_all_in() -> Measured:
    """2,000 posts a second for ten minutes, of which a fifth match: how long after it the last is there."""
    came = _burst()
    note = f"{len(came.delays):,} of {BURST.matching:,} matching posts came; {came.ours:.0f} s of ours, {came.postgresql:.0f} s of PostgreSQL"
    if len(came.delays) != BURST.matching:
        raise AssertionError(note)
    return Measured(max(0.0, came.seconds - BURST.seconds), note=note)


@figure("listen_burst_memory", unit="MB", hold=("at most", 1_000), needs_database=False)
def listen_burst_memory() -> Measured:
    """The most memory (PSS) that our processes took together at one time of that burst, PostgreSQL apart."""
    return Measured(_burst().memory)


@lru_cache(maxsize=1)
def _streamed() -> Came:
    return _run(STREAM, patience=60)


@lru_cache(maxsize=1)
def _burst() -> Came:
    return _run(BURST, patience=900)


def _run(plan: Plan, *, patience: float) -> Came:
    """Start an installation that listens to a Jetstream of ours; see everything in, at most `patience` after the end."""
    with tempfile.TemporaryDirectory() as home, far_jetstream(plan) as port:
        _prepare(home, port, behind=plan.behind_seconds)
        allowed = {"RAPPORT_ALLOW_HOSTS": "127.0.0.1"}
        command = [sys.executable, "-m", "rapport", "up"]
        with (
            started(command, home=home, environ=allowed) as (process, _url),
            _looking(home) as come,
        ):
            return _watched(process.pid, plan, come, patience=patience)


def _prepare(home: str, port: int, *, behind: float) -> None:
    """In a process of its own: this one works on another home."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith("RAPPORT_")}
    environ = ours | {"RAPPORT_HOME": home, "RAPPORT_ALLOW_HOSTS": "127.0.0.1"}
    command = [sys.executable, "-m", "rapport.cli.bench.streaming_home", str(port), str(behind)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMeasure(f"a home could not be made: {done.stderr[-500:]}")


Look = Callable[[int], list[tuple[int, float]]]


@contextlib.contextmanager
def _looking(home: str) -> Iterator[Look]:
    url = EmbeddedPostgres(Path(home) / "postgres").url("rapport")
    with psycopg.connect(url, autocommit=True) as line:
        yield lambda after: line.execute(_COME, [after]).fetchall()


def _watched(root: int, plan: Plan, come: Look, *, patience: float) -> Came:
    came = Came()
    seen: set[int] = set()
    youngest = 0
    began = 0.0
    before = after = (0.0, 0.0)
    weighed = 0.0
    deadline = time.time() + plan.seconds - plan.behind_seconds + patience
    while len(came.delays) < plan.matching and time.time() < deadline:
        rows = [row for row in come(youngest - _LOOK_BACK) if row[0] not in seen]
        now = time.time()
        if rows:
            if not began:
                # The first post of all matches: what it took till then is the start of the processes.
                began, before = rows[0][1] + plan.behind_seconds, _spent(root)
            seen.update(pk for pk, _ in rows)
            youngest = max(youngest, rows[-1][0])
            came.delays += [now - at for _, at in rows]
            came.seconds = now - began
        if now - weighed > 2:
            weighed, after = now, _spent(root)
            came.memory = max(came.memory, _memory(root))
        time.sleep(_LOOK_SECONDS)
    came.ours, came.postgresql = after[0] - before[0], after[1] - before[1]
    return came


def _is_postgresql(pid: int) -> bool:
    return "postgres" in (words_of(pid) or [""])[0]


def _spent(root: int) -> tuple[float, float]:
    """Processor seconds of our processes, and of PostgreSQL's."""
    ours = theirs = 0.0
    for pid in tree(root):
        with contextlib.suppress(psutil.Error):
            spent = psutil.Process(pid).cpu_times()
            if _is_postgresql(pid):
                theirs += spent.user + spent.system
            else:
                ours += spent.user + spent.system
    return ours, theirs


def _memory(root: int) -> float:
    return sum(proportional_size(pid) for pid in tree(root) if not _is_postgresql(pid))
