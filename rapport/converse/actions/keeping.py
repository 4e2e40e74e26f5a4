"""Fetching a conversation to change it, and writing what changed: every open page is told its new version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db.models import OuterRef

from rapport.converse.errors import NoSuchConversation
from rapport.converse.models import Conversation
from rapport.converse.settling import SETTLED
from rapport.ledger.actions import notify_browsers
from rapport.ledger.locks import as_locked, in_turn
from rapport.ledger.prepared import Prepared, first
from rapport.ledger.writing import update
from rapport.listen.queries import facts_stand
from rapport.voice.queries import rules_stand

_LOCKED = Prepared(
    lambda conversation: (
        Conversation.objects.select_for_update(of=("self",))
        .filter(pk=conversation)
        .select_related(
            "account", "claimed_by", "last_customer_message__thread", "last_message", "person"
        )
        .annotate(
            rules_stand=rules_stand(OuterRef("brand_id")),
            facts_stand=facts_stand(OuterRef("brand_id")),
        )
    ),
    conversation=int,
)


def take_turn(*conversation_ids: int) -> None:
    """Before `locked`, by whoever may make a conversation live: of a person and an account there is one, whoever makes it.

    The turn before the rows, as `take_in` does: the other way round each would wait for the other.
    """
    those = Conversation.objects.filter(pk__in=conversation_ids)
    for account_id in sorted(set(those.values_list("account_id", flat=True))):
        in_turn(f"converse:{account_id}")


def locked(conversation_id: int) -> Conversation:
    asked = partial(_LOCKED, conversation=conversation_id)
    # Asked again where its account or person changed while this waited: what was joined was that of before.
    conversation: Conversation | None = first(as_locked(asked() or asked()))
    if conversation is None:
        raise NoSuchConversation("This conversation is gone. It may have been erased.")
    return conversation


def save(conversation: Conversation, now: datetime, *fields: str) -> None:
    conversation.version += 1
    conversation.changed_at = now
    update(conversation, [*fields, *SETTLED, "version", "changed_at"])
    tell([conversation])


def tell(conversations: Iterable[Conversation]) -> None:
    """Every open page learns which rows changed, and to what version; none changed, nobody is told."""
    if versions := {c.pk: c.version for c in conversations}:
        notify_browsers("conversation", versions)
