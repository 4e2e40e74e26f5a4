"""What a macro does beside the words: give, note, resolve. Done once the answer stands, so that a take-back leaves nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.channels.models import Delivery
from rapport.converse.actions.holding import assign, note, resolve
from rapport.converse.models import Answer, Conversation
from rapport.voice.models import SavedReply
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
    if macro.notes and can(by, "note"):
        note(pk, macro.notes, by=by, now=now)
    # Somebody who wrote again meanwhile is not done.
    said_last = Conversation.objects.values_list("last_customer_message_id", flat=True).get(pk=pk)
    if macro.resolves and can(by, "resolve") and said_last == answer.answered_id:
        resolve(pk, by=by, now=now)
