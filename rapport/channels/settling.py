"""What a delivery is from now on, told to whoever waits for it. Inside the caller's transaction, its row locked."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.channels.events import DeliveryRequeued, DeliveryStopped
from rapport.channels.models import Delivery
from rapport.ledger.actions import notify_browsers, publish

UNDO_TIME = timedelta(seconds=10)


def requeue(delivery: Delivery, *, now: datetime) -> None:
    """On its way again, after the undo time."""
    delivery.state, delivery.hold, delivery.reason = Delivery.State.QUEUED, None, ""
    delivery.due_at = now + UNDO_TIME
    delivery.save(update_fields=["state", "hold", "reason", "due_at"])
    publish(DeliveryRequeued(delivery_id=delivery.pk), now=now)
    notify_browsers("delivery", [delivery.pk])


def stop(delivery: Delivery, *, state: str, reason: str, now: datetime) -> None:
    """Held, refused or undone, with its reason."""
    delivery.state, delivery.reason = state, reason[:500]
    delivery.save(update_fields=["state", "reason", "hold"])
    publish(DeliveryStopped(delivery_id=delivery.pk, state=state), now=now)
    notify_browsers("delivery", [delivery.pk])
