"""Every write of this room: taking messages in, answering, and who has what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from rapport.channels.actions import deliver, undo
from rapport.channels.contract import Ability, OutboundOrder
from rapport.channels.errors import AccountReadOnly
from rapport.channels.models import Account, Delivery
from rapport.channels.registry import manifest_for
from rapport.converse.batch import LIVE, Batch, ids, reading_of
from rapport.converse.errors import (
    CannotAnswer,
    NoSign,
    NoSuchConversation,
    NothingToSay,
    SomebodyAnswers,
    TooLong,
)
from rapport.converse.events import (
    AnswerQueued,
    AnswerSent,
    AnswerStopped,
    ConversationAssigned,
    ConversationReopened,
    ConversationResolved,
    ConversationsOpened,
    NoteWritten,
)
from rapport.converse.models import Answer, ClockPolicy, Conversation, Note, ReplyDraft
from rapport.converse.policies import policies_of
from rapport.converse.taking_in import (
    hear_customer,
    judge,
    note_acknowledged,
    note_answered,
    wants_us,
)
from rapport.converse.weighing import weigh
from rapport.kit.text import grapheme_length
from rapport.ledger.actions import notify_browsers, publish
from rapport.ledger.locks import in_turn
from rapport.listen.models import Message, Thread
from rapport.voice.actions import record_spoken
from rapport.workspace.models import Brand, Member

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
def take_in(
    account_id: int,
    *,
    message_ids: Sequence[int],
    again_ids: Sequence[int] = (),
    deleted_ids: Sequence[int] = (),
    now: datetime,
) -> list[int]:
    """Thread understood messages into conversations; returns the ids of conversations that changed.

    Safe to repeat: a message that has its turn already is passed over.
    """
    in_turn(f"converse:{account_id}")
    batch = Batch(Account.objects.get(pk=account_id), message_ids, now=now)
    open_before = {id(c) for c in batch.live.values() if c.status == Status.OPEN}
    batch.take_in()
    changed = batch.save()
    again = _look_again([*again_ids, *deleted_ids], now=now)
    opened = [c for c in changed if c.status == Status.OPEN and id(c) not in open_before]
    if opened:
        publish(ConversationsOpened(tuple(ids(opened))), now=now)
    touched = {c.pk: c for c in [*changed, *again]}
    weigh(list(touched.values()), now=now)
    _weigh_neighbours(batch, now=now, but=set(touched))
    shown = [c.pk for c in touched.values() if c.status != Status.PAST]
    if shown or batch.messages:
        notify_browsers("conversation", shown)
    return sorted(touched)


def _weigh_neighbours(batch: Batch, *, now: datetime, but: set[int]) -> None:
    """Others joined a thread: the conversations that stand in it weigh more now."""
    threads = {m.thread_id for m in batch.messages if m.thread_id}
    beside = Conversation.objects.filter(thread_id__in=threads, status=Status.OPEN).exclude(
        pk__in=but
    )
    changed = weigh(list(beside), now=now)
    if changed:
        _next_version(c.pk for c in changed)


def _look_again(message_ids: Sequence[int], *, now: datetime) -> list[Conversation]:
    """Messages were edited, corrected or deleted: judge the conversations anew whose latest they are."""
    if not message_ids:
        return []
    found = Conversation.objects.filter(
        Q(last_customer_message_id__in=message_ids) | Q(turns__message_id__in=message_ids)
    )
    changed = []
    for conversation in found.select_related(
        "last_customer_message__reading", "last_message"
    ).distinct():
        _judge_again(conversation)
        conversation.version += 1
        conversation.changed_at = now
        conversation.save()
        changed.append(conversation)
    return changed


def _judge_again(conversation: Conversation) -> None:
    message = conversation.last_customer_message
    if message is None:
        return
    reading = reading_of(message)
    judge(conversation, reading)
    if conversation.status == Status.OPEN and not _something_waits(conversation):
        conversation.status, conversation.waiting_since = Status.QUIET, None
    elif conversation.status == Status.QUIET and wants_us(reading) and message.deleted_at is None:
        policies = policies_of(conversation.brand_id)
        hear_customer(conversation, message, reading, policies=policies)


def _something_waits(conversation: Conversation) -> bool:
    since = conversation.waiting_since
    waiting = Message.objects.filter(turn__conversation=conversation, is_own=False, deleted_at=None)
    if since is not None:
        waiting = waiting.filter(created_at__gte=since)
    return any(wants_us(reading_of(m)) for m in waiting.select_related("reading"))


@transaction.atomic
def follow_merged_threads(from_ids: Sequence[int], into_ids: Sequence[int]) -> None:
    """A parent that came late made two threads one."""
    for from_id, into_id in zip(from_ids, into_ids, strict=True):
        Conversation.objects.filter(thread_id=from_id).update(
            thread_id=into_id, version=F("version") + 1
        )


# --- Answering ---------------------------------------------------------------------------------------------


@transaction.atomic
def reply(
    conversation_id: int,
    text: str,
    *,
    by: Member,
    now: datetime,
    answer_over: bool = False,
    asset_ids: Sequence[int] = (),
    findings: Sequence[dict[str, Any]] = (),
) -> Delivery:
    """Answer; it leaves after the undo time. The conversation moves to "their turn" at once, clocks stop when it is sent.

    Raises NothingToSay, TooLong, CannotAnswer, and SomebodyAnswers unless `answer_over` says it is meant.
    Whatever is raised, the text is kept as a draft by the caller (`save_draft` commits on its own).
    """
    conversation = _locked(conversation_id)
    _demand_words(conversation, text)
    if not answer_over:
        _demand_free(conversation, by, now)
    delivery = _send(
        conversation, text=text, by=by, now=now, kind=Answer.Kind.REPLY, asset_ids=asset_ids
    )
    if findings:
        Answer.objects.filter(delivery=delivery).update(findings=list(findings))
    ReplyDraft.objects.filter(conversation=conversation, member=by).delete()
    if delivery.state == Delivery.State.QUEUED and conversation.status in (
        Status.OPEN,
        Status.QUIET,
    ):
        conversation.status = Status.WAITING
    if conversation.assignee_id is None:
        conversation.assignee = by
    _let_go(conversation, by)
    _save(conversation, now, "status", "assignee", "claimed_by", "claimed_until")
    return delivery


@transaction.atomic
def acknowledge(
    conversation_id: int, *, by: Member, now: datetime, text: str = ""
) -> Delivery | None:
    """Show the customer that they were heard: a like where the network has one, else one human sentence.

    The clock stops when the sign stands on the network. None when one stands or is on its way already.
    Raises NoSign where a sentence is needed and none is given, CannotAnswer, TooLong.
    """
    conversation = _locked(conversation_id)
    if conversation.acknowledged_at is not None or _sign_on_its_way(conversation):
        return None
    if text.strip():
        _demand_words(conversation, text)
        return _send(conversation, text=text, by=by, now=now, kind=Answer.Kind.ACKNOWLEDGEMENT)
    manifest = manifest_for(conversation.account.network)
    if Ability.REACT not in manifest.abilities:
        raise NoSign(f"{manifest.name} has no likes. Write one sentence that shows you heard.")
    delivery = _send(
        conversation, text="", by=by, now=now, kind=Answer.Kind.ACKNOWLEDGEMENT, like=True
    )
    _save(conversation, now)
    return delivery


def _sign_on_its_way(conversation: Conversation) -> bool:
    states = [Delivery.State.QUEUED, Delivery.State.SENDING, Delivery.State.UNKNOWN]
    signs = conversation.answers.filter(
        kind=Answer.Kind.ACKNOWLEDGEMENT, delivery__state__in=states
    )
    return signs.filter(answered=conversation.last_customer_message).exists()


def _send(
    conversation: Conversation,
    *,
    text: str,
    by: Member,
    now: datetime,
    kind: str,
    like: bool = False,
    asset_ids: Sequence[int] = (),
) -> Delivery:
    message = conversation.last_customer_message
    if message is None:
        raise CannotAnswer("There is nothing to answer: the message was erased.")
    order = OutboundOrder(
        account_id=conversation.account_id,
        origin="member",
        kind="like" if like else "post",
        member_id=by.pk,
        text=text,
        reply_to_key=message.remote_key,
        root_key=_root_key(message),
        scope="private" if message.scope == "private" else "public",
        asset_ids=tuple(asset_ids),
        keys=(
            f"conversation:{conversation.pk}",
            f"thread:{message.thread_id}",
            f"person:{conversation.person_id}",
        ),
        undo_seconds=0 if like else 10,
    )
    try:
        delivery = deliver(order, now=now)
    except AccountReadOnly as error:
        raise CannotAnswer(str(error)) from error
    before = {"status": conversation.status, "assignee": conversation.assignee_id}
    Answer.objects.create(
        conversation=conversation, delivery=delivery, kind=kind, answered=message, before=before
    )
    publish(AnswerQueued(conversation.pk, delivery.pk, by.pk, kind), now=now)
    return delivery


def _root_key(message: Message) -> str:
    root = (
        Thread.objects.filter(pk=message.thread_id or 0).values_list("root_key", flat=True).first()
    )
    return root or message.remote_key


def _demand_words(conversation: Conversation, text: str) -> None:
    if not text.strip():
        raise NothingToSay("There is nothing to send yet. Write a reply first.")
    manifest = manifest_for(conversation.account.network)
    limit = manifest.limits.text_length
    length = text_length(text, manifest.limits.text_units)
    if limit is not None and length > limit:
        raise TooLong(length, limit, manifest.name)


def text_length(text: str, units: str) -> int:
    """The length of a text as its network counts it."""
    match units:
        case "graphemes":
            return grapheme_length(text)
        case "utf16":
            return len(text.encode("utf-16-le")) // 2
        case "bytes":
            return len(text.encode())
        case _:
            return len(text)


def _demand_free(conversation: Conversation, by: Member, now: datetime) -> None:
    """Nobody else is writing, nor has answered this very message."""
    holder = conversation.claimed_by
    if (
        holder is not None
        and holder.pk != by.pk
        and conversation.claimed_until
        and conversation.claimed_until > now
    ):
        raise SomebodyAnswers(holder.pk, holder.name, has_answered=False)
    gone = [Delivery.State.UNDONE, Delivery.State.REFUSED]
    others = conversation.answers.filter(
        kind=Answer.Kind.REPLY, answered=conversation.last_customer_message
    )
    other = (
        others.exclude(delivery__state__in=gone)
        .exclude(delivery__member=by)
        .select_related("delivery__member")
        .first()
    )
    if other is not None and other.delivery.member is not None:
        raise SomebodyAnswers(
            other.delivery.member.pk, other.delivery.member.name, has_answered=True
        )


@transaction.atomic
def undo_send(delivery_id: int, *, by: Member, now: datetime) -> bool:
    """Take an answer back within its time; its words become the member's draft again. False when it has left."""
    if not undo(delivery_id, now=now):
        return False
    answer_stopped(delivery_id, now=now)
    return True


@transaction.atomic
def answer_sent(delivery_id: int, *, now: datetime) -> None:
    """The network's receipt is here: clocks stop at the time it gives. Safe to repeat."""
    answer = _answer(delivery_id)
    if answer is None:
        return
    conversation, delivery = _locked(answer.conversation_id), answer.delivery
    at = delivery.sent_at or now
    if delivery.origin == Delivery.Origin.MEMBER:
        if answer.kind == Answer.Kind.REPLY:
            note_answered(conversation, at)
            conversation.status = (
                Status.WAITING if conversation.status in LIVE else conversation.status
            )
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
    _save(conversation, now, "status", "waiting_since", "acknowledged_at", "answered_at")


@transaction.atomic
def answer_stopped(delivery_id: int, *, now: datetime) -> None:
    """Held, refused or undone: the conversation waits for us again, and words that went nowhere become a draft. Safe to repeat."""
    answer = _answer(delivery_id)
    if answer is None or answer.delivery.state not in ("held", "refused", "undone"):
        return
    if _noted_already(answer):
        return
    conversation, delivery = _locked(answer.conversation_id), answer.delivery
    if conversation.status == Status.WAITING and answer.kind == Answer.Kind.REPLY:
        conversation.status = answer.before.get("status", Status.OPEN)
    words_are_free = delivery.state in (Delivery.State.UNDONE, Delivery.State.REFUSED)
    if words_are_free and delivery.member_id and delivery.text:
        ReplyDraft.objects.get_or_create(
            conversation=conversation,
            member_id=delivery.member_id,
            defaults={"text": delivery.text, "changed_at": now},
        )
    Answer.objects.filter(pk=answer.pk).update(before=answer.before | {"stopped": delivery.state})
    publish(AnswerStopped(conversation.pk, delivery.pk, delivery.state), now=now)
    _save(conversation, now, "status")
    weigh([conversation], now=now)


def _noted_already(answer: Answer) -> bool:
    return bool(answer.before.get("stopped") == answer.delivery.state)


@transaction.atomic
def answer_requeued(delivery_id: int, *, now: datetime) -> None:
    """A held answer is on its way again."""
    answer = _answer(delivery_id)
    if answer is None or answer.delivery.state in ("held", "refused", "undone"):
        return
    conversation = _locked(answer.conversation_id)
    Answer.objects.filter(pk=answer.pk).update(
        before={k: v for k, v in answer.before.items() if k != "stopped"}
    )
    if answer.kind == Answer.Kind.REPLY and conversation.status == Status.OPEN:
        conversation.status = Status.WAITING
    _save(conversation, now, "status")


def _answer(delivery_id: int) -> Answer | None:
    return (
        Answer.objects.filter(delivery_id=delivery_id)
        .select_related("delivery__account", "answered")
        .first()
    )


# --- Who has it ---------------------------------------------------------------------------------------------


@transaction.atomic
def claim(conversation_id: int, *, by: Member, now: datetime, take_over: bool = False) -> Claim:
    """Hold the composer while writing; renewed by every call, gone 45 s after the last. Exactly one wins."""
    conversation = _locked(conversation_id)
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
        _save(conversation, now, "claimed_by", "claimed_until")
    else:
        conversation.save(update_fields=["claimed_until"])
    return Claim(granted=True, holder_id=by.pk, holder_name=by.name)


@transaction.atomic
def release(conversation_id: int, *, by: Member, now: datetime) -> None:
    """Stop holding the composer. Nobody else's claim is touched."""
    conversation = _locked(conversation_id)
    if conversation.claimed_by_id == by.pk:
        _let_go(conversation, by)
        _save(conversation, now, "claimed_by", "claimed_until")


def _let_go(conversation: Conversation, by: Member) -> None:
    if conversation.claimed_by_id == by.pk:
        conversation.claimed_by = conversation.claimed_until = None


@transaction.atomic
def assign(conversation_id: int, *, to: Member | None, by: Member, now: datetime) -> None:
    """Give it to a member, or to nobody."""
    conversation = _locked(conversation_id)
    if conversation.assignee_id == (to.pk if to else None):
        return
    conversation.assignee = to
    publish(ConversationAssigned(conversation.pk, to.pk if to else None, by.pk), now=now)
    _save(conversation, now, "assignee")


@transaction.atomic
def note(conversation_id: int, text: str, *, by: Member, now: datetime) -> Note:
    """Write something only colleagues see. Raises NothingToSay."""
    if not text.strip():
        raise NothingToSay("The note is empty. Write what colleagues should know.")
    conversation = _locked(conversation_id)
    written = Note.objects.create(conversation=conversation, member=by, text=text.strip(), at=now)
    publish(NoteWritten(conversation.pk, written.pk, by.pk), now=now)
    _save(conversation, now)
    return written


@transaction.atomic
def resolve(conversation_id: int, *, by: Member, now: datetime) -> None:
    """Nothing is left to do. Resolving twice changes nothing."""
    conversation = _locked(conversation_id)
    if conversation.status not in LIVE:
        return
    conversation.status, conversation.resolved_at, conversation.waiting_since = (
        Status.RESOLVED,
        now,
        None,
    )
    publish(ConversationResolved(conversation.pk, by.pk), now=now)
    _save(conversation, now, "status", "resolved_at", "waiting_since")


@transaction.atomic
def reopen(conversation_id: int, *, by: Member, now: datetime) -> None:
    """Take a resolving back. Where the person has another live conversation by now, that one stands."""
    conversation = _locked(conversation_id)
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
    conversation.waiting_since = last.created_at if waits and last is not None else None
    conversation.resolved_at = None
    publish(ConversationReopened(conversation.pk, by.pk), now=now)
    _save(conversation, now, "status", "resolved_at", "waiting_since")
    weigh([conversation], now=now)


@transaction.atomic
def save_draft(conversation_id: int, text: str, *, by: Member, now: datetime) -> None:
    """Keep what a member is writing; an empty text forgets it."""
    mine = ReplyDraft.objects.filter(conversation_id=conversation_id, member=by)
    if not text.strip():
        mine.delete()
        return
    ReplyDraft.objects.update_or_create(
        conversation_id=conversation_id,
        member=by,
        defaults={"text": text[:100_000], "changed_at": now},
    )


@transaction.atomic
def weigh_all(*, now: datetime) -> int:
    """Clocks run on: bring the priorities of everything open up to date; returns how many moved."""
    changed = weigh(list(Conversation.objects.filter(status=Status.OPEN).order_by("pk")), now=now)
    if changed:
        _next_version(c.pk for c in changed)
        notify_browsers("conversation", [c.pk for c in changed])
    return len(changed)


@transaction.atomic
def set_clock_policy(
    brand: Brand,
    *,
    intent: str = "",
    acknowledge_minutes: int = 15,
    answer_minutes: int | None = 60,
) -> None:
    """Targets for a brand's conversations of one intent, or of any that has none of its own."""
    ClockPolicy.objects.update_or_create(
        brand=brand,
        intent=intent,
        defaults={"acknowledge_minutes": acknowledge_minutes, "answer_minutes": answer_minutes},
    )


def _locked(conversation_id: int) -> Conversation:
    found = Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation_id)
    found = found.select_related(
        "account", "claimed_by", "last_customer_message", "last_message", "person"
    )
    conversation = found.first()
    if conversation is None:
        raise NoSuchConversation("This conversation is gone. It may have been erased.")
    return conversation


def _save(conversation: Conversation, now: datetime, *fields: str) -> None:
    conversation.version += 1
    conversation.changed_at = now
    conversation.save(update_fields=[*fields, "version", "changed_at"])
    notify_browsers("conversation", [conversation.pk])


def _next_version(conversation_ids: Any) -> None:
    Conversation.objects.filter(pk__in=list(conversation_ids)).update(version=F("version") + 1)
