"""Whom the steps of an escalation tell, and after how long: what a room keeps when it starts one, and asks later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from rapport.workspace.models import EscalationStep, Member, Team

OWNERS = f"role:{Member.Role.OWNER}"


class Rung(NamedTuple):
    """`minutes` after the rung before; `whom` is "member:3", "team:2" or "role:lead"."""

    minutes: int
    whom: str


# Where nobody set steps: those who lead at once, and the owners half an hour later.
USUAL = (Rung(0, f"role:{Member.Role.LEAD}"), Rung(30, OWNERS))


def escalation_steps() -> list[EscalationStep]:
    """Those that were set, in their order."""
    return list(EscalationStep.objects.select_related("member", "team").order_by("position", "pk"))


def rungs_now() -> list[Rung]:
    """The steps as they are kept by what starts now. One statement."""
    steps = EscalationStep.objects.order_by("position", "pk")
    return [Rung(step.after_minutes, step.whom) for step in steps] or list(USUAL)


def told_by(wanted: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Ids of the members each `whom` tells today. Two statements.

    Where nobody is left, because the member went or the team is empty, the owners are told instead.
    """
    asked = {OWNERS, *wanted}
    roles, teams, members = (_of(asked, kind) for kind in ("role", "team", "member"))
    here = Member.objects.filter(is_active=True)
    found: dict[str, list[int]] = {whom: [] for whom in asked}
    by_role = here.filter(Q(role__in=roles) | Q(pk__in=[m for m in members if m.isdigit()]))
    for pk, role in by_role.order_by("pk").values_list("pk", "role"):
        for whom in (f"role:{role}", f"member:{pk}"):
            if whom in found:
                found[whom].append(pk)
    for team, pk in members_of_teams([int(t) for t in teams if t.isdigit()]):
        found[f"team:{team}"].append(pk)
    return {whom: tuple(ids or found[OWNERS]) for whom, ids in found.items()}


def members_of_teams(team_ids: Iterable[int]) -> list[tuple[int, int]]:
    """(team, member) of those who work here now. At most one statement."""
    wanted = set(team_ids)
    if not wanted:
        return []
    inside = Team.objects.filter(pk__in=wanted, members__is_active=True)
    return list(inside.order_by("pk", "members").values_list("pk", "members"))


def _of(asked: Iterable[str], kind: str) -> list[str]:
    return [whom.partition(":")[2] for whom in asked if whom.startswith(f"{kind}:")]
