"""What this room does by the clock."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore

from rapport.ledger.actions import forget_facts
from rapport.ledger.registry import every
from rapport.workspace.actions import forget_notices, forget_shifts, forget_spent_links
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
register_retention("notices", label="What staff were told", default_days=90, sweep=forget_notices)
register_retention(
    "shifts", label="Shifts and absences that are over", default_days=400, sweep=forget_shifts
)


@every(seconds=86400, queue="slow")
def keep_to_retention(now: datetime) -> None:
    sweep_all(now)
    SessionStore.clear_expired()
