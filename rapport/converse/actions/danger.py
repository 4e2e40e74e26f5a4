"""A conversation is in danger: somebody is called, whatever the hour. It is theirs who takes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from rapport.converse.actions.holding import assign
from rapport.converse.models import Conversation
from rapport.workspace import actions as staff
from rapport.workspace.models import Member, Notice, PhoneRun

Status = Conversation.Status
# So long whoever took it has it, and hears of every further message at once.
CALLS_AGAIN_AFTER = timedelta(minutes=30)


def call_for(conversations: Iterable[Conversation], *, now: datetime) -> None:
    """Call for those that wait in danger, and stop calling for those that do not. Safe to repeat.

    Once for a danger. What they write on within half an hour is told to whoever has it; later everybody is called again.
    """
    touched = list(conversations)
    waiting = {c.pk: c for c in touched if c.danger and c.status == Status.OPEN}
    if len(waiting) < len(touched):
        _stop_calling([c.pk for c in touched if c.pk not in waiting], now=now)
    if not waiting:
        return
    runs = PhoneRun.objects.filter(about="conversation", about_id__among=list(waiting))
    latest = {run.about_id: run for run in runs.order_by("started_at", "pk")}
    for pk, conversation in waiting.items():
        _call_again(conversation, latest.get(pk), now=now)


def _call_again(conversation: Conversation, last: PhoneRun | None, *, now: datetime) -> None:
    about = ("conversation", conversation.pk)
    if last is None:
        staff.raise_alarm(about, now=now)
        return
    message = conversation.last_customer_message
    if last.ended_at is None or message is None or message.received_at <= last.ended_at:
        return
    if last.taken_by_id is None or message.received_at - last.ended_at >= CALLS_AGAIN_AFTER:
        staff.raise_alarm(about, now=now)
    else:
        staff.notify(
            "converse.danger_again",
            to=[last.taken_by_id],
            about=about,
            key=f"danger_again:{message.pk}",
            weight=Notice.Weight.NOW,
            now=now,
        )


def _stop_calling(ids: list[int], *, now: datetime) -> None:
    running = PhoneRun.objects.filter(about="conversation", about_id__among=ids, ended_at=None)
    for pk in running.values_list("about_id", flat=True):
        staff.end_alarm(("conversation", pk or 0), now=now)


@transaction.atomic
def give_to_taker(conversation_id: int, member_id: int, *, now: datetime) -> None:
    """Who takes the danger has the conversation."""
    member = Member.objects.filter(pk=member_id, is_active=True).first()
    if member is not None and Conversation.objects.filter(pk=conversation_id).exists():
        assign(conversation_id, to=member, by=member, now=now)


def taken_by_answering(conversation_id: int, by: Member, *, now: datetime) -> None:
    """Who answers has it. Call in the answer's transaction."""
    runs = PhoneRun.objects.filter(about="conversation", about_id=conversation_id, ended_at=None)
    for run_id in runs.values_list("pk", flat=True):
        staff.take_alarm(run_id, by=by, now=now)
