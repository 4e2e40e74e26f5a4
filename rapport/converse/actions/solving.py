"""Telling the thread that something was solved in private: only if the customer agreed, only by a person's press."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.channels.models import Delivery
from rapport.converse.actions.answering import demand_words, queue_answer
from rapport.converse.actions.bringing import hand_to_answering_account
from rapport.converse.actions.keeping import locked, save
from rapport.converse.errors import CannotSaySolved
from rapport.converse.events import SolvedAgreed, SolvedNotAgreed
from rapport.converse.models import Answer, Conversation, SolvedInPublic, SolvedLine, Turn
from rapport.ledger.actions import publish
from rapport.listen.models import Message
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.queries import can

LINE_LENGTH = 200


@transaction.atomic
def note_agreed(conversation_id: int, *, by: Member | None, now: datetime) -> None:
    """The customer agreed that we say it is solved; `by` None: they ticked it on our form. Safe to repeat.

    Raises CannotSaySolved where nothing went on in private, or nothing stands in public.
    """
    conversation = locked(conversation_id)
    _demand_both_sides(conversation)
    told = {"agreed_at": now, "agreed_by": by, "by_form": by is None}
    _row, is_new = SolvedInPublic.objects.get_or_create(conversation=conversation, defaults=told)
    if is_new:
        publish(SolvedAgreed(conversation.pk, by.pk if by else None), now=now)
        save(conversation, now)


@transaction.atomic
def take_back_agreed(conversation_id: int, *, by: Member, now: datetime) -> None:
    """It was noted by mistake. Safe to repeat. What they ticked themselves, and what was said, stays."""
    conversation = locked(conversation_id)
    row = SolvedInPublic.objects.filter(conversation=conversation, by_form=False).first()
    if row is None or _is_said(row):
        return
    row.delete()
    publish(SolvedNotAgreed(conversation.pk, by.pk), now=now)
    save(conversation, now)


@transaction.atomic
def say_solved(conversation_id: int, text: str, *, by: Member, now: datetime) -> Delivery:
    """One line under their last public words, through the door every answer takes; it can be undone as any.

    Raises CannotSaySolved, CannotAnswer, NothingToSay, TooLong.
    """
    hand_to_answering_account(conversation_id, now=now)
    conversation = locked(conversation_id)
    row = SolvedInPublic.objects.select_for_update(of=("self",)).filter(conversation=conversation)
    agreed = row.select_related("delivery").first()
    _demand_may_say(conversation, agreed)
    demand_words(conversation, text)
    delivery = queue_answer(
        conversation,
        text=text,
        by=by,
        now=now,
        kind=Answer.Kind.REPLY,
        under=last_public_words(conversation),
    )
    SolvedInPublic.objects.filter(conversation=conversation).update(delivery=delivery, said_at=now)
    save(conversation, now)
    return delivery


def set_solved_line(text: str, *, by: Member) -> None:
    """The words that are offered; "" for the usual ones. Raises NotAllowed, InvalidEntry."""
    if not can(by, "manage_saved_replies"):
        raise NotAllowed("manage_saved_replies")
    told = " ".join(text.split())
    if len(told) > LINE_LENGTH or "\x00" in told:
        raise InvalidEntry({"text": f"Please keep this under {LINE_LENGTH} characters."})
    SolvedLine.objects.update_or_create(singleton=True, defaults={"text": told})


def last_public_words(conversation: Conversation) -> Message | None:
    """What they said last for everybody, as far as it still stands."""
    turns = Turn.objects.filter(conversation=conversation, message__is_own=False)
    turns = turns.filter(message__scope="public", message__deleted_at=None)
    found = turns.select_related("message").order_by("-at", "-pk").first()
    return found.message if found else None


def _demand_may_say(conversation: Conversation, agreed: SolvedInPublic | None) -> None:
    _demand_both_sides(conversation)
    if agreed is None:
        raise CannotSaySolved("They have not agreed that you say so. Ask them, and note it here.")
    if _is_said(agreed):
        raise CannotSaySolved("The thread was told already.")
    if conversation.status != Conversation.Status.RESOLVED:
        raise CannotSaySolved("It is not resolved. Resolve it, then tell the thread.")


def _demand_both_sides(conversation: Conversation) -> None:
    if last_public_words(conversation) is None:
        raise CannotSaySolved("Nothing of it stands in public, so there is nobody to tell.")
    in_private = Turn.objects.filter(conversation=conversation, message__scope="private")
    if not in_private.exists() and not conversation.private_links.exclude(used_at=None).exists():
        raise CannotSaySolved("It was never continued in private.")


def _is_said(row: SolvedInPublic) -> bool:
    stopped = row.delivery is not None and row.delivery.state in SolvedInPublic.NOT_SAID
    return row.said_at is not None and not stopped
