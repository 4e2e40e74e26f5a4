"""Answering, from the press of Send to what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.channels.actions import deliver
from rapport.channels.contract import Ability, Manifest, OutboundOrder
from rapport.channels.errors import AccountReadOnly, UnknownNetwork
from rapport.channels.models import Delivery
from rapport.channels.registry import manifest_for
from rapport.converse.actions.bringing import hand_to_answering_account
from rapport.converse.actions.danger import taken_by_answering
from rapport.converse.actions.holding import let_go
from rapport.converse.actions.keeping import locked, save
from rapport.converse.actions.macros import note_macro
from rapport.converse.actions.promising import note_promises
from rapport.converse.actions.telling import note_told
from rapport.converse.approving import rule_that_asks
from rapport.converse.by_form import answered_on_network
from rapport.converse.errors import (
    CannotAnswer,
    NoPrivateDoor,
    NoSign,
    NothingToSay,
    SomebodyAnswers,
    TooLong,
    TooManyPictures,
    network_is_gone,
)
from rapport.converse.events import AnswerQueued
from rapport.converse.keys import keys_of
from rapport.converse.models import Answer, Conversation, ReplyDraft
from rapport.kit.text import grapheme_length
from rapport.ledger.actions import publish
from rapport.ledger.prepared import rows_of
from rapport.ledger.writing import insert
from rapport.listen.models import Message
from rapport.voice.actions import ask_approval
from rapport.workspace.models import Member

Status = Conversation.Status


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
    said_facts: Mapping[int, datetime | None] | None = None,
    macro_id: int | None = None,
    promises: Sequence[tuple[str, datetime]] = (),
    privately: bool = False,
    told_by_place: bool = True,
) -> Delivery:
    """Answer; it leaves after the undo time, or waits first for a colleague's approval where a rule asks for it. The conversation moves to "their turn" at once, clocks stop when it is sent.

    `said_facts`: facts of the board whose line was put into the text, with the end it had then.
    `macro_id`: the macro it was written with, done once the answer stands. `promises`: what it promises and when that is due.
    `privately`: by the network's own private door, for their eyes only, though they wrote in public; the caller asked
    before whether it is open (`demand_open_door`). `told_by_place`: False where the caller saw that an account of ours
    heard it, which spares a statement; it never becomes a place's again.

    Raises NothingToSay, TooLong, TooManyPictures, CannotAnswer, and SomebodyAnswers unless `answer_over` says it is meant.
    Whatever is raised, the text is kept as a draft by the caller (`save_draft` commits on its own).
    """
    if told_by_place:
        hand_to_answering_account(conversation_id, now=now)
    conversation = locked(conversation_id)
    demand_words(conversation, text)
    _demand_few_pictures(conversation, len(asset_ids))
    if not answer_over:
        _demand_free(conversation, by, now)
    if privately:
        _demand_private_door(conversation)
    delivery = queue_answer(
        conversation,
        text=text,
        by=by,
        now=now,
        kind=Answer.Kind.REPLY,
        asset_ids=asset_ids,
        privately=privately,
        findings=findings,
    )
    if macro_id is not None:
        note_macro(conversation, delivery, macro_id)
    note_promises(delivery, promises)
    note_told(conversation, delivery, said_facts=said_facts or {}, now=now)
    _drop_draft(conversation, by)
    if delivery.state == Delivery.State.QUEUED and conversation.status in (
        Status.OPEN,
        Status.QUIET,
    ):
        conversation.status = Status.WAITING
    if conversation.assignee_id is None:
        conversation.assignee = by
    let_go(conversation, by)
    save(conversation, now, "status", "assignee", "claimed_by", "claimed_until")
    return delivery


@transaction.atomic
def acknowledge(
    conversation_id: int, *, by: Member, now: datetime, text: str = ""
) -> Delivery | None:
    """Show the customer that they were heard: a like where the network has one, else one human sentence.

    The clock stops when the sign stands on the network. None when one stands or is on its way already.
    Raises NoSign where a sentence is needed and none is given, CannotAnswer, TooLong.
    """
    hand_to_answering_account(conversation_id, now=now)
    conversation = locked(conversation_id)
    if conversation.acknowledged_at is not None or _sign_on_its_way(conversation):
        return None
    if text.strip():
        demand_words(conversation, text)
        return queue_answer(
            conversation, text=text, by=by, now=now, kind=Answer.Kind.ACKNOWLEDGEMENT
        )
    manifest = _network_of(conversation)
    if Ability.REACT not in manifest.abilities:
        raise NoSign(f"{manifest.name} has no likes. Write one sentence that shows you heard.")
    delivery = queue_answer(
        conversation, text="", by=by, now=now, kind=Answer.Kind.ACKNOWLEDGEMENT, like=True
    )
    save(conversation, now)
    return delivery


def _sign_on_its_way(conversation: Conversation) -> bool:
    states = [
        Delivery.State.REVIEW,
        Delivery.State.QUEUED,
        Delivery.State.SENDING,
        Delivery.State.UNKNOWN,
    ]
    signs = conversation.answers.filter(
        kind=Answer.Kind.ACKNOWLEDGEMENT, delivery__state__in=states
    )
    return signs.filter(answered=conversation.last_customer_message).exists()


def queue_answer(
    conversation: Conversation,
    *,
    text: str,
    by: Member,
    now: datetime,
    kind: str,
    like: bool = False,
    asset_ids: Sequence[int] = (),
    privately: bool = False,
    under: Message | None = None,
    findings: Sequence[dict[str, Any]] = (),
) -> Delivery:
    """Through the one door, under their last message on the network, or `under` another of theirs.

    Where a rule of approvals fits, it waits for a colleague. `findings`: of the check, as they are kept.
    """
    if conversation.status == Status.MERGED:
        raise CannotAnswer(
            "A colleague made this part of another conversation. Open it again, and answer there."
        )
    message = under or answered_on_network(conversation)
    if message is None:
        raise CannotAnswer("There is nothing to answer: the message was erased.")
    if message.deleted_at is not None and not like:
        raise CannotAnswer(
            "They took this message back while you wrote. What you wrote is kept; answer another of theirs, or resolve."
        )
    scope = "private" if privately or message.scope == "private" else "public"
    rule = None
    if not like:
        public = scope == "public"
        rule = rule_that_asks(conversation, by=by, findings=findings, public=public, now=now)
    order = OutboundOrder(
        account_id=conversation.account_id,
        origin="member",
        kind="like" if like else "post",
        member_id=by.pk,
        text=text,
        reply_to_key=message.remote_key,
        root_key=root_key_of(message),
        scope=scope,  # type: ignore[arg-type]
        asset_ids=tuple(asset_ids),
        keys=keys_of(conversation, message),
        undo_seconds=0 if like else 10,
        for_review=rule is not None,
    )
    try:
        delivery = deliver(order, now=now)
    except AccountReadOnly as error:
        raise CannotAnswer(str(error)) from error
    before = {"status": conversation.status, "waited": conversation.waiting_since is not None}
    answer = Answer(
        conversation=conversation,
        delivery=delivery,
        kind=kind,
        answered=conversation.last_customer_message,
        before=before,
        findings=list(findings),
    )
    insert(answer)
    publish(AnswerQueued(conversation.pk, delivery.pk, by.pk, kind), now=now)
    if rule is not None:
        ask_approval(delivery, rule, person=conversation.person, by=by, now=now)
    if conversation.danger:
        taken_by_answering(conversation.pk, by, now=now)
    return delivery


def root_key_of(message: Message) -> str:
    return message.thread.root_key if message.thread else message.remote_key


def _network_of(conversation: Conversation) -> Manifest:
    try:
        return manifest_for(conversation.account.network)
    except UnknownNetwork as error:
        raise CannotAnswer(network_is_gone(conversation.account.network)) from error


def demand_words(conversation: Conversation, text: str) -> None:
    if not text.strip():
        raise NothingToSay("There is nothing to send yet. Write a reply first.")
    manifest = _network_of(conversation)
    limit = manifest.limits.text_length
    length = text_length(text, manifest.limits.text_units)
    if limit is not None and length > limit:
        raise TooLong(length, limit, manifest.name)


def _demand_private_door(conversation: Conversation) -> None:
    manifest = _network_of(conversation)
    if Ability.PRIVATE_DOOR not in manifest.abilities:
        raise NoPrivateDoor(f"{manifest.name} has no private messages. Offer a link instead.")


def _demand_few_pictures(conversation: Conversation, count: int) -> None:
    manifest = _network_of(conversation)
    if count > manifest.limits.images:
        raise TooManyPictures(count, manifest.limits.images, manifest.name)


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


def _drop_draft(conversation: Conversation, by: Member) -> None:
    """What Django would do, who first builds a collector of what hangs on a draft, which is nothing."""
    rows_of(_DROPPED, [conversation.pk, by.pk])


_DROPPED = "DELETE FROM converse_replydraft WHERE conversation_id = %s::bigint AND member_id = %s::bigint RETURNING id"


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
