"""Danger to life: the phone tree. Any hour, no business hours, nothing that could hold it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from rapport.ledger.actions import notify_browsers, publish
from rapport.workspace.actions.entries import demand
from rapport.workspace.actions.notices import notify
from rapport.workspace.contract import STEPS_AT_MOST, Whom
from rapport.workspace.errors import InvalidEntry, NotAllowed, NotThere
from rapport.workspace.events import PhoneRunEnded, PhoneRunStarted, PhoneRunTaken, PhoneStepTold
from rapport.workspace.models import Member, Notice, PhoneCall, PhoneRun, PhoneTree, PhoneTreeStep
from rapport.workspace.queries import can

STEP_SECONDS = (15, 600)
USUAL_STEP_SECONDS = 60
# Everybody is called again and again; after so many rounds the screen alone keeps it.
ROUNDS = 5


@transaction.atomic
def set_phone_tree(
    steps: Sequence[Whom], *, step_seconds: int, by: Member, now: datetime
) -> PhoneTree:
    """Who is called, in order; each step after so many seconds. Raises InvalidEntry, NotAllowed."""
    demand(by, "keep_danger")
    low, high = STEP_SECONDS
    if not low <= step_seconds <= high:
        raise InvalidEntry({"step_seconds": f"Choose between {low} and {high} seconds."})
    if len(steps) > STEPS_AT_MOST:
        raise InvalidEntry({"steps": f"{STEPS_AT_MOST} steps are kept at most."})
    if len(set(steps)) < len(steps):
        raise InvalidEntry({"steps": "Somebody stands in it twice. Each is called again anyway."})
    PhoneTreeStep.objects.all().delete()
    PhoneTreeStep.objects.bulk_create(
        PhoneTreeStep(position=position, **{f"{kind}_id": pk})
        for position, (kind, pk) in enumerate(steps)
    )
    return _tree_with(by, now, step_seconds=step_seconds)


@transaction.atomic
def set_script(text: str, *, by: Member, now: datetime) -> PhoneTree:
    """What is to be done, in steps; "" brings the usual one back. Raises InvalidEntry, NotAllowed."""
    demand(by, "keep_danger")
    if len(text) > 10_000 or "\x00" in text:
        raise InvalidEntry({"script": "Please keep this under 10,000 characters."})
    return _tree_with(by, now, script=text.strip())


@transaction.atomic
def raise_alarm(about: tuple[str, int], *, now: datetime) -> PhoneRun | None:
    """Start calling for something in danger. None where a run for it goes on already. Safe to repeat."""
    if PhoneRun.objects.filter(about=about[0], about_id=about[1], ended_at=None).exists():
        return None
    return _begin(about=about[0], about_id=about[1], now=now)


@transaction.atomic
def practise(*, by: Member, now: datetime) -> PhoneRun:
    """The same, said to be practice everywhere, until everybody answered or the first round is over."""
    demand(by, "keep_danger")
    if PhoneRun.objects.filter(is_practice=True, ended_at=None).exists():
        raise InvalidEntry({"practice": "A practice is under way already."})
    return _begin(is_practice=True, started_by=by, now=now)


@transaction.atomic
def call_on(now: datetime) -> int:
    """Call the next of every run whose time is up; returns how many steps were told."""
    due = PhoneRun.objects.select_for_update(skip_locked=True).filter(
        ended_at=None, next_at__lte=now
    )
    return sum(_tell_next(run, now=now) for run in due.order_by("next_at"))


@transaction.atomic
def take_alarm(run_id: int, *, by: Member, now: datetime) -> PhoneRun:
    """ "I take it": nobody else is called. The first wins; in a practice everybody says so for the count.

    Raises NotThere, NotAllowed.
    """
    run = PhoneRun.objects.select_for_update(of=("self",)).filter(pk=run_id).first()
    if run is None:
        raise NotThere("There is no such alarm.")
    mine = PhoneCall.objects.filter(run=run, member=by)
    if not can(by, "answer") and not mine.exists():
        raise NotAllowed("answer")
    mine.filter(answered_at=None).update(answered_at=now)
    if run.is_practice:
        _end_practice_when_all_answered(run, now=now)
    elif run.taken_at is None and run.ended_at is None:
        _take(run, by=by, now=now)
    notify_browsers("alarm", [run.pk])
    return run


@transaction.atomic
def end_alarm(about: tuple[str, int], *, now: datetime) -> None:
    """It is over, or was no danger: nobody else is called. Safe to repeat."""
    for run in PhoneRun.objects.select_for_update().filter(
        about=about[0], about_id=about[1], ended_at=None
    ):
        _end(run, now=now)


def forget_alarms(before: datetime, limit: int) -> int:
    """Delete runs that ended before that, at most `limit`; returns how many."""
    old = PhoneRun.objects.filter(ended_at__lt=before).values_list("pk", flat=True)[:limit]
    ids = list(old)
    PhoneRun.objects.filter(pk__in=ids).delete()
    return len(ids)


def _begin(
    *,
    now: datetime,
    about: str = "",
    about_id: int | None = None,
    is_practice: bool = False,
    started_by: Member | None = None,
) -> PhoneRun:
    tree = PhoneTree.objects.first()
    run = PhoneRun.objects.create(
        about=about,
        about_id=about_id,
        is_practice=is_practice,
        started_at=now,
        started_by=started_by,
        steps=_frozen_steps(),
        step_seconds=tree.step_seconds if tree else USUAL_STEP_SECONDS,
        next_at=now,
    )
    publish(PhoneRunStarted(run.pk, _conversation(run), is_practice), now=now)
    _tell_next(run, now=now)
    return run


def _frozen_steps() -> list[list[int]]:
    """The members of each step now, and at the end everybody who leads; steps without anybody are passed over.

    Each stands in the first that names them, so that a round calls nobody twice.
    """
    steps = []
    for step in PhoneTreeStep.objects.select_related("team"):
        if step.team is not None:
            people = step.team.members.filter(is_active=True).order_by("pk")
            steps.append(list(people.values_list("pk", flat=True)))
        elif step.member_id is not None:
            steps.append([step.member_id])
    leading = Member.objects.filter(
        role__in=[Member.Role.OWNER, Member.Role.LEAD], is_active=True
    ).order_by("pk")
    steps.append(list(leading.values_list("pk", flat=True)))
    return _each_once(steps)


def _each_once(steps: Sequence[Sequence[int]]) -> list[list[int]]:
    found: list[list[int]] = []
    called: set[int] = set()
    for step in steps:
        if fresh := [pk for pk in step if pk not in called]:
            found.append(fresh)
            called.update(fresh)
    return found


def _tell_next(run: PhoneRun, *, now: datetime) -> int:
    """Tell the next step that has somebody who still works here; returns 1 when one was told."""
    rounds = 1 if run.is_practice else ROUNDS
    while run.told_steps < rounds * len(run.steps):
        number = run.told_steps
        run.told_steps += 1
        told = _tell(run, number=number, now=now)
        if told:
            run.next_at = now + timedelta(seconds=run.step_seconds)
            run.save(update_fields=["told_steps", "next_at"])
            publish(PhoneStepTold(run.pk, _conversation(run), number + 1, len(told)), now=now)
            notify_browsers("alarm", [run.pk])
            return 1
    run.next_at = None
    run.save(update_fields=["told_steps", "next_at"])
    if run.is_practice:
        _end(run, now=now)
    return 0


def _tell(run: PhoneRun, *, number: int, now: datetime) -> list[int]:
    told = notify(
        "workspace.practice" if run.is_practice else "workspace.danger",
        to=run.steps[number % len(run.steps)],
        about=("alarm", run.pk),
        key=f"alarm:{run.pk}:{number}",
        weight=Notice.Weight.NOW,
        now=now,
    )
    PhoneCall.objects.bulk_create(
        (PhoneCall(run=run, member_id=pk, step=number, told_at=now) for pk in told),
        ignore_conflicts=True,
    )
    return told


def _take(run: PhoneRun, *, by: Member, now: datetime) -> None:
    run.taken_by, run.taken_at = by, now
    publish(PhoneRunTaken(run.pk, _conversation(run), by.pk), now=now)
    others = PhoneCall.objects.filter(run=run).values_list("member", flat=True)
    notify(
        "workspace.danger_taken",
        to=others,
        about=("alarm", run.pk),
        key=f"alarm:{run.pk}:taken",
        by_id=by.pk,
        weight=Notice.Weight.NOW,
        now=now,
    )
    run.ended_at, run.next_at = now, None
    run.save(update_fields=["taken_by", "taken_at", "ended_at", "next_at"])


def _end_practice_when_all_answered(run: PhoneRun, *, now: datetime) -> None:
    asked = {pk for step in run.steps for pk in step}
    answered = PhoneCall.objects.filter(run=run).exclude(answered_at=None)
    if run.ended_at is None and asked <= set(answered.values_list("member", flat=True)):
        _end(run, now=now)


def _end(run: PhoneRun, *, now: datetime) -> None:
    run.ended_at, run.next_at = now, None
    run.save(update_fields=["ended_at", "next_at"])
    publish(PhoneRunEnded(run.pk, _conversation(run)), now=now)
    notify_browsers("alarm", [run.pk])


def _tree_with(by: Member, now: datetime, **changes: object) -> PhoneTree:
    tree, _is_new = PhoneTree.objects.update_or_create(
        singleton=True, defaults={**changes, "changed_by": by, "changed_at": now}
    )
    return tree


def _conversation(run: PhoneRun) -> int | None:
    return run.about_id if run.about == "conversation" else None
