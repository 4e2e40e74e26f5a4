"""Whether what a notice asks for is still to be done: asked of the rows a notice leads to, columns of the notice by `OuterRef`.

What somebody answered, resolved, took or mended meanwhile stands no more, by whomever and in whatever way it was done.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import BigIntegerField, Exists, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from rapport.converse.models import (
    LIVE_STATUSES,
    Consultation,
    Conversation,
    Escalation,
    Failing,
    HandoverOffer,
)
from rapport.converse.models.alarms import RUNS
from rapport.voice.models import Promise

_SECOND = timedelta(seconds=1)


def waits() -> Exists:
    """Nobody has answered or resolved it since."""
    return Exists(_waiting())


def waits_for_them() -> Exists:
    """The same, and it is still theirs."""
    return Exists(_waiting().filter(assignee=OuterRef("member")))


def nobody_else_has_it() -> Exists:
    return Exists(_waiting().filter(Q(assignee=None) | Q(assignee=OuterRef("member"))))


def nobody_has_it() -> Exists:
    return Exists(_waiting().filter(assignee=None))


def is_offered() -> Exists:
    """They have neither taken it over nor declined, and it was not taken back."""
    return Exists(HandoverOffer.objects.filter(conversation=OuterRef("about_id"), to=OuterRef("member")))  # fmt: skip


def is_asked() -> Exists:
    """The department has not answered, and the question was not withdrawn."""
    open_ones = Consultation.objects.filter(state=Consultation.State.OPEN)
    return Exists(open_ones.filter(pk=OuterRef("about_id")))


def is_owed() -> Exists:
    """Keys are "converse.promise_due:31": the promise stands second."""
    owed = Promise.objects.filter(state=Promise.State.OPEN)
    return Exists(owed.filter(pk=_number_in_key(2)))


def is_to_mend() -> Exists:
    return Exists(Failing.objects.filter(pk=OuterRef("about_id"), fixed_at=None))


def clock_runs() -> Q:
    """Keys are "warning:answer:812:1785312000": which clock, of which conversation, and the end it was warned of."""
    stands = Q(pk__in=[])
    for clock, (due, runs) in RUNS.items():
        end = Func(_number_in_key(4), function="to_timestamp")
        told = Q((f"{due}__gte", end), (f"{due}__lt", end + Value(_SECOND)))
        going = Conversation.objects.filter(runs, told, pk=OuterRef("about_id"))
        stands |= Q(key__startswith=f"warning:{clock}:") & Q(Exists(going))
    return stands


def is_late() -> Exists:
    """Keys are "breach:answer:812:77" and "escalation:answer:812:77:0": the escalation stands fourth."""
    return Exists(Escalation.objects.filter(pk=_number_in_key(4), ended_at=None))


def _waiting() -> QuerySet[Conversation]:
    unanswered = Q(answered_at=None) | Q(answered_at__lt=OuterRef("at"))
    return Conversation.objects.filter(
        unanswered, pk=OuterRef("about_id"), status__in=LIVE_STATUSES
    )


def _number_in_key(place: int) -> Cast:
    part = Func(OuterRef("key"), Value(":"), Value(place), function="split_part")
    return Cast(part, BigIntegerField())
