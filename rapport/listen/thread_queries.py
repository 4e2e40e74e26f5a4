"""Reads of the threads that are read from their networks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from rapport.listen.models import ThreadReading


@dataclass(frozen=True, slots=True)
class ThreadTrouble:
    """An account whose network gives no threads at the moment: how many wait, what it said, when it is asked again."""

    handle: str
    network: str
    waiting: int
    reason: str
    next_at: datetime


def thread_troubles() -> list[ThreadTrouble]:
    """One an account, the most waiting first. One statement."""
    failing = ThreadReading.objects.filter(faults__gt=0, next_at__isnull=False)
    counted = failing.order_by().values("account__handle", "account__network")
    counted = counted.annotate(n=Count("pk"), said=Max("reason"), at=Min("next_at"))
    return [
        ThreadTrouble(
            row["account__handle"], row["account__network"], row["n"], row["said"], row["at"]
        )
        for row in counted.order_by("-n", "account__handle")
    ]
