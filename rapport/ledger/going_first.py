"""Who presses goes first: while a short act runs, pages that meet it in the same process wait before their next statement.

Threads of one process share its interpreter. A reply asks the database near twenty times, and each time it let the interpreter
go another page could keep it: a reply that met a page was as late as both together (docs/decisions/0029).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

# An act that takes longer is none of the short ones (an import, a dry run), and goes first no longer.
SHORT_SECONDS = 0.1
# Nobody waits longer than this for an act at one statement, whatever became of it.
AT_MOST = 0.05

_lock = threading.Lock()
_nobody_acts = threading.Event()
_nobody_acts.set()
_running = 0
_first_until = 0.0
_here = threading.local()


@contextmanager
def act() -> Iterator[None]:
    """From when it is known that somebody acts until they are answered, in whatever thread. Several go by turns."""
    global _running, _first_until
    with _lock:
        _running += 1
        _first_until = time.monotonic() + SHORT_SECONDS
        _nobody_acts.clear()
    try:
        yield
    finally:
        with _lock:
            _running -= 1
            if not _running:
                _nobody_acts.set()


@contextmanager
def acting() -> Iterator[None]:
    """In the thread that does it: it lets nobody through before itself."""
    _here.acts = True
    try:
        yield
    finally:
        _here.acts = False


def let_through() -> None:
    """Before a statement of a page, outside of transactions: whoever waits here holds no row."""
    if _nobody_acts.is_set() or getattr(_here, "acts", False):
        return
    if time.monotonic() < _first_until:
        _nobody_acts.wait(AT_MOST)
