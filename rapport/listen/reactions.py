"""What this room does when a lower room announces something."""

from __future__ import annotations

from django.utils import timezone

from rapport.channels.events import DeliverySent
from rapport.ledger.registry import on
from rapport.listen.actions import hear_own_delivery


@on(DeliverySent, queue="in")
def record_own_message(fact: DeliverySent) -> None:
    hear_own_delivery(fact.delivery_id, now=timezone.now())
