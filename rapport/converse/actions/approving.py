"""An approver lets an answer go, perhaps in other words: they must fit the network as the writer's had to."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.converse.actions.answering import demand_words
from rapport.converse.actions.keeping import locked, save
from rapport.converse.models import Answer
from rapport.voice.actions import approve
from rapport.voice.models import Approval
from rapport.workspace.models import Member


@transaction.atomic
def approve_answer(
    approval_id: int, *, by: Member, now: datetime, text: str | None = None
) -> Approval:
    """Let it go. What it promised binds only where the words still say so. Raises CannotApprove, NothingToSay, TooLong."""
    answer = (
        Answer.objects.filter(delivery__approval__pk=approval_id).select_related("delivery").first()
    )
    if answer is None:
        return approve(approval_id, by=by, now=now, text=text)
    conversation = locked(answer.conversation_id)
    if text is not None:
        demand_words(conversation, text)
        kept = [one for one in answer.promises if one.get("text", "") in text]
        if kept != answer.promises:
            Answer.objects.filter(pk=answer.pk).update(promises=kept)
    asked = approve(approval_id, by=by, now=now, text=text)
    save(conversation, now)
    return asked
