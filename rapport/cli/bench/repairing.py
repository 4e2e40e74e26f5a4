"""How soon a running Rapport is whole again after one of its processes was killed with SIGKILL."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.cli.bench.running import answers, started, tree, words_of

_PROMISED_SECONDS = 10
_PATIENCE_SECONDS = 60
_TRIES = 3
_NAMES = ("postgres", "web", "run-queue in", "run-queue out", "run-queue slow", "collect")


def _children(root: int) -> dict[str, set[int]]:
    """Process ids of what the supervisor itself started, by what they do; several may do the same."""
    found: dict[str, set[int]] = defaultdict(set)
    for pid in tree(root, deep=False):
        words = words_of(pid)
        if words and os.path.basename(words[0]).startswith("postgres"):
            found["postgres"].add(pid)
        elif "rapport" in words:
            found[" ".join(words[words.index("rapport") + 1 :]).strip()].add(pid)
    return found


@lru_cache(maxsize=1)
def _worst() -> dict[str, float]:
    """Seconds from the kill until the process has a successor and a page comes, the worst of three, by name."""
    with (
        tempfile.TemporaryDirectory() as home,
        started([sys.executable, "-m", "rapport", "up"], home=home) as (process, url),
    ):
        page = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/accounts/login/"
        _until(lambda: set(_NAMES) <= _children(process.pid).keys())
        return {name: max(_once(process.pid, name, page) for _ in range(_TRIES)) for name in _NAMES}


def _once(root: int, name: str, page: str) -> float:
    _until(lambda: len(_children(root)[name]))
    before = _children(root)[name]
    killed = min(before)
    began = time.perf_counter()
    os.kill(killed, signal.SIGKILL)
    # As many as before, and not that one.
    _until(lambda: len(now := _children(root)[name]) == len(before) and killed not in now)
    _until(lambda: answers(page))
    seconds = time.perf_counter() - began
    # The supervisor waits longer before each start of what dies again and again; that is another promise.
    time.sleep(5)
    return seconds


def _until(condition: Callable[[], object]) -> int:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return int(found)  # type: ignore[call-overload, no-any-return]
        time.sleep(0.05)
    raise CannotMeasure(f"it was not whole again within {_PATIENCE_SECONDS} s")


@figure(
    "repair_after_kill",
    unit="s",
    hold=("at most", _PROMISED_SECONDS),
    needs_database=False,
)
def repair_after_kill() -> Measured:
    worst = _worst()
    told = ", ".join(f"{name} {seconds:.1f}" for name, seconds in worst.items())
    return Measured(max(worst.values()), note=f"the worst of {_TRIES} kills of each: {told}")
