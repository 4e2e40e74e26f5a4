"""What this room does every so often: clocks run on, so priorities do."""

from __future__ import annotations

from datetime import datetime

from rapport.converse import noticing  # noqa: F401  it registers the words of notices
from rapport.converse.actions import remind_of_consultations, weigh_all
from rapport.ledger.registry import every


@every(seconds=20, queue="slow")
def let_clocks_run(now: datetime) -> None:
    weigh_all(now=now)


@every(seconds=20, queue="slow")
def remind_of_questions(now: datetime) -> None:
    remind_of_consultations(now)
