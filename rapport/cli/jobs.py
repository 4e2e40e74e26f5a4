"""The processes behind the screens: one queue's worker, the collector."""

from __future__ import annotations

from rapport.cli.database import require_database
from rapport.ledger.worker import run_worker
from rapport.listen.collecting import run_collector


def run_queue(queue: str) -> None:
    """Run the jobs of one queue until told to stop."""
    require_database()
    run_worker(queue)


def collect() -> None:
    """Listen to the connected networks. A stream is read by one collector only, however many run."""
    require_database()
    run_collector()
