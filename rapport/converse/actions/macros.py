"""What a macro does beside the words: give, label, note, put off, resolve. Done once the answer stands, so that a take-back leaves nothing."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from rapport.channels.models import Delivery
from rapport.converse.actions.holding import assign, note, resolve
from rapport.converse.actions.labelling import label
from rapport.converse.actions.snoozing import snooze
from rapport.converse.errors import CannotSnooze, NoSuchLabel
from rapport.converse.models import Answer, Conversation
from rapport.voice.models import SavedReply
from rapport.workspace.errors import NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.queries import can


def note_macro(conversation: Conversation, delivery: Delivery, macro_id: int) -> None:
    """That an answer was written with a macro of its brand; any other is passed over."""
    macro = SavedReply.objects.filter(pk=macro_id, brand_id=conversation.brand_id).first()
    if macro is not None and macro.is_macro:
        Answer.objects.filter(delivery=delivery).update(macro=macro)


@transaction.atomic
def run_macro(answer: Answer, *, now: datetime) -> None:
    """Do it, in the name of whoever sent the answer, as far as their role goes. Safe to repeat: once an answer."""
    member, macro = answer.delivery.member, answer.macro
    if macro is None or member is None:
        return
    if not Answer.objects.filter(pk=answer.pk, macro_done_at=None).update(macro_done_at=now):
        return
    _do(macro, answer, by=member, now=now)


def _do(macro: SavedReply, answer: Answer, *, by: Member, now: datetime) -> None:
    pk = answer.conversation_id
    if macro.gives_to is not None and macro.gives_to.is_active and can(by, "assign"):
        assign(pk, to=macro.gives_to, by=by, now=now)
    for label_id in macro.label_ids:
        # One that was retired or merged since is left out; the answer stands.
        with suppress(NoSuchLabel, NotAllowed):
            label(pk, label_id, by=by, now=now)
    if macro.notes and can(by, "note"):
        note(pk, macro.notes, by=by, now=now)
    # Somebody who wrote again meanwhile is not done.
    said_last = Conversation.objects.values_list("last_customer_message_id", flat=True).get(pk=pk)
    is_last = said_last == answer.answered_id and can(by, "resolve")
    if macro.resolves and is_last:
        resolve(pk, by=by, now=now)
    elif macro.snoozes_hours and is_last:
        with suppress(CannotSnooze):
            snooze(pk, until=now + timedelta(hours=macro.snoozes_hours), by=by, now=now)
