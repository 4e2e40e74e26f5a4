"""Putting a conversation off until a time; it comes back by itself, or when the customer writes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.converse.actions.acts import COLUMNS, Kind, record, standing
from rapport.converse.actions.keeping import locked, save, tell
from rapport.converse.batch import LIVE
from rapport.converse.errors import CannotSnooze
from rapport.converse.events import ConversationSnoozed, ConversationWoken
from rapport.converse.models import Conversation, ManyAtOnce
from rapport.ledger.actions import publish
from rapport.ledger.rows import update_rows
from rapport.workspace.models import Member

WOKEN_AT_ONCE = 200


@transaction.atomic
def snooze(
    conversation_id: int, *, until: datetime, by: Member, now: datetime
) -> ManyAtOnce | None:
    """Out of the lists until then. Its clocks run on, but silently. What is over stays as it is.

    Returns what `undo_many` takes back. Raises CannotSnooze.
    """
    demand_later(until, now=now)
    conversation = locked(conversation_id)
    if conversation.danger:
        raise CannotSnooze("Somebody may be in danger here. This is never put off.")
    if conversation.status not in LIVE:
        return None
    before = {conversation.pk: standing(conversation, COLUMNS[Kind.SNOOZE])}
    conversation.snoozed_until = until
    publish(ConversationSnoozed(conversation.pk, until, by.pk), now=now)
    save(conversation, now, "snoozed_until")
    return record(Kind.SNOOZE, [conversation], before=before, by=by, now=now)


@transaction.atomic
def wake(conversation_id: int, *, by: Member, now: datetime) -> None:
    """Back into the lists now. Waking what is awake changes nothing."""
    conversation = locked(conversation_id)
    if conversation.snoozed_until is None:
        return
    conversation.snoozed_until = None
    publish(ConversationWoken(conversation.pk, "member", by.pk), now=now)
    save(conversation, now, "snoozed_until")


@transaction.atomic
def wake_due(*, now: datetime) -> int:
    """Everything whose time has come is back in the lists; returns how many."""
    due = Conversation.objects.filter(snoozed_until__lte=now).order_by("snoozed_until")
    found = list(due.select_for_update(skip_locked=True)[:WOKEN_AT_ONCE])
    for conversation in found:
        conversation.snoozed_until = None
        conversation.version += 1
        conversation.changed_at = now
        publish(ConversationWoken(conversation.pk, "time"), now=now)
    update_rows(found, ["snoozed_until", "version", "changed_at"])
    tell(found)
    return len(found)


def demand_later(until: datetime, *, now: datetime) -> None:
    if until <= now:
        raise CannotSnooze("That time is past. Choose one that is still to come.")
