"""What came of an answer: sent, stopped, undone, on its way again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.channels.actions import say_it_stands, send_again, try_again, undo
from rapport.channels.models import Delivery
from rapport.converse.actions.keeping import locked, save, tell
from rapport.converse.actions.macros import run_macro
from rapport.converse.actions.promising import keep_promises_of
from rapport.converse.actions.triaging import apply_rules
from rapport.converse.batch import LIVE
from rapport.converse.events import AnswerSent, AnswerStopped
from rapport.converse.happenings import answer_cause
from rapport.converse.models import Answer, Conversation, ReplyDraft
from rapport.converse.policies import Policies, policies_now
from rapport.converse.queries.unanswered import wrote_after, wrote_meanwhile
from rapport.converse.settling import settle
from rapport.converse.taking_in import note_acknowledged, note_answered
from rapport.converse.triage import Happening, When
from rapport.converse.weighing import weigh
from rapport.ledger.actions import publish
from rapport.voice.actions import record_spoken
from rapport.workspace.models import Member

Status = Conversation.Status
_STATE = Delivery.State
_UNDER_WAY = (_STATE.QUEUED, _STATE.SENDING, _STATE.UNKNOWN)
# What an answer makes "their turn" at once.
_ANSWERED_FROM = (Status.OPEN, Status.QUIET)


@transaction.atomic
def undo_send(delivery_id: int, *, by: Member, now: datetime) -> bool:
    """Take an answer back within its time; its words become the member's draft again. False when it has left."""
    if not undo(delivery_id, now=now):
        return False
    answer_stopped(delivery_id, now=now)
    return True


def send_refused_again(delivery_id: int, *, now: datetime) -> bool:
    """What the network refused is sent once more; False where nothing was refused, or somebody was quicker."""
    return try_again(delivery_id, now=now)


def decide_it_stands(delivery_id: int, *, now: datetime) -> bool:
    """A member looked on the network: the answer stands. False when there was nothing to decide (any more)."""
    return say_it_stands(delivery_id, now=now)


def decide_to_send_again(delivery_id: int, *, now: datetime) -> bool:
    """A member looked on the network: the answer does not stand. False when there was nothing to decide (any more)."""
    return send_again(delivery_id, now=now)


@transaction.atomic
def answer_sent(delivery_id: int, *, now: datetime) -> None:
    """The network's receipt is here: clocks stop at the time it gives. Safe to repeat."""
    answer = _answer(delivery_id)
    if answer is None:
        return
    conversation, delivery = locked(answer.conversation_id), answer.delivery
    at = delivery.sent_at or now
    if delivery.origin == Delivery.Origin.MEMBER:
        if answer.kind == Answer.Kind.REPLY:
            _answered(conversation, answer, at)
        else:
            note_acknowledged(conversation, at)
    if delivery.kind == Delivery.Kind.POST:
        record_spoken(
            delivery,
            person=conversation.person,
            answered=answer.answered,
            findings=answer.findings,
            now=now,
        )
    publish(AnswerSent(conversation.pk, delivery.pk, answer.kind), now=now)
    settle([conversation], now=now)
    fields = (
        "status",
        "waiting_since",
        "asks",
        "acknowledged_at",
        "first_answered_at",
        "answered_at",
        "came_back",
    )
    save(conversation, now, *fields)
    if delivery.origin == Delivery.Origin.MEMBER and answer.kind == Answer.Kind.REPLY:
        answered = Happening(conversation, {When.ANSWER: answer_cause(delivery.pk)})
        tell(apply_rules([answered], now=now))
    keep_promises_of(answer, now=now)
    run_macro(answer, now=now)


def _answered(conversation: Conversation, answer: Answer, at: datetime) -> None:
    """Only what was known when it was written is answered; what they wrote since waits on."""
    meanwhile, policies = [], Policies()
    if conversation.last_customer_message_id != answer.answered_id:
        meanwhile = wrote_meanwhile(conversation, wrote_after(answer))
        policies = policies_now()
    note_answered(conversation, at, meanwhile=meanwhile, policies=policies)
    if conversation.status in LIVE:
        waits = conversation.waiting_since is not None
        conversation.status = Status.OPEN if waits else Status.WAITING


@transaction.atomic
def answer_stopped(delivery_id: int, *, now: datetime) -> None:
    """Held, refused or undone: the conversation waits for us again, and words that went nowhere become a draft. Safe to repeat."""
    answer = _answer(delivery_id)
    if answer is None or answer.delivery.state not in ("held", "refused", "undone"):
        return
    if _noted_already(answer):
        return
    conversation, delivery = locked(answer.conversation_id), answer.delivery
    is_theirs_by_it = answer.kind == Answer.Kind.REPLY and "stopped" not in answer.before
    if conversation.status == Status.WAITING and is_theirs_by_it:
        conversation.status = _without(answer, conversation)
        settle([conversation], now=now)
    words_are_free = delivery.state in (Delivery.State.UNDONE, Delivery.State.REFUSED)
    if words_are_free and delivery.member_id and delivery.text:
        ReplyDraft.objects.get_or_create(
            conversation=conversation,
            member_id=delivery.member_id,
            defaults={"text": delivery.text, "changed_at": now},
        )
    Answer.objects.filter(pk=answer.pk).update(before=answer.before | {"stopped": delivery.state})
    publish(AnswerStopped(conversation.pk, delivery.pk, delivery.state), now=now)
    save(conversation, now, "status")
    weigh([conversation], now=now)


def _without(answer: Answer, conversation: Conversation) -> str:
    """Whose turn it is where this answer to "their turn" does not leave: what else was answered or done since stands."""
    under_way = conversation.answers.filter(kind=Answer.Kind.REPLY, delivery__state__in=_UNDER_WAY)
    if others := list(under_way.exclude(pk=answer.pk)):
        _hand_on(answer.before, others)
        return Status.WAITING
    if conversation.waiting_since is not None:
        return Status.OPEN
    was: str = answer.before.get("status", Status.WAITING)
    # Something waited and does no more: it was answered otherwise.
    is_ours = was in _ANSWERED_FROM and not answer.before.get("waited", True)
    return was if is_ours else Status.WAITING


def _hand_on(before: dict[str, Any], others: Iterable[Answer]) -> None:
    """It is their turn by these answers now: once they stop too, what stood before the first of them is put back."""
    if before.get("status") not in _ANSWERED_FROM:
        return
    told = {key: value for key, value in before.items() if key != "stopped"}
    for other in others:
        if other.before.get("status") == Status.WAITING:
            Answer.objects.filter(pk=other.pk).update(before=other.before | told)


def _noted_already(answer: Answer) -> bool:
    return bool(answer.before.get("stopped") == answer.delivery.state)


@transaction.atomic
def answer_requeued(delivery_id: int, *, now: datetime) -> None:
    """A held or refused answer is on its way again; its words are no draft any more."""
    answer = _answer(delivery_id)
    if answer is None or answer.delivery.state in ("held", "refused", "undone"):
        return
    conversation = locked(answer.conversation_id)
    Answer.objects.filter(pk=answer.pk).update(
        before={k: v for k, v in answer.before.items() if k != "stopped"}
    )
    if answer.kind == Answer.Kind.REPLY and conversation.status == Status.OPEN:
        conversation.status = Status.WAITING
    words = ReplyDraft.objects.filter(conversation=conversation, text=answer.delivery.text)
    words.filter(member=answer.delivery.member).delete()
    save(conversation, now, "status")


def _answer(delivery_id: int) -> Answer | None:
    return (
        Answer.objects.filter(delivery_id=delivery_id)
        .select_related("delivery__account", "answered")
        .first()
    )
