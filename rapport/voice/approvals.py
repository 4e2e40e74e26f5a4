"""Which replies want approval, who may give it, and what waits."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from rapport.ledger.prepared import Prepared
from rapport.voice.contract import Severity
from rapport.voice.models import Approval, ApprovalRule, Spoken
from rapport.workspace.models import Member
from rapport.workspace.queries import can, members

SEVERITIES: tuple[Severity, ...] = ("note", "second", "hold")

_RULES = Prepared(
    lambda brand: (
        ApprovalRule.objects.filter(Q(brand_id=brand) | Q(brand=None))
        .select_related("approver", "deputy")
        .order_by("position", "pk")
    ),
    brand=int,
)


def approval_rules_for(brand_id: int) -> list[ApprovalRule]:
    """Those of the brand and of every brand, in their order. One statement."""
    return _RULES(brand=brand_id)


def rules_stand(brand: OuterRef) -> Exists:
    """Beside another row: whether any rule is for its brand, which spares asking for none."""
    return Exists(ApprovalRule.objects.filter(Q(brand_id=brand) | Q(brand=None)))


def approval_rules() -> QuerySet[ApprovalRule]:
    rules = ApprovalRule.objects.select_related("brand", "approver", "deputy")
    return rules.order_by("position", "pk")


def weighs_enough(rule: ApprovalRule, severities: set[str]) -> bool:
    """Whether the check says as much as the rule asks for."""
    if not rule.severity:
        return True
    return bool(severities.intersection(SEVERITIES[SEVERITIES.index(rule.severity) :]))


def is_newcomer(member: Member, *, until: int) -> bool:
    """Whether fewer than `until` replies of theirs were sent. One statement, which looks at no more than `until` rows."""
    sent = Spoken.objects.filter(member=member).values_list("pk")[:until]
    return sent.count() < until


def approvers() -> list[Member]:
    """All who may approve whatever is asked of nobody in particular."""
    return [member for member in members() if can(member, "approve")]


def may_approve(member: Member, asked: Approval) -> bool:
    """Nobody approves their own; whom a rule names may where they answer themselves, and so may all who may approve."""
    if asked.writer_id == member.pk or not member.is_active:
        return False
    is_named = asked.asked_of_id == member.pk and can(member, "answer")
    return is_named or can(member, "approve")


def approvals_waiting(member: Member) -> QuerySet[Approval]:
    """What the member may decide, what is asked of them by name first, then the oldest."""
    waiting = _shown().filter(state=Approval.State.WAITING).exclude(writer=member)
    if not can(member, "approve"):
        waiting = waiting.filter(asked_of=member)
    mine = Q(asked_of=member)
    return waiting.alias(is_mine=mine).order_by("-is_mine", "asked_at", "pk")


def approvals_of(member: Member, *, since: datetime) -> QuerySet[Approval]:
    """What the member wrote that waits, or that was decided since."""
    mine = _shown().filter(writer=member)
    recent = mine.filter(Q(state=Approval.State.WAITING) | Q(decided_at__gte=since))
    return recent.order_by("-asked_at", "-pk")


def approval(approval_id: int) -> Approval | None:
    return _shown().filter(pk=approval_id).first()


def waits_for_approval(delivery_id: int) -> bool:
    return Approval.objects.filter(delivery=delivery_id, state=Approval.State.WAITING).exists()


def is_to_approve() -> Exists:
    """Of a notice: whether what it asks for still waits."""
    return Exists(Approval.objects.filter(pk=OuterRef("about_id"), state=Approval.State.WAITING))


def _shown() -> QuerySet[Approval]:
    return Approval.objects.select_related(
        "delivery__account", "writer", "asked_of", "decided_by", "person"
    )
