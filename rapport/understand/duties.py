"""What this room does every second: read again, and better, what was read in a hurry."""

from __future__ import annotations

from datetime import datetime

from rapport.ledger.registry import every
from rapport.understand.actions import read_again


@every(seconds=1, queue="slow")
def read_what_was_hurried(now: datetime) -> None:
    read_again(now=now)
