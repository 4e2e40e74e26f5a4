"""The rules by which a brand's conversations are given to somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapport.converse.models import BrandRouting, IntentSkill, RoutingStep
from rapport.workspace.models import Brand


@dataclass(frozen=True, slots=True)
class RoutingTold:
    """`team_ids`: the brand's pecking order. `skills`: by intent."""

    is_on: bool
    team_ids: Sequence[int]
    skills: Mapping[str, str]


def routing_of(brand: Brand) -> RoutingTold:
    steps = RoutingStep.objects.filter(brand=brand, account=None).order_by("position")
    return RoutingTold(
        is_on=BrandRouting.objects.filter(brand=brand, is_on=True).exists(),
        team_ids=list(steps.values_list("team_id", flat=True)),
        skills=dict(IntentSkill.objects.filter(brand=brand).values_list("intent", "skill")),
    )


def account_orders() -> dict[int, list[int]]:
    """Ids of teams by account, the first port of call first; only of accounts with an order of their own."""
    found: dict[int, list[int]] = {}
    steps = RoutingStep.objects.exclude(account=None).order_by("account_id", "position")
    for account_id, team_id in steps.values_list("account_id", "team_id"):
        if account_id is not None:
            found.setdefault(account_id, []).append(team_id)
    return found
