"""`rapport run-queue`: the worker process of one queue."""

from __future__ import annotations

from rapport.cli.database import require_database
from rapport.ledger.worker import run_worker


def run_queue(queue: str) -> None:
    """Run the jobs of one queue until told to stop."""
    require_database()
    run_worker(queue)
