"""What an account answers by itself: written by a lead, said in private only, never into anger, and never instead of a person.

Nothing is stopped or closed by it: the clock runs on, the conversation waits as it did.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from rapport.channels.actions import deliver
from rapport.channels.contract import OutboundOrder
from rapport.channels.errors import AccountReadOnly, MachineMayNot
from rapport.channels.models import Account, Delivery
from rapport.channels.registry import manifest_for
from rapport.converse.actions.answering import root_key_of, text_length
from rapport.converse.actions.keeping import locked, save
from rapport.converse.events import AnsweredByItself, AutomaticReplyWritten
from rapport.converse.keys import keys_of
from rapport.converse.models import Answer, AutomaticReply
from rapport.converse.notices import FELL_SILENT
from rapport.converse.queries.automatic import filled_for, why_not
from rapport.ledger.actions import publish
from rapport.voice.queries import VARIABLES, unknown_variables
from rapport.workspace.actions import notify
from rapport.workspace.errors import InvalidEntry, NotAllowed, NotThere
from rapport.workspace.models import Member
from rapport.workspace.queries import can

# Of a member there is none in it.
_NOT_OURS = ("agent", "agent_first_name")
LONGEST = 2_000


@transaction.atomic
def write_automatic_reply(
    account_id: int, text: str, *, is_on: bool, only_closed: bool, by: Member, now: datetime
) -> AutomaticReply:
    """From the next message on. Raises NotAllowed, NotThere, InvalidEntry."""
    if not can(by, "manage_automatic"):
        raise NotAllowed("write what an account says by itself")
    account = Account.objects.select_for_update().filter(pk=account_id, is_place=False).first()
    if account is None:
        raise NotThere("There is no such account.")
    text = text.strip()
    _demand_sayable(text, account, is_on=is_on)
    wanted = {"text": text, "is_on": is_on, "only_closed": only_closed}
    wanted |= {"written_by": by, "written_at": now, "stopped_at": None}
    reply, _ = AutomaticReply.objects.update_or_create(account=account, defaults=wanted)
    publish(AutomaticReplyWritten(account.pk, is_on, by.pk), now=now)
    return reply


def _demand_sayable(text: str, account: Account, *, is_on: bool) -> None:
    if is_on and not text:
        raise InvalidEntry({"text": "Write what it says. Without words it stays off."})
    limits = manifest_for(account.network).limits
    most = min(LONGEST, limits.text_length or LONGEST)
    if text_length(text, limits.text_units) > most:
        raise InvalidEntry({"text": f"At most {most} characters fit there."})
    unknown = [one.name for one in unknown_variables(text)]
    unknown += [name for name in _NOT_OURS if f"{{{name}}}" in text]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in VARIABLES if name not in _NOT_OURS)
        raise InvalidEntry(
            {"text": f"{{{unknown[0]}}} is not known here. What may stand in braces: {known}."}
        )


def answer_by_itself(conversation_id: int, *, now: datetime) -> Delivery | None:
    """Say in private what is written for the account; None where anything speaks against it. Safe to repeat."""
    reply = _standing(conversation_id)
    if reply is None:
        return None
    try:
        return _answered(conversation_id, reply, now=now)
    except AccountReadOnly:
        return None
    except MachineMayNot as refusal:
        if refusal.code == "flood":
            _fall_silent(reply, now=now)
        return None


def _standing(conversation_id: int) -> AutomaticReply | None:
    standing = AutomaticReply.objects.filter(is_on=True).select_related("account__brand")
    return standing.filter(account__conversations=conversation_id).first()


@transaction.atomic
def _answered(conversation_id: int, reply: AutomaticReply, *, now: datetime) -> Delivery | None:
    conversation = locked(conversation_id)
    if why_not(conversation, reply, now=now):
        return None
    message = conversation.last_customer_message
    assert message is not None  # why_not looked
    order = OutboundOrder(
        account_id=conversation.account_id,
        origin="automatic",
        text=filled_for(conversation, reply, now=now),
        reply_to_key=message.remote_key,
        root_key=root_key_of(message),
        scope="private",
        keys=keys_of(conversation, message),
    )
    delivery = deliver(order, now=now)
    before: dict[str, Any] = {"status": conversation.status}
    Answer.objects.create(
        conversation=conversation,
        delivery=delivery,
        kind=Answer.Kind.AUTOMATIC,
        answered=message,
        before=before,
    )
    publish(AnsweredByItself(conversation.pk, delivery.pk), now=now)
    save(conversation, now)
    return delivery


@transaction.atomic
def _fall_silent(reply: AutomaticReply, *, now: datetime) -> None:
    """Something goes round: somebody looks before it speaks again."""
    silenced = AutomaticReply.objects.filter(pk=reply.pk, is_on=True)
    if silenced.update(is_on=False, stopped_at=now):
        publish(AutomaticReplyWritten(reply.account_id, False, None), now=now)
        leads = Member.objects.filter(role__in=[Member.Role.LEAD, Member.Role.OWNER])
        notify(
            FELL_SILENT,
            to=leads.values_list("pk", flat=True),
            about=("automatic_reply", reply.account_id),
            key=f"{FELL_SILENT}:{reply.account_id}:{now:%Y%m%d%H%M}",
            now=now,
        )
