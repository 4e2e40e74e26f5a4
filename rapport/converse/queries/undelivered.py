"""To whom what did not leave was meant."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef

from rapport.channels.models import Delivery
from rapport.converse.contract import DeliveredTo
from rapport.converse.models import Answer


def answered_by(delivery_ids: Collection[int]) -> dict[int, DeliveredTo]:
    """By delivery; what answers nobody is not in it. One statement."""
    later = Answer.objects.filter(
        conversation=OuterRef("conversation"),
        kind=Answer.Kind.REPLY,
        delivery__state=Delivery.State.SENT,
        delivery__sent_at__gt=OuterRef("delivery__created_at"),
    )
    found = Answer.objects.filter(delivery_id__in=delivery_ids).annotate(later=Exists(later))
    rows = found.values_list(
        "delivery_id", "conversation_id", "conversation__person__name", "later"
    )
    return {pk: DeliveredTo(conversation, name, later) for pk, conversation, name, later in rows}
