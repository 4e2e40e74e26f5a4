"""The rules of approvals, in their order."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.ledger.actions import publish
from rapport.ledger.locks import in_turn
from rapport.query.errors import QueryError
from rapport.query.parsing import parse
from rapport.voice.events import ApprovalRulesChanged
from rapport.voice.models import ApprovalRule
from rapport.workspace.errors import InvalidEntry, NotAllowed, NotThere
from rapport.workspace.models import Member
from rapport.workspace.queries import can

RULES_AT_MOST = 50
# Who waits a day for a word waits for a colleague who will not come.
MINUTES_AT_MOST = 1_440


@transaction.atomic
def keep_approval_rule(rule: ApprovalRule, *, by: Member, now: datetime) -> ApprovalRule:
    """Add one below the others, or write a changed one. Raises InvalidEntry with the names of columns, NotAllowed, NotThere."""
    _in_turn(by)
    is_new = rule.pk is None
    if not is_new and not ApprovalRule.objects.filter(pk=rule.pk).exists():
        raise NotThere("This rule is gone. Somebody took it away.")
    _refuse_what_cannot_be(rule)
    if is_new:
        if ApprovalRule.objects.count() >= RULES_AT_MOST:
            raise InvalidEntry(
                {"name": f"{RULES_AT_MOST} rules are kept at most. Take one away first."}
            )
        last = ApprovalRule.objects.order_by("-position").values_list("position", flat=True).first()
        rule.position = (last or 0) + 1
    rule.save()
    publish(ApprovalRulesChanged(by.pk), now=now)
    return rule


@transaction.atomic
def remove_approval_rule(rule_id: int, *, by: Member, now: datetime) -> None:
    """What waits by it goes on waiting. Safe to repeat. Raises NotAllowed."""
    _in_turn(by)
    if ApprovalRule.objects.filter(pk=rule_id).delete()[0]:
        publish(ApprovalRulesChanged(by.pk), now=now)


@transaction.atomic
def move_approval_rule(rule_id: int, *, places: int, by: Member, now: datetime) -> None:
    """`places`: up where negative; beyond an end it stays at it. Raises NotAllowed, NotThere."""
    _in_turn(by)
    rows = list(ApprovalRule.objects.order_by("position", "pk"))
    moved = next((row for row in rows if row.pk == rule_id), None)
    if moved is None:
        raise NotThere("This rule is gone. Somebody took it away.")
    at = rows.index(moved)
    rows.insert(max(0, min(len(rows) - 1, at + places)), rows.pop(at))
    for number, row in enumerate(rows, 1):
        row.position = number
    ApprovalRule.objects.bulk_update(rows, ["position"])
    publish(ApprovalRulesChanged(by.pk), now=now)


def _in_turn(by: Member) -> None:
    if not can(by, "manage_approvals"):
        raise NotAllowed("manage_approvals")
    in_turn("voice:approval_rules")


def _refuse_what_cannot_be(rule: ApprovalRule) -> None:
    rule.name, rule.condition = rule.name.strip(), rule.condition.strip()
    wrong: dict[str, str] = {}
    if not rule.name:
        wrong["name"] = "Please fill this in."
    try:
        if rule.condition:
            parse(rule.condition)
    except QueryError as error:
        wrong["condition"] = f"At letter {error.position + 1}: {error}"
    if not 0 < rule.minutes <= MINUTES_AT_MOST:
        wrong["minutes"] = "Give minutes between 1 and a day."
    if rule.newcomers_until is not None and not 0 < rule.newcomers_until <= 10_000:
        wrong["newcomers_until"] = "Give a number between 1 and 10,000, or nothing for everybody."
    if rule.deputy_id is not None and rule.deputy_id == rule.approver_id:
        wrong["deputy"] = "The deputy is somebody else."
    if wrong:
        raise InvalidEntry(wrong)
