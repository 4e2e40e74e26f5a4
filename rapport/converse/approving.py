"""Whether an answer waits for a colleague's approval: the rules are voice's, what they ask of is this room's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rapport.converse.documents import loaded, which_hold
from rapport.converse.models import Conversation
from rapport.converse.policies import tree_of
from rapport.voice.models import ApprovalRule
from rapport.voice.queries import approval_rules_for, is_newcomer, weighs_enough
from rapport.workspace.models import Member
from rapport.workspace.queries import can


def rule_that_asks(
    conversation: Conversation,
    *,
    by: Member,
    findings: Sequence[Mapping[str, Any]],
    public: bool,
    now: datetime,
) -> ApprovalRule | None:
    """The first rule that fits; None in danger to life, which waits for nobody. One statement where any rule stands.

    A condition that cannot be read fits nothing; its page says so.
    """
    # `locked` reads beside the row whether there is any rule; where nobody read it, there may be.
    if conversation.danger or not getattr(conversation, "rules_stand", True):
        return None
    severities = {str(finding.get("severity", "")) for finding in findings}
    leads = can(by, "approve")
    rules = [
        rule
        for rule in approval_rules_for(conversation.brand_id)
        if weighs_enough(rule, severities)
        and (public or not rule.public_only)
        and (rule.leads_too or not leads)
        and (rule.newcomers_until is None or is_newcomer(by, until=rule.newcomers_until))
    ]
    held = _conditions_that_hold(conversation, rules, now=now)
    return next((rule for rule in rules if not rule.condition or rule.pk in held), None)


def _conditions_that_hold(
    conversation: Conversation, rules: Sequence[ApprovalRule], *, now: datetime
) -> set[int]:
    trees = {rule.pk: tree_of(rule.condition) for rule in rules if rule.condition}
    readable = {pk: tree for pk, tree in trees.items() if tree is not None}
    if not readable:
        return set()
    [held] = which_hold(readable, loaded([conversation.pk]), now=now)
    return set(held)
