"""Policies as their page shows them, and what else asks of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.converse.documents import to_be_asked, which_hold
from rapport.converse.models import ClockPolicy, Conversation
from rapport.converse.policies import USUAL, policies_now
from rapport.query.errors import QueryError
from rapport.query.parsing import parse
from rapport.query.tree import And, Node
from rapport.workspace.errors import NotThere

# How many open conversations are asked, the latest: each is matched in memory while somebody waits for the page.
LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """`fits`, `gets`: open conversations its condition holds of, and of those the ones no policy above takes.

    `never`: the name of the one above that takes whatever it could; "" where none does. `goes_to`: what else it fits
    and who takes it, as (name, how many). `problem`: why its condition cannot be read.
    """

    policy: ClockPolicy
    tree: Node | None
    fits: int
    gets: int
    never: str
    goes_to: tuple[tuple[str, int], ...]
    problem: str


@dataclass(frozen=True, slots=True)
class PoliciesShown:
    lines: tuple[PolicyLine, ...]
    looked_at: int
    by_default: int  # those no policy fits
    there_are_more: bool


def policies_shown(*, now: datetime) -> PoliciesShown:
    """In their order, with what each gets of the latest 1,000 open conversations. Three statements."""
    policies = policies_now()
    rows, trees = policies.rows, policies.trees()
    is_open = Conversation.objects.filter(status=Conversation.Status.OPEN, danger=False)
    found = list(to_be_asked(is_open).order_by("-pk")[: LOOKED_AT + 1]) if rows else []
    asked = found[:LOOKED_AT]
    fits: Counter[int] = Counter()
    taken: dict[int, Counter[int]] = {policy.pk: Counter() for policy in rows}
    by_default = 0
    for held in which_hold(trees, asked, now=now) if trees else [[] for _ in asked]:
        fitting = [p.pk for p in rows if not p.condition or p.pk in held]
        by_default += not fitting
        for pk in fitting:
            fits[pk] += 1
            taken[pk][fitting[0]] += 1
    names = {policy.pk: policy.name for policy in rows}
    lines = tuple(
        PolicyLine(
            policy=policy,
            tree=trees.get(policy.pk),
            fits=fits[policy.pk],
            gets=taken[policy.pk][policy.pk],
            never=_never(rows[:number], policy, trees),
            goes_to=tuple(
                (names[to], n) for to, n in taken[policy.pk].most_common() if to != policy.pk
            ),
            problem=_problem(policy.condition),
        )
        for number, policy in enumerate(rows)
    )
    return PoliciesShown(lines, len(asked), by_default, len(found) > LOOKED_AT)


def policy_for(policy_id: int) -> ClockPolicy:
    """Raises NotThere."""
    policy = ClockPolicy.objects.filter(pk=policy_id).first()
    if policy is None:
        raise NotThere("This policy is gone. Somebody took it away.")
    return policy


def usual_response_minutes() -> int | None:
    """The first response owed to a conversation of which nothing is known; None where only a sign is."""
    usual = ClockPolicy.objects.filter(condition="").order_by("position", "pk").first() or USUAL
    return usual.first_response_minutes


def _never(above: Sequence[ClockPolicy], policy: ClockPolicy, trees: Mapping[int, Node]) -> str:
    """Whatever fits the policy fits that one above: it asks for nothing, the same, or for parts of what this asks for."""
    asked = set(_parts(trees.get(policy.pk)))
    for one in above:
        if not one.condition:
            return one.name
        needed = set(_parts(trees.get(one.pk)))
        if needed and needed <= asked:
            return one.name
    return ""


def _parts(tree: Node | None) -> tuple[Node, ...]:
    if tree is None:
        return ()
    return tuple(tree.parts) if isinstance(tree, And) else (tree,)


def _problem(condition: str) -> str:
    try:
        if condition:
            parse(condition)
    except QueryError as error:
        return f"At letter {error.position + 1}: {error}"
    return ""
