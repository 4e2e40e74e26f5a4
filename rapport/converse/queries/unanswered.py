"""Since when somebody waits: what they said first after our last answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from django.db.models import Case, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from rapport.channels.models import Delivery
from rapport.converse.by_form import came_by_form
from rapport.converse.models import Answer, Conversation
from rapport.converse.queries.moderation import quiet_authors
from rapport.converse.taking_in import BY_MACHINES, is_machines, is_quiet, wants_us
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


def wrote_meanwhile(
    conversation: Conversation, since: Q, *, among: Collection[int] = ()
) -> list[Message]:
    """What wants us of what they wrote while an answer was on its way. Two statements.

    `since`: what says so of a message that nobody brought in. `among`: ids of messages that join just now.
    """
    here = Q(turn__conversation=conversation.pk or 0) | Q(pk__in=among)
    said = Message.objects.filter(here, since, is_own=False, deleted_at=None)
    found = [m for m in said.select_related("reading") if not is_machines(m)]
    quiet = quiet_authors(m.author_id for m in found)
    heard = [m for m in found if not is_quiet(m, quiet)]
    return [m for m in heard if came_by_form(m) or wants_us(getattr(m, "reading", None))]


def wrote_after(answer: Answer) -> Q:
    """Of messages: whether nobody could have known them when that answer was written. It is loaded with what it answers."""
    written = answer.delivery.created_at
    after = Q(received_at__gt=written)
    if answer.answered is not None:
        # It was the latest there was; one that was heard and not yet read by the machine stood in no conversation.
        after |= Q(created_at__gt=answer.answered.created_at)
    # What a colleague brings in was written whenever it was.
    return Q(turn__brought_at=None) & after | Q(turn__brought_at__gt=written)
