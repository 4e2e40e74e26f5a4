"""Failings: those that are open, one with its people, and whom to tell once it is fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from rapport.channels.models import Delivery
from rapport.converse.models import Answer, Conversation, Failing, FailingCall, FailingEvidence
from rapport.converse.queries.names import name_of, title

SHOWN = 200


@dataclass(frozen=True, slots=True)
class ToldOfIt:
    """Somebody who spoke of a failing. `is_told`: answered by a person since it was fixed, or told otherwise."""

    evidence_id: int
    conversation_id: int
    person_id: int
    who: str
    words: str
    at: datetime
    is_told: bool


def failings(*, fixed: bool = False) -> QuerySet[Failing]:
    """Open ones, the earliest due first; or the fixed ones, the latest first. `people` counts who spoke of it."""
    found = Failing.objects.filter(fixed_at__isnull=not fixed).select_related("team", "brand")
    found = found.annotate(people=Count("evidence__conversation__person", distinct=True))
    order = [F("due_on").asc(nulls_last=True), F("made_at").desc()]
    return found.order_by(F("fixed_at").desc()) if fixed else found.order_by(*order)


def failing(failing_id: int) -> Failing | None:
    found = Failing.objects.select_related("team", "brand", "made_by", "fixed_by")
    return found.filter(pk=failing_id).first()


def who_spoke_of(failing: Failing) -> list[ToldOfIt]:
    """One a person, the first who spoke first. One statement."""
    answered = Answer.objects.filter(
        conversation__person=OuterRef("conversation__person"),
        kind=Answer.Kind.REPLY,
        delivery__state=Delivery.State.SENT,
        delivery__origin=Delivery.Origin.MEMBER,
        delivery__sent_at__gte=failing.fixed_at or failing.made_at,
    )
    found = (
        FailingEvidence.objects.filter(failing=failing)
        .select_related("conversation__last_customer_message__author")
        .annotate(is_answered=Exists(answered))
        .order_by("added_at", "pk")
    )
    people: dict[int, ToldOfIt] = {}
    for evidence in found:
        one = _spoke(evidence, is_fixed=failing.fixed_at is not None)
        held = people.get(one.person_id)
        if held is None or (one.is_told and not held.is_told):
            people[one.person_id] = one
    return list(people.values())[:SHOWN]


def calls_of(failing: Failing) -> list[FailingCall]:
    """What its department's program was told of it, the latest first."""
    return list(failing.calls.order_by("-made_at", "-pk")[:10])


def failings_of(conversation_id: int) -> list[Failing]:
    found = Failing.objects.filter(evidence__conversation=conversation_id)
    return list(found.order_by("-made_at")[:5])


def beside_in_thread(conversation: Conversation) -> Sequence[Conversation]:
    """Other conversations of the same thread: those who lend their voice speak of the same failing, as a rule."""
    if conversation.thread_id is None:
        return []
    found = Conversation.objects.filter(
        thread_id=conversation.thread_id, brand_id=conversation.brand_id
    ).exclude(pk=conversation.pk)
    beside = ("last_customer_message__author", "last_customer_message__reading")
    return list(found.select_related(*beside).order_by("pk")[:50])


def _spoke(evidence: FailingEvidence, *, is_fixed: bool) -> ToldOfIt:
    conversation = evidence.conversation
    message = conversation.last_customer_message
    answered: bool = evidence.is_answered  # type: ignore[attr-defined]
    return ToldOfIt(
        evidence_id=evidence.pk,
        conversation_id=conversation.pk,
        person_id=conversation.person_id,
        who=name_of(message.author if message else None),
        words=title(message.text or message.title, 160) if message else "",
        at=conversation.opened_at,
        is_told=is_fixed and (answered or evidence.told_at is not None),
    )
