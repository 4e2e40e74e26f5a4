"""The clock policies, in their order. Whatever changes has clocks that run counted anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.converse.events import ClockPoliciesChanged
from rapport.converse.models import ClockPolicy
from rapport.ledger.actions import publish
from rapport.ledger.locks import in_turn
from rapport.query.errors import QueryError
from rapport.query.parsing import parse
from rapport.workspace.errors import InvalidEntry, NotAllowed, NotThere
from rapport.workspace.models import Member
from rapport.workspace.queries import can

POLICIES_AT_MOST = 50
# A year: beyond it a target is a slip of the keyboard.
MINUTES_AT_MOST = 525_600
TARGETS = (
    "acknowledge_minutes",
    "first_response_minutes",
    "next_response_minutes",
    "resolve_minutes",
)


@transaction.atomic
def set_policy(policy: ClockPolicy, *, by: Member, now: datetime) -> ClockPolicy:
    """Add an unsaved policy below the others. Raises InvalidEntry with the names of its columns, NotAllowed."""
    _in_turn(by)
    _refuse_what_cannot_be(policy)
    if ClockPolicy.objects.count() >= POLICIES_AT_MOST:
        raise InvalidEntry(
            {"name": f"{POLICIES_AT_MOST} policies are kept at most. Take one away first."}
        )
    last = ClockPolicy.objects.order_by("-position").values_list("position", flat=True).first()
    policy.position = (last or 0) + 1
    policy.save()
    publish(ClockPoliciesChanged(by.pk), now=now)
    return policy


@transaction.atomic
def change_policy(policy: ClockPolicy, *, by: Member, now: datetime) -> ClockPolicy:
    """Write a changed policy; its place stays. Raises InvalidEntry, NotAllowed, NotThere."""
    _in_turn(by)
    _refuse_what_cannot_be(policy)
    fields = ["name", "condition", *TARGETS, "warn_minutes", "day_and_night", "hours"]
    _there(policy.pk)
    policy.save(update_fields=fields)
    publish(ClockPoliciesChanged(by.pk), now=now)
    return policy


@transaction.atomic
def remove_policy(policy_id: int, *, by: Member, now: datetime) -> None:
    """What it counted is counted by the next that fits. Safe to repeat. Raises NotAllowed."""
    _in_turn(by)
    if ClockPolicy.objects.filter(pk=policy_id).delete()[0]:
        publish(ClockPoliciesChanged(by.pk), now=now)


@transaction.atomic
def move_policy(policy_id: int, *, places: int, by: Member, now: datetime) -> None:
    """`places`: up where negative; beyond an end it stays at it. Raises NotAllowed, NotThere."""
    _in_turn(by)
    rows = list(ClockPolicy.objects.order_by("position", "pk"))
    moved = _there(policy_id)
    at = rows.index(moved)
    rows.insert(max(0, min(len(rows) - 1, at + places)), rows.pop(at))
    for number, policy in enumerate(rows, 1):
        policy.position = number
    ClockPolicy.objects.bulk_update(rows, ["position"])
    publish(ClockPoliciesChanged(by.pk), now=now)


def _in_turn(by: Member) -> None:
    if not can(by, "manage_clocks"):
        raise NotAllowed("manage_clocks")
    # The order is one thing: two people who move policies do it one after the other.
    in_turn("converse:clock_policies")


def _there(policy_id: int) -> ClockPolicy:
    policy = ClockPolicy.objects.filter(pk=policy_id).first()
    if policy is None:
        raise NotThere("This policy is gone. Somebody took it away.")
    return policy


def _refuse_what_cannot_be(policy: ClockPolicy) -> None:
    policy.name, policy.condition = policy.name.strip(), policy.condition.strip()
    wrong: dict[str, str] = {}
    if not policy.name:
        wrong["name"] = "Please fill this in."
    try:
        if policy.condition:
            parse(policy.condition)
    except QueryError as error:
        wrong["condition"] = f"At letter {error.position + 1}: {error}"
    targets = {name: getattr(policy, name) for name in TARGETS}
    for name, minutes in targets.items():
        if minutes is not None and not 0 < minutes <= MINUTES_AT_MOST:
            wrong[name] = "Give minutes between 1 and a year, or nothing for no clock."
    if not 0 <= policy.warn_minutes <= MINUTES_AT_MOST:
        wrong["warn_minutes"] = "Give minutes between 0 and a year."
    if policy.day_and_night and policy.hours_id is not None:
        wrong["hours"] = "It runs day and night, or in hours of its own. Choose one."
    if not any(targets.values()):
        wrong["acknowledge_minutes"] = "Give at least one clock its minutes."
    if wrong:
        raise InvalidEntry(wrong)
