"""What a member still has open, in the order in which whoever comes next has to look at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from rapport.converse.models import Consultation, Conversation, HandoverOffer
from rapport.converse.registry import Debt, debt_finders, register_debt
from rapport.voice.queries import open_promises
from rapport.workspace.models import Member

Status = Conversation.Status
_LIVE = (Status.OPEN, Status.WAITING, Status.QUIET)
# Promises beyond that are of another week's shifts.
_PROMISED_WITHIN = timedelta(days=7)
_LAST = datetime.max.replace(tzinfo=UTC)
# The order of a handover, by the kind of what is owed first.
_PLACES = {"breached": 0, "asked": 1, "promised": 2, "rest": 3}


@dataclass(frozen=True, slots=True)
class Owed:
    """One open conversation and what is owed first in it. `kind` is one of `breached asked promised rest`."""

    conversation: Conversation
    kind: str
    debt: Debt | None

    @property
    def offered_to(self) -> Member | None:
        offer: HandoverOffer | None = getattr(self.conversation, "offer", None)
        return offer.to if offer is not None else None


def place_in_handover(one: Owed) -> tuple[int, datetime, int, int]:
    """The order: a clock that ran out, asked of a department, a promise by its date, the rest by priority."""
    due_at = one.debt.due_at if one.debt is not None else _LAST
    by_date = due_at if one.kind != "rest" else _LAST
    c = one.conversation
    return _PLACES[one.kind], by_date, -c.priority, c.pk


def open_of(member: Member, *, now: datetime) -> list[Owed]:
    """What the member has open: what waits for us, and what waits for them while something is owed. In order.

    One statement, and one for each kind of debt.
    """
    return _in_order(list(_shown().filter(assignee=member)), now=now)


def at_handover(member: Member, *, now: datetime) -> tuple[list[Owed], list[HandoverOffer]]:
    """`open_of`, and what others offer the member, the oldest first; as few statements as that alone."""
    found = list(_shown().filter(Q(assignee=member) | Q(offer__to=member)))
    offers = [c.offer for c in found if hasattr(c, "offer") and c.offer.to_id == member.pk]
    mine = [c for c in found if c.assignee_id == member.pk]
    return _in_order(mine, now=now), sorted(offers, key=lambda one: (one.at, one.pk))


def _shown() -> QuerySet[Conversation]:
    beside = (
        *("account", "offer__to", "offer__by", "team"),
        *("last_customer_message__author", "last_customer_message__reading"),
    )
    live = Conversation.objects.filter(status__in=_LIVE)
    return live.select_related(*beside).order_by("pk")


def _in_order(found: Sequence[Conversation], *, now: datetime) -> list[Owed]:
    debts = debts_of(found, now=now)
    owed = [_owed(c, debts.get(c.pk, []), now=now) for c in found]
    waits = [one for one in owed if one.conversation.status == Status.OPEN or one.debt is not None]
    return sorted(waits, key=place_in_handover)


def debts_of(
    conversations: Sequence[Conversation], *, now: datetime
) -> Mapping[int, Sequence[Debt]]:
    """What is owed in each, by everybody who keeps debts."""
    found: dict[int, list[Debt]] = {}
    if conversations:
        for find in debt_finders().values():
            for conversation_id, debt in find(conversations, now).items():
                found.setdefault(conversation_id, []).append(debt)
    return found


def _owed(c: Conversation, debts: Sequence[Debt], *, now: datetime) -> Owed:
    late = _late(c, now)
    if late is not None:
        return Owed(c, "breached", Debt("answer", late))
    by_place = sorted(debts, key=lambda debt: (_PLACES[debt.kind], debt.due_at))
    if by_place:
        return Owed(c, by_place[0].kind, by_place[0])
    due = _due(c)
    return Owed(c, "rest", Debt("answer", due) if due is not None else None)


def _late(c: Conversation, now: datetime) -> datetime | None:
    """Since when a clock of ours has run out; None where none has."""
    return min((at for at in _running(c) if at < now), default=None)


def _due(c: Conversation) -> datetime | None:
    return min(_running(c), default=None)


def _running(c: Conversation) -> list[datetime]:
    """When the clocks end that still run."""
    if c.status != Status.OPEN:
        return []
    due = (
        c.acknowledge_due_at if c.acknowledged_at is None else None,
        c.answer_due_at if c.first_answered_at is None else None,
        c.next_due_at if c.answered_at is None else None,
        c.resolve_due_at if c.resolved_at is None else None,
    )
    return [at for at in due if at is not None]


def _promises(conversations: Sequence[Conversation], now: datetime) -> dict[int, Debt]:
    """The promise to each person that falls due first; to somebody with two conversations it stands in both."""
    first: dict[int, Debt] = {}
    for promise in open_promises({c.person_id for c in conversations}):
        if promise.due_at < now + _PROMISED_WITHIN:
            first.setdefault(promise.person_id, Debt("promised", promise.due_at, text=promise.text))
    return {c.pk: first[c.person_id] for c in conversations if c.person_id in first}


def _asked(conversations: Sequence[Conversation], now: datetime) -> dict[int, Debt]:
    """The open question to a department that is due first."""
    asked = Consultation.objects.filter(
        conversation__in=[c.pk for c in conversations], state=Consultation.State.OPEN
    )
    first: dict[int, Debt] = {}
    for one in asked.order_by("due_at", "pk"):
        debt = Debt("asked", one.due_at, who=one.team_name, text=one.question)
        first.setdefault(one.conversation_id, debt)
    return first


register_debt("asked", find=_asked)
register_debt("promised", find=_promises)
