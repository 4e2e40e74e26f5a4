"""What this room does by the clock."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore

from rapport.ledger.actions import forget_facts
from rapport.ledger.registry import every
from rapport.workspace import noticing  # noqa: F401  it registers the words of notices
from rapport.workspace.actions import (
    call_on,
    forget_alarms,
    forget_mornings,
    forget_notices,
    forget_practice,
    forget_reply_tokens,
    forget_shifts,
    forget_spent_links,
    forget_tasks,
    remind_of_tasks,
    send_at_once,
    send_mornings,
    send_soon,
    settle_notices,
)
from rapport.workspace.registry import register_retention
from rapport.workspace.retention import sweep_all

register_retention(
    "links",
    label="Used sign-in links and invitations",
    default_days=30,
    sweep=forget_spent_links,
)
# The ledger stands below this room, so this room names its kind.
register_retention(
    "facts", label="What happened when, on timelines", default_days=730, sweep=forget_facts
)
register_retention(
    "reply_tokens",
    label="Addresses for answers by mail, after they end",
    default_days=30,
    sweep=forget_reply_tokens,
)
register_retention(
    "alarms",
    label="Who was called when somebody was in danger, and practices",
    default_days=730,
    sweep=forget_alarms,
)
register_retention("tasks", label="Tasks that are done", default_days=365, sweep=forget_tasks)
register_retention("notices", label="What staff were told", default_days=90, sweep=forget_notices)
register_retention(
    "shifts", label="Shifts and absences that are over", default_days=400, sweep=forget_shifts
)
register_retention(
    "mornings",
    label="To whom the morning mail went",
    default_days=90,
    sweep=forget_mornings,
)
register_retention(
    "practice", label="Answers given in practice", default_days=365, sweep=forget_practice
)


@every(seconds=86400, queue="slow")
def keep_to_retention(now: datetime) -> None:
    sweep_all(now)
    SessionStore.clear_expired()


@every(seconds=1, queue="out")
def tell_at_once(now: datetime) -> None:
    send_at_once(now)


@every(seconds=5, queue="out")
def tell_soon(now: datetime) -> None:
    send_soon(now)


@every(seconds=2, queue="in")
def see_what_is_done(now: datetime) -> None:
    settle_notices(now=now)


@every(seconds=20, queue="slow")
def remind(now: datetime) -> None:
    remind_of_tasks(now)


@every(seconds=1, queue="out")
def call_the_next(now: datetime) -> None:
    call_on(now)


@every(seconds=20, queue="out")
def send_morning_mail(now: datetime) -> None:
    send_mornings(now)
