"""How this room forgets what is too old. Whom a delivery spoke to is known above: see `forget_deliveries`."""

from __future__ import annotations

from datetime import datetime

from rapport.channels.models import Delivery
from rapport.workspace.registry import register_retention

_OVER = [Delivery.State.SENT, Delivery.State.REFUSED, Delivery.State.UNDONE]


def let_deliveries_go(before: datetime, limit: int) -> int:
    old = Delivery.objects.filter(created_at__lt=before, state__in=_OVER).order_by("pk")[:limit]
    ids = list(old.values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=ids).delete()
    return len(ids)


register_retention("deliveries", label="What we sent", default_days=730, sweep=let_deliveries_go)
