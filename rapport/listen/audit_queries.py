"""What the Health page reads."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from rapport.listen.actions.auditing import interruptions
from rapport.listen.models import DayAudit

__all__ = ["day_audits", "interruptions"]


def day_audits(*, since: datetime) -> QuerySet[DayAudit]:
    """Counted days of all accounts, the latest first."""
    found = DayAudit.objects.filter(day__gte=since.date()).select_related("account")
    return found.order_by("-day", "account_id")
