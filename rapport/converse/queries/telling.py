"""Who was told of a fact on the board, and who of them knows an end that holds no longer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from rapport.channels.models import Delivery
from rapport.converse.models import ToldFact
from rapport.converse.queries.names import name_of

TOLD_AT_MOST = 2_000
# Words that never arrived, or have not yet.
_NOT_TOLD = [Delivery.State.UNDONE, Delivery.State.REFUSED, Delivery.State.HELD]


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told last of a fact. `is_old`: another end than the one that holds now."""

    fact_id: int
    conversation_id: int
    who: str
    end_told: datetime | None
    at: datetime
    is_old: bool
    member_name: str


def told(fact_ids: Iterable[int]) -> dict[int, list[Told]]:
    """By fact, whoever was told of it, the latest first; of each conversation the last word counts. One statement.

    Nobody is told an old end by a fact that is over, nor where no end was told.
    """
    last = Window(
        RowNumber(),
        partition_by=[F("fact"), F("conversation")],
        order_by=[F("at").desc(), F("pk").desc()],
    )
    found = (
        ToldFact.objects.filter(fact_id__in=list(fact_ids))
        .exclude(delivery__state__in=_NOT_TOLD)
        .annotate(place=last)
        .filter(place=1)
        .select_related("fact", "delivery__member", "conversation__last_customer_message__author")
        .order_by("-at", "-pk")[:TOLD_AT_MOST]
    )
    by_fact: dict[int, list[Told]] = defaultdict(list)
    for one in found:
        by_fact[one.fact_id].append(_told(one))
    return by_fact


def _told(one: ToldFact) -> Told:
    message, member = one.conversation.last_customer_message, one.delivery.member
    moved = one.end_told is not None and one.end_told != one.fact.ends_at
    return Told(
        fact_id=one.fact_id,
        conversation_id=one.conversation_id,
        who=name_of(message.author if message else None),
        end_told=one.end_told,
        at=one.at,
        is_old=moved and one.fact.over_at is None,
        member_name=member.name if member else "",
    )
