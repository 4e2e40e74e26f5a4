"""`rapport collect`: the process that listens to the connected networks."""

from __future__ import annotations

from rapport.cli.database import require_database
from rapport.listen.collecting import run_collector


def collect() -> None:
    """Listen to the connected networks. A stream is read by one collector only, however many run."""
    require_database()
    run_collector()
