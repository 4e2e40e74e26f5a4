"""What this room does every so often: clocks run on, so priorities do."""

from __future__ import annotations

from datetime import datetime

from rapport.converse import handing_notices, noticing  # noqa: F401  they register the words of notices
from rapport.converse.actions import (
    bring_promises_back,
    end_shifts,
    make_calls,
    remind_of_consultations,
    sound_alarms,
    wake_due,
    weigh_all,
)
from rapport.converse.notices import register_words
from rapport.ledger.registry import every


@every(seconds=20, queue="slow")
def let_clocks_run(now: datetime) -> None:
    weigh_all(now=now)


@every(seconds=5, queue="in")
def bring_back_what_was_snoozed(now: datetime) -> None:
    wake_due(now=now)


@every(seconds=20, queue="slow")
def remind_of_questions(now: datetime) -> None:
    remind_of_consultations(now)


@every(seconds=30, queue="slow")
def bring_back_what_is_owed(now: datetime) -> None:
    bring_promises_back(now=now)


@every(seconds=5, queue="in")
def see_to_ends_of_shifts(now: datetime) -> None:
    end_shifts(now=now)


register_words()


@every(seconds=5, queue="in")
def tell_of_clocks(now: datetime) -> None:
    sound_alarms(now=now)


@every(seconds=5, queue="slow")
def tell_departments_of_failings(now: datetime) -> None:
    make_calls(now)
