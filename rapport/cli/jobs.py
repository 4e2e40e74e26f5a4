"""`rapport run-queue`: the worker process of one queue."""

from __future__ import annotations

import contextlib
import os

from rapport.cli.database import require_database
from rapport.ledger.worker import run_worker

# A third of the processor time of a web process where both want it, and all of it where none does.
NICENESS = 5


def _step_back() -> None:
    """Who waits before a screen goes first: a job has a second, a page a tenth of one."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    if hasattr(os, "SCHED_BATCH"):
        # It does not push a page aside when it wakes, ten times a second.
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def run_queue(queue: str) -> None:
    """Run the jobs of one queue until told to stop."""
    _step_back()
    require_database()
    run_worker(queue)
