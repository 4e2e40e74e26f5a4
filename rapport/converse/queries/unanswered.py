"""Since when somebody waits: what they said first after our last answer."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import Case, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from rapport.channels.models import Delivery
from rapport.converse.models import Answer, Conversation
from rapport.converse.taking_in import BY_MACHINES
from rapport.listen.models import Message

# As `taking_in` says of one message: `is_human_answer`, `is_machines`, `wants_us`.
_IS_HUMAN_ANSWER = Q(is_own=True) & (
    Q(delivery=None)
    | Q(delivery__origin=Delivery.Origin.MEMBER)
    & (Q(delivery__answer=None) | Q(delivery__answer__kind=Answer.Kind.REPLY))
)
_IS_THEIRS = Q(is_own=False) & (~Q(automatic__in=BY_MACHINES) | Q(reading__danger=True))
_WANTS_US = Q(reading__danger=True) | Q(reading__needs_answer=True) | Q(reading__intent="praise")
_NEVER = Value(datetime(1, 1, 1, tzinfo=UTC))


def oldest_unanswered(conversation: Conversation) -> datetime | None:
    """When they began to wait: of what wants us where anything does. One statement, one row; None where nothing waits."""
    said = Message.objects.filter(turn__conversation=conversation, deleted_at=None)
    answers = said.filter(_IS_HUMAN_ANSWER).order_by("-created_at").values("created_at")
    answered = Coalesce(Subquery(answers[:1]), _NEVER)
    waiting = said.filter(_IS_THEIRS, created_at__gt=answered)
    wanting_first = Case(When(_WANTS_US, then=0), default=1)
    return (
        waiting.order_by(wanting_first, "created_at").values_list("created_at", flat=True).first()
    )
