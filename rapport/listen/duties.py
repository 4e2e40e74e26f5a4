"""What this room does every so often."""

from __future__ import annotations

from datetime import datetime

from rapport.ledger.registry import every
from rapport.listen.actions import forget_calls


@every(seconds=60, queue="slow")
def forget_taken_calls(now: datetime) -> None:
    forget_calls(now=now)
