"""What this room does every so often: clocks run on, so priorities do."""

from __future__ import annotations

from datetime import datetime

from rapport.converse.actions import wake_due, weigh_all
from rapport.ledger.registry import every


@every(seconds=20, queue="slow")
def let_clocks_run(now: datetime) -> None:
    weigh_all(now=now)


@every(seconds=5, queue="in")
def bring_back_what_was_snoozed(now: datetime) -> None:
    wake_due(now=now)
