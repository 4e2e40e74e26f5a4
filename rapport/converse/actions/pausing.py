"""While another department is asked, the resolve clock stands still. What the customer waits for runs on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.converse.actions.keeping import locked, save
from rapport.converse.batch import LIVE
from rapport.converse.due_times import count
from rapport.converse.models import Conversation, Pause
from rapport.converse.policies import policies_now
from rapport.converse.settling import pauses_of


@transaction.atomic
def pause_for_department(conversation_id: int, *, now: datetime) -> None:
    """Safe to repeat: a pause that lasts stays as it is. Raises NoSuchConversation."""
    conversation = locked(conversation_id)
    if conversation.status not in LIVE:
        return
    Pause.objects.get_or_create(
        conversation=conversation,
        why=Pause.Why.DEPARTMENT,
        until=None,
        defaults={"since": now},
    )
    _count_again(conversation, now=now)


@transaction.atomic
def resume(conversation_id: int, *, now: datetime) -> None:
    """The department answered, or is asked no more. Safe to repeat. Raises NoSuchConversation."""
    conversation = locked(conversation_id)
    lasting = Pause.objects.filter(conversation=conversation, why=Pause.Why.DEPARTMENT, until=None)
    if lasting.update(until=now):
        _count_again(conversation, now=now)


def _count_again(conversation: Conversation, *, now: datetime) -> None:
    policies = policies_now()
    pauses = pauses_of([conversation.pk])[conversation.pk]
    if not conversation.danger:
        count(conversation, policies.kept(conversation), policies=policies, pauses=pauses)
    save(conversation, now)
