"""What others did meanwhile with what a member has or had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.channels.models import Delivery
from rapport.converse.models import Answer
from rapport.converse.queries.names import name_of
from rapport.workspace.models import Member

ANSWERED_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class AnsweredByOthers:
    """`text` as it was sent."""

    conversation_id: int
    who: str
    by: str
    text: str
    at: datetime


def answered_by_others(member: Member, *, since: datetime) -> Sequence[AnsweredByOthers]:
    """Answers colleagues sent since then in conversations that are the member's, the latest first. One statement."""
    sent = Answer.objects.filter(
        conversation__assignee=member,
        kind=Answer.Kind.REPLY,
        delivery__state=Delivery.State.SENT,
        delivery__sent_at__gt=since,
        delivery__member__isnull=False,
    ).exclude(delivery__member=member)
    found = sent.select_related(
        "delivery__member", "conversation__last_customer_message__author"
    ).order_by("-delivery__sent_at")
    return [
        AnsweredByOthers(
            conversation_id=one.conversation_id,
            who=name_of(
                last.author
                if (last := one.conversation.last_customer_message) is not None
                else None
            ),
            by=one.delivery.member.name if one.delivery.member else "",
            text=one.delivery.text,
            at=one.delivery.sent_at or since,
        )
        for one in found[:ANSWERED_AT_MOST]
    ]
