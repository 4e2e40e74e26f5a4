"""Resolving ends the calls for somebody in danger; taking that back must not leave them without."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rapport.converse.models import Conversation
from rapport.workspace.actions import raise_alarm
from rapport.workspace.models import PhoneRun


def call_again_untaken(conversations: Iterable[Conversation], *, now: datetime) -> None:
    """Call anew for those that wait in danger and whose last calls ended before anybody took them. Safe to repeat."""
    waiting = [c.pk for c in conversations if c.danger and c.status == Conversation.Status.OPEN]
    if not waiting:
        return
    runs = PhoneRun.objects.filter(about="conversation", about_id__among=waiting)
    latest = {run.about_id: run for run in runs.order_by("started_at", "pk")}
    for pk, run in latest.items():
        if run.taken_by_id is None:
            raise_alarm(("conversation", pk or 0), now=now)
