"""Failings: made from conversations, given to a department, fixed, and everybody told who spoke of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from rapport.converse.actions.failing_calls import FIXED, RAISED, note_call
from rapport.converse.actions.keeping import tell
from rapport.converse.errors import NothingToSay
from rapport.converse.events import FailingFixed, FailingMade
from rapport.converse.models import Conversation, Failing, FailingEvidence
from rapport.converse.notices import FAILING_FIXED, FAILING_GIVEN
from rapport.ledger.actions import notify_browsers, publish
from rapport.workspace.actions import notify
from rapport.workspace.models import Brand, Member, Team


@transaction.atomic
def make_failing(
    brand: Brand,
    *,
    title: str,
    conversation_ids: Iterable[int],
    team: Team | None = None,
    due_on: date | None = None,
    by: Member,
    now: datetime,
) -> Failing:
    """From at least one conversation; the members of the department are told. Raises NothingToSay."""
    if not title.strip():
        raise NothingToSay("Say in a few words what fails: Lift out of order in Lund.")
    made = Failing.objects.create(
        brand=brand,
        title=title.strip()[:200],
        team=team,
        due_on=due_on,
        made_by=by,
        made_at=now,
    )
    add_evidence(made, conversation_ids, by=by, now=now)
    publish(FailingMade(made.pk, by.pk), now=now)
    note_call(made, RAISED, now=now)
    _give(made, by=by, now=now)
    return made


@transaction.atomic
def change_failing(
    failing: Failing,
    *,
    title: str,
    team: Team | None,
    due_on: date | None,
    by: Member,
    now: datetime,
) -> None:
    """Another department is told of it. Raises NothingToSay."""
    if not title.strip():
        raise NothingToSay("Say in a few words what fails: Lift out of order in Lund.")
    moved = team is not None and team.pk != failing.team_id and failing.fixed_at is None
    failing.title, failing.team, failing.due_on = title.strip()[:200], team, due_on
    failing.save(update_fields=["title", "team", "due_on"])
    if moved:
        # To the department it goes to now, it is new.
        note_call(failing, RAISED, now=now)
    notify_browsers("failing", [failing.pk])
    _give(failing, by=by, now=now)


@transaction.atomic
def add_evidence(
    failing: Failing, conversation_ids: Iterable[int], *, by: Member, now: datetime
) -> int:
    """Conversations of its brand in which somebody told us of it; returns how many are new. Safe to repeat."""
    held = failing.evidence.values_list("conversation_id", flat=True)
    wanted = Conversation.objects.filter(pk__in=list(conversation_ids), brand_id=failing.brand_id)
    new = list(wanted.exclude(pk__in=held).order_by("pk"))
    FailingEvidence.objects.bulk_create(
        [FailingEvidence(failing=failing, conversation=c, added_by=by, added_at=now) for c in new],
        ignore_conflicts=True,
    )
    notify_browsers("failing", [failing.pk])
    tell(new)
    return len(new)


@transaction.atomic
def fix_failing(failing: Failing, *, by: Member, now: datetime) -> None:
    """It works again: whoever has one of its conversations is told whom to write to. Fixing twice changes nothing."""
    if not Failing.objects.filter(pk=failing.pk, fixed_at=None).update(fixed_at=now, fixed_by=by):
        return
    publish(FailingFixed(failing.pk, by.pk), now=now)
    note_call(failing, FIXED, now=now)
    assignees = failing.evidence.values_list("conversation__assignee_id", flat=True)
    whom = {pk for pk in [*assignees, failing.made_by_id] if pk is not None}
    _notify(FAILING_FIXED, failing, to=whom, key=f"fixed:{now:%Y%m%d%H%M}", by=by, now=now)
    notify_browsers("failing", [failing.pk])


@transaction.atomic
def reopen_failing(failing: Failing, *, by: Member, now: datetime) -> None:
    """It was not fixed after all."""
    if Failing.objects.filter(pk=failing.pk, fixed_at__isnull=False).update(
        fixed_at=None, fixed_by=None
    ):
        publish(FailingMade(failing.pk, by.pk), now=now)
        note_call(failing, RAISED, now=now)
        notify_browsers("failing", [failing.pk])


def note_told_otherwise(evidence_id: int, *, failing: Failing, now: datetime) -> bool:
    """They know by another way than an answer here. False where they are no part of it."""
    found = failing.evidence.filter(pk=evidence_id)
    notify_browsers("failing", [failing.pk])
    return bool(found.update(told_at=now))


def _give(failing: Failing, *, by: Member, now: datetime) -> None:
    if failing.team is not None:
        members = failing.team.members.values_list("pk", flat=True)
        _notify(FAILING_GIVEN, failing, to=members, key=f"given:{failing.team.pk}", by=by, now=now)


def _notify(
    kind: str, failing: Failing, *, to: Iterable[int], key: str, by: Member, now: datetime
) -> None:
    about = ("failing", failing.pk)
    notify(kind, to=to, about=about, key=f"{kind}:{failing.pk}:{key}", now=now, by_id=by.pk)
