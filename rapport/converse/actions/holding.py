"""Who has a conversation, what colleagues say about it, and when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from rapport.converse.actions.acts import Kind, record, standing
from rapport.converse.actions.calling import call_again_untaken
from rapport.converse.actions.closing import CLOSED, close, demand_reason
from rapport.converse.actions.keeping import locked, save, take_turn
from rapport.converse.actions.together import tell_mentioned
from rapport.converse.batch import LIVE
from rapport.converse.errors import CannotAnswer, NothingToSay
from rapport.converse.events import (
    ConversationAssigned,
    ConversationReopened,
    ConversationResolved,
    NoteWritten,
)
from rapport.converse.models import Conversation, HandoverOffer, ManyAtOnce, Note
from rapport.converse.notices import PASSED_ON
from rapport.converse.queries.unanswered import oldest_unanswered
from rapport.converse.settling import settle
from rapport.converse.weighing import weigh
from rapport.ledger.actions import publish
from rapport.listen.models import Message
from rapport.workspace.actions import end_alarm, notify
from rapport.workspace.models import Member
from rapport.workspace.queries import members

Status = Conversation.Status
# A claim lasts this long after the last key press.
CLAIM_SECONDS = 45


@dataclass(frozen=True, slots=True)
class Claim:
    """Whether the composer is yours; if not, whose it is."""

    granted: bool
    holder_id: int
    holder_name: str


@transaction.atomic
def claim(conversation_id: int, *, by: Member, now: datetime, take_over: bool = False) -> Claim:
    """Hold the composer while writing; renewed by every call, gone 45 s after the last. Exactly one wins."""
    conversation = locked(conversation_id)
    holder = conversation.claimed_by
    held = (
        holder is not None
        and conversation.claimed_until is not None
        and conversation.claimed_until > now
    )
    if held and holder is not None and holder.pk != by.pk and not take_over:
        return Claim(granted=False, holder_id=holder.pk, holder_name=holder.name)
    new = not held or (holder is not None and holder.pk != by.pk)
    conversation.claimed_by, conversation.claimed_until = by, now + timedelta(seconds=CLAIM_SECONDS)
    if new:
        save(conversation, now, "claimed_by", "claimed_until")
    else:
        conversation.save(update_fields=["claimed_until"])
    return Claim(granted=True, holder_id=by.pk, holder_name=by.name)


@transaction.atomic
def release(conversation_id: int, *, by: Member, now: datetime) -> None:
    """Stop holding the composer. Nobody else's claim is touched."""
    conversation = locked(conversation_id)
    if conversation.claimed_by_id == by.pk:
        let_go(conversation, by)
        save(conversation, now, "claimed_by", "claimed_until")


def let_go(conversation: Conversation, by: Member) -> None:
    if conversation.claimed_by_id == by.pk:
        conversation.claimed_by = conversation.claimed_until = None


@transaction.atomic
def assign(conversation_id: int, *, to: Member | None, by: Member, now: datetime) -> None:
    """Give it to a member, or to nobody."""
    conversation = locked(conversation_id)
    if conversation.assignee_id == (to.pk if to else None):
        return
    conversation.assignee = to
    HandoverOffer.objects.filter(conversation=conversation).delete()
    publish(ConversationAssigned(conversation.pk, to.pk if to else None, by.pk), now=now)
    save(conversation, now, "assignee")


@transaction.atomic
def pass_on(conversation_id: int, *, by: Member, now: datetime) -> None:
    """Nobody has to take abuse: it is nobody's again, and the leads are told. Asks for no reason."""
    conversation = locked(conversation_id)
    if conversation.assignee_id is not None:
        publish(ConversationAssigned(conversation.pk, None, by.pk), now=now)
    conversation.assignee = None
    let_go(conversation, by)
    save(conversation, now, "assignee", "claimed_by", "claimed_until")
    leads = members().filter(role__in=[Member.Role.LEAD, Member.Role.OWNER])
    notify(
        PASSED_ON,
        to=leads.values_list("pk", flat=True),
        about=("conversation", conversation.pk),
        key=f"{PASSED_ON}:{conversation.pk}:{conversation.last_customer_message_id}",
        now=now,
        by_id=by.pk,
    )


@transaction.atomic
def note(conversation_id: int, text: str, *, by: Member, now: datetime) -> Note:
    """Write something only colleagues see. Raises NothingToSay."""
    if not text.strip():
        raise NothingToSay("The note is empty. Write what colleagues should know.")
    conversation = locked(conversation_id)
    written = Note.objects.create(conversation=conversation, member=by, text=text.strip(), at=now)
    publish(NoteWritten(conversation.pk, written.pk, by.pk), now=now)
    tell_mentioned(written, now=now)
    save(conversation, now)
    return written


@transaction.atomic
def resolve(
    conversation_id: int, *, by: Member, now: datetime, reason: str = ""
) -> ManyAtOnce | None:
    """Nothing is left to do. Returns what `undo_many` takes back; resolving twice changes nothing. Raises NoSuchReason."""
    demand_reason(reason)
    conversation = locked(conversation_id)
    if conversation.status not in LIVE:
        return None
    before = {conversation.pk: standing(conversation, CLOSED)}
    close(conversation, reason=reason, now=now)
    settle([conversation], now=now)
    publish(ConversationResolved(conversation.pk, by.pk, reason), now=now)
    end_alarm(("conversation", conversation.pk), now=now)
    save(conversation, now, *CLOSED)
    return record(Kind.RESOLVE, [conversation], before=before, by=by, now=now)


@transaction.atomic
def reopen(conversation_id: int, *, by: Member, now: datetime) -> None:
    """Take a resolving back. Raises CannotAnswer where the person has another live conversation by now: that one stands."""
    take_turn(conversation_id)
    conversation = locked(conversation_id)
    if conversation.status != Status.RESOLVED:
        return
    others = Conversation.objects.filter(
        person_id=conversation.person_id, account_id=conversation.account_id
    )
    if others.filter(status__in=LIVE).exists():
        raise CannotAnswer("This person has a newer conversation with us. Go on there.")
    last = conversation.last_customer_message
    answered = conversation.answered_at
    waits = last is not None and (answered is None or answered < last.created_at)
    conversation.status = Status.OPEN if waits else Status.WAITING
    conversation.waiting_since = _since(conversation, last) if waits and last else None
    conversation.resolved_at, conversation.resolved_because = None, ""
    settle([conversation], now=now)
    publish(ConversationReopened(conversation.pk, by.pk), now=now)
    save(conversation, now, "status", "resolved_at", "resolved_because", "waiting_since")
    weigh([conversation], now=now)
    call_again_untaken([conversation], now=now)


def _since(conversation: Conversation, last: Message) -> datetime:
    return oldest_unanswered(conversation) or last.created_at
