"""The steps of escalation, in their order. What has begun keeps the steps it began with."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from rapport.ledger.actions import publish
from rapport.ledger.locks import in_turn
from rapport.workspace.actions.entries import demand
from rapport.workspace.errors import InvalidEntry, NotThere
from rapport.workspace.events import EscalationChanged
from rapport.workspace.models import EscalationStep, Member, Team

STEPS_AT_MOST = 10
# A week: whoever is told later than that is not told in time.
MINUTES_AT_MOST = 10_080


@transaction.atomic
def add_step(whom: str, *, after_minutes: int, by: Member, now: datetime) -> EscalationStep:
    """Add a step below the others. `whom`: "member:3", "team:2" or "role:lead". Raises InvalidEntry, NotAllowed."""
    _begin(by)
    step = _told(EscalationStep(), whom, after_minutes)
    if EscalationStep.objects.count() >= STEPS_AT_MOST:
        raise InvalidEntry(
            {"whom": f"{STEPS_AT_MOST} steps are kept at most. Take one away first."}
        )
    last = EscalationStep.objects.order_by("-position").values_list("position", flat=True).first()
    step.position = (last or 0) + 1
    step.save()
    publish(EscalationChanged(by.pk), now=now)
    return step


@transaction.atomic
def change_step(
    step_id: int, *, whom: str, after_minutes: int, by: Member, now: datetime
) -> EscalationStep:
    """Its place stays. Raises InvalidEntry, NotAllowed, NotThere."""
    _begin(by)
    step = _told(_there(step_id), whom, after_minutes)
    step.save(update_fields=["member", "team", "role", "after_minutes"])
    publish(EscalationChanged(by.pk), now=now)
    return step


@transaction.atomic
def remove_step(step_id: int, *, by: Member, now: datetime) -> None:
    """Safe to repeat. Raises NotAllowed."""
    _begin(by)
    if EscalationStep.objects.filter(pk=step_id).delete()[0]:
        publish(EscalationChanged(by.pk), now=now)


@transaction.atomic
def move_step(step_id: int, *, places: int, by: Member, now: datetime) -> None:
    """`places`: up where negative; beyond an end it stays at it. Raises NotAllowed, NotThere."""
    _begin(by)
    moved, rows = _there(step_id), list(EscalationStep.objects.order_by("position", "pk"))
    at = rows.index(moved)
    rows.insert(max(0, min(len(rows) - 1, at + places)), rows.pop(at))
    for number, step in enumerate(rows, 1):
        step.position = number
    EscalationStep.objects.bulk_update(rows, ["position"])
    publish(EscalationChanged(by.pk), now=now)


def _begin(by: Member) -> None:
    demand(by, "manage_clocks")
    # The order is one thing: two people who move steps do it one after the other.
    in_turn("workspace:escalation")


def _there(step_id: int) -> EscalationStep:
    step = EscalationStep.objects.filter(pk=step_id).first()
    if step is None:
        raise NotThere("This step is gone. Somebody took it away.")
    return step


def _told(step: EscalationStep, whom: str, after_minutes: int) -> EscalationStep:
    if not 0 <= after_minutes <= MINUTES_AT_MOST:
        raise InvalidEntry({"after_minutes": "Give minutes between 0 and a week."})
    kind, _colon, which = whom.partition(":")
    step.member_id = step.team_id = None
    step.role, step.after_minutes = "", after_minutes
    if kind == "role" and which in (Member.Role.LEAD, Member.Role.OWNER):
        step.role = which
    elif kind == "team" and _is_there(Team.objects.all(), which):
        step.team_id = int(which)
    elif kind == "member" and _is_there(Member.objects.filter(is_active=True), which):
        step.member_id = int(which)
    else:
        raise InvalidEntry({"whom": "Choose who is told: they are not here any more."})
    return step


def _is_there(rows: QuerySet[Member] | QuerySet[Team], which: str) -> bool:
    # Eighteen digits is as long as an id can be.
    return which.isdigit() and len(which) < 19 and rows.filter(pk=int(which)).exists()
