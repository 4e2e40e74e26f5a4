"""Hiding, muting, blocking, reporting, under a published rule; and taking it back.

Each act is stored before anything leaves, goes out by `channels.deliver`, and is said on the timeline.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from rapport.channels import actions as channels
from rapport.channels.contract import Ability, Act, OutboundOrder
from rapport.channels.errors import AccountReadOnly
from rapport.channels.models import Account, Delivery
from rapport.channels.registry import abilities_of
from rapport.converse.actions.keeping import locked, save
from rapport.converse.criticism import must_say_which_words, place_of
from rapport.converse.errors import CannotModerate, NoSuchRule, ReadsAsCriticism
from rapport.converse.events import ModerationAsked, ModerationSettled, ModerationUndoAsked
from rapport.converse.models import Conversation, ModerationAct, ModerationRule
from rapport.converse.queries.brought import speaking_account
from rapport.converse.queries.inbox import network_name
from rapport.converse.queries.moderation import cannot_be_done_to, moderatable_message
from rapport.ledger.actions import publish
from rapport.ledger.locks import in_turn
from rapport.listen.models import Message
from rapport.people.models import Handle
from rapport.understand.models import Reading
from rapport.workspace.errors import NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.queries import can

Kind, State = ModerationAct.Kind, ModerationAct.State
_TAKES_BACK: Mapping[str, Act] = {
    Kind.HIDE: "unhide",
    Kind.MUTE: "unmute",
    Kind.BLOCK: "unblock",
}
_DONE_ALREADY = {
    Kind.HIDE: "This message is hidden already.",
    Kind.MUTE: "They are muted already.",
    Kind.BLOCK: "They are blocked already.",
    Kind.REPORT: "This message was reported already.",
}


@transaction.atomic
def moderate(
    conversation_id: int,
    *,
    message_id: int,
    kind: str,
    rule_id: int,
    passage: str = "",
    by: Member,
    now: datetime,
) -> ModerationAct:
    """Ask for an act on a message of the conversation or its thread, or on who wrote it.

    Raises NotAllowed, NoSuchConversation, NoSuchRule, CannotModerate; ReadsAsCriticism where the words that break the
    rule must be named. Nothing is stored then.
    """
    if not can(by, "moderate"):
        raise NotAllowed("moderate")
    if kind not in Kind.values:
        raise CannotModerate("Choose what is to be done.")
    conversation = locked(conversation_id)
    message = moderatable_message(conversation, message_id)
    rule = _rule(rule_id)
    account = _account(conversation, message)
    handle = message.author
    if handle is None:
        raise CannotModerate("Nobody knows who wrote this; it may have been erased.")
    in_turn(f"moderation:{account.pk}")
    _refuse_what_cannot_be(kind, message, handle, account)
    place = _place(message, rule, kind=kind, passage=passage)
    act = ModerationAct(
        kind=kind, rule=rule, account=account, handle=handle, message=message,
        conversation=conversation, member=by, at=now,
        passage_start=place[0] if place else None, passage_end=place[1] if place else None,
    )  # fmt: skip
    if Ability(kind) in abilities_of(account.network):
        act.delivery = _deliver(_order(act, kind), now=now)
    else:
        act.state = State.DONE
    act.save()
    publish(
        ModerationAsked(conversation.pk, act.pk, rule.pk, str(kind), str(rule.kind), by.pk), now=now
    )
    save(conversation, now)
    return act


@transaction.atomic
def undo_moderation(act_id: int, *, by: Member, now: datetime) -> ModerationAct:
    """Show again, unmute, unblock. Raises NotAllowed; CannotModerate for a report, and for what does not stand."""
    if not can(by, "moderate"):
        raise NotAllowed("moderate")
    act = _locked_act(act_id)
    if act.kind == Kind.REPORT:
        raise CannotModerate("A report cannot be taken back: the network has it.")
    if act.state not in (State.ASKED, State.DONE):
        raise CannotModerate("This does not stand any more; there is nothing to take back.")
    if act.delivery is not None and act.state == State.ASKED:
        if not channels.undo(act.delivery.pk, now=now):
            raise CannotModerate(
                "It is leaving at this moment. Take it back when the network has said what came of it."
            )
        _note_undone(act, by=by, now=now)
    elif act.delivery is None:
        _note_undone(act, by=by, now=now)
    else:
        act.undo_delivery = _deliver(_order(act, _TAKES_BACK[act.kind]), now=now)
        act.state, act.undone_by, act.reason = State.UNDOING, by, ""
        act.save(update_fields=["undo_delivery", "state", "undone_by", "reason"])
    publish(ModerationUndoAsked(act.conversation_id, act.pk, act.kind, by.pk), now=now)
    _touch(act, now=now)
    return act


@transaction.atomic
def moderation_sent(delivery_id: int, *, now: datetime) -> None:
    """The network did it, or took it back. Safe to repeat, and for deliveries that are no such act."""
    act = _act_of(delivery_id)
    if act is None:
        return
    if act.delivery_id == delivery_id and act.state in (State.ASKED, State.FAILED):
        _settle(act, State.DONE, said="done", now=now)
    elif act.undo_delivery_id == delivery_id and act.state != State.UNDONE:
        act.undone_at = now
        _settle(act, State.UNDONE, said="undone", now=now)


@transaction.atomic
def moderation_stopped(delivery_id: int, *, now: datetime) -> None:
    """The network refused. What is held is still on its way. Safe to repeat."""
    act = _act_of(delivery_id)
    delivery = Delivery.objects.filter(pk=delivery_id, state=Delivery.State.REFUSED).first()
    if act is None or delivery is None:
        return
    if act.delivery_id == delivery_id and act.state == State.ASKED:
        act.reason = delivery.reason
        _settle(act, State.FAILED, said="failed", now=now)
    elif act.undo_delivery_id == delivery_id and act.state == State.UNDOING:
        act.reason = delivery.reason
        _settle(act, State.DONE, said="not_undone", now=now)


@transaction.atomic
def decide_moderation_stands(act_id: int, *, by: Member, now: datetime) -> bool:
    """A person looked: the network has it. False where nobody needs to decide (any more). Raises NotAllowed."""
    delivery_id = _to_decide(act_id, by=by)
    return delivery_id is not None and channels.say_it_stands(delivery_id, now=now)


@transaction.atomic
def decide_to_moderate_again(act_id: int, *, by: Member, now: datetime) -> bool:
    """A person looked: the network does not have it. Raises NotAllowed."""
    delivery_id = _to_decide(act_id, by=by)
    return delivery_id is not None and channels.send_again(delivery_id, now=now)


# The steps.


def _rule(rule_id: int) -> ModerationRule:
    # Locked, so that it cannot be retired between the look and the act.
    rule = ModerationRule.objects.select_for_update().filter(pk=rule_id, retired_at=None).first()
    if rule is None:
        raise NoSuchRule("This rule was changed or retired meanwhile. Choose one that stands.")
    return rule


def _account(conversation: Conversation, message: Message) -> Account:
    account = speaking_account(conversation)
    if account is None or account.home != message.network:
        raise CannotModerate(
            f"No account of ours on {network_name(message.network)} can do that. Do it there."
        )
    return account


def _refuse_what_cannot_be(kind: str, message: Message, handle: Handle, account: Account) -> None:
    """Raises CannotModerate."""
    name = network_name(account.network)
    if message.is_own or handle.is_ours:
        raise CannotModerate("That is our own. Delete it on the network.")
    if kind != Kind.MUTE and Ability(kind) not in abilities_of(account.network):
        raise CannotModerate(f"{name} cannot {kind}.")
    if because := cannot_be_done_to(message, kind):
        raise CannotModerate(because)
    standing = ModerationAct.objects.filter(
        kind=kind, account=account, state__in=ModerationAct.STANDING
    )
    about = {"message": message} if kind in (Kind.HIDE, Kind.REPORT) else {"handle": handle}
    if standing.filter(**about).exists():
        raise CannotModerate(_DONE_ALREADY[Kind(kind)])


def _place(
    message: Message, rule: ModerationRule, *, kind: str, passage: str
) -> tuple[int, int] | None:
    """Where the words stand that break the rule, where they were named. Raises ReadsAsCriticism."""
    place = place_of(passage, message.text)
    if place is not None:
        return place
    if passage.strip():
        raise ReadsAsCriticism("These words do not stand in the message. Quote them as they are.")
    reading: Reading | None = getattr(message, "reading", None)
    if must_say_which_words(message.text, reading, kind=rule.kind):
        means = "hidden" if kind == Kind.HIDE else "punished"
        raise ReadsAsCriticism(
            f"This reads as a complaint. Criticism is not {means} here. Which part breaks the rule?"
        )
    return None


def _order(act: ModerationAct, kind: str) -> OutboundOrder:
    by_message = kind in ("hide", "unhide", "report")
    message_key = act.message.remote_key if act.message is not None else ""
    if by_message and not message_key:
        raise CannotModerate("The message is gone here; do it on the network.")
    return OutboundOrder(
        account_id=act.account_id,
        origin="member",
        kind=kind,  # type: ignore[arg-type]
        member_id=act.member_id,
        category=act.rule.kind,  # type: ignore[arg-type]
        text=act.rule.text if kind == "report" else "",
        reply_to_key=message_key if by_message else act.handle.remote_id,
        root_key=act.handle.remote_id if kind == "report" else "",
        keys=(f"conversation:{act.conversation_id}",) if act.conversation_id else (),
        # Confirmed on a page that says what people will see; it can be taken back at any time.
        undo_seconds=0,
    )


def _deliver(order: OutboundOrder, *, now: datetime) -> Delivery:
    try:
        return channels.deliver(order, now=now)
    except AccountReadOnly as error:
        raise CannotModerate(str(error)) from error


def _locked_act(act_id: int) -> ModerationAct:
    found = ModerationAct.objects.select_for_update(of=("self",)).select_related(
        "delivery", "rule", "handle", "message", "account"
    )
    act = found.filter(pk=act_id).first()
    if act is None:
        raise CannotModerate("This is gone. The person may have been erased.")
    return act


def _act_of(delivery_id: int) -> ModerationAct | None:
    acts = ModerationAct.objects.select_for_update()
    first = acts.filter(delivery=delivery_id).first()
    return first or acts.filter(undo_delivery=delivery_id).first()


def _to_decide(act_id: int, *, by: Member) -> int | None:
    if not can(by, "moderate"):
        raise NotAllowed("moderate")
    return _locked_act(act_id).delivery_id


def _note_undone(act: ModerationAct, *, by: Member, now: datetime) -> None:
    act.state, act.undone_by, act.undone_at = State.UNDONE, by, now
    act.save(update_fields=["state", "undone_by", "undone_at"])


def _settle(act: ModerationAct, state: str, *, said: str, now: datetime) -> None:
    act.state = state
    if said in ("done", "undone"):
        act.reason = ""
    act.save(update_fields=["state", "reason", "undone_at"])
    publish(ModerationSettled(act.conversation_id, act.pk, act.kind, said), now=now)
    _touch(act, now=now)


def _touch(act: ModerationAct, *, now: datetime) -> None:
    """Open pages of the conversation look again."""
    if act.conversation_id is not None:
        save(locked(act.conversation_id), now)
