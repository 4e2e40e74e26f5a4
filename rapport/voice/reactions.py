"""What this room does when a lower room announces something."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from rapport.channels.events import DeliveryStopped
from rapport.ledger.registry import on
from rapport.voice import actions
from rapport.workspace.actions import hand_over_reply
from rapport.workspace.events import MemberDeactivated, ReplyReceived


@on(DeliveryStopped, queue="in")
def nobody_need_read_it(fact: DeliveryStopped) -> None:
    actions.close_approval(fact.delivery_id, now=timezone.now())


@on(MemberDeactivated, queue="in")
def ask_somebody_else(fact: MemberDeactivated) -> None:
    actions.pass_on_approvals(now=timezone.now())


@on(ReplyReceived, queue="in")
def decide_by_mail(fact: ReplyReceived) -> None:
    if fact.kind != "approval":
        return
    with transaction.atomic():
        reply = hand_over_reply(fact.reply_token_id)
        if reply is not None:
            now = timezone.now()
            actions.decide_by_mail(reply.about_id, reply.text, by=reply.member, now=now)
