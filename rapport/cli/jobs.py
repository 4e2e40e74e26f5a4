"""`rapport run-queue`: the worker process of one queue."""

from __future__ import annotations

import os

from rapport.cli.database import require_database
from rapport.ledger.worker import run_worker

# A third of the processor time of a web process where both want it, and all of it where none does.
NICENESS = 5


def run_queue(queue: str) -> None:
    """Run the jobs of one queue until told to stop."""
    if hasattr(os, "nice"):
        # Who waits before a screen goes first: a job has a second, a page a tenth of one.
        os.nice(NICENESS)
    require_database()
    run_worker(queue)
