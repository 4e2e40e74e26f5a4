"""What this room does every so often: clocks run on, so priorities do."""

from __future__ import annotations

from datetime import datetime

from rapport.converse import notices as notices  # registers the words of what staff are told
from rapport.converse.actions import end_shifts, weigh_all
from rapport.ledger.registry import every


@every(seconds=20, queue="slow")
def let_clocks_run(now: datetime) -> None:
    weigh_all(now=now)


@every(seconds=5, queue="in")
def see_to_ends_of_shifts(now: datetime) -> None:
    end_shifts(now=now)
