"""What a condition and a rule look like to whoever checks them: names that are not there, circles, rules in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapport.converse.models import Label, TriageRule
from rapport.converse.triage_circles import Drawn, asked_together, can_hold_together
from rapport.converse.triage_reads import fields_with_sign
from rapport.query.tree import And, Node
from rapport.query.values import folded
from rapport.workspace.models import Member, Team

# How many names a refusal lists.
_LISTED = 8


def drawn(rule: TriageRule, tree: Node | None) -> Drawn:
    """`rule`: loaded by `triage.with_deeds`."""
    return Drawn(
        pk=rule.pk,
        name=rule.name,
        when=rule.when,
        tree=tree,
        puts=_folded(row["name"] for row in rule.label_rows),  # type: ignore[attr-defined]
        takes=_folded(row["name"] for row in rule.unlabel_rows),  # type: ignore[attr-defined]
        gives=gives_of(rule.gives_to, rule.gives_team),
        takes_over=rule.takes_over,
    )


def gives_of(member: Member | None, team: Team | None) -> Mapping[str, frozenset[str]]:
    if member is not None:
        return {"assignee": _folded((member.name, member.email))}
    if team is not None:
        return {"assignee": frozenset(), "team": _folded((team.name,))}
    return {}


def unknown_names(tree: Node) -> list[str]:
    """A sentence for each label, team and colleague a condition asks for that is not there. Three statements at most."""
    asked: dict[str, set[str]] = {"label": set(), "team": set(), "assignee": set()}
    for field, _ in fields_with_sign(tree):
        if field.name in asked:
            asked[field.name].update(field.values)
    said: list[str] = []
    if asked["label"]:
        names = list(Label.objects.order_by("key").values_list("name", flat=True))
        said += _missing("label", asked["label"], names, names, "There is no label “%s”.")
    if asked["team"]:
        names = list(Team.objects.order_by("name").values_list("name", flat=True))
        said += _missing("team", asked["team"], names, names, "There is no team “%s”.")
    if asked["assignee"]:
        here = list(Member.objects.filter(is_active=True).order_by("name"))
        known = [word for member in here for word in (member.name, member.email)]
        listed = [member.name for member in here]
        said += _missing("assignee", asked["assignee"], known, listed, "Nobody here is called “%s”.")  # fmt: skip
    return said


def _missing(
    kind: str, asked: Iterable[str], known: Iterable[str], listed: Sequence[str], sentence: str
) -> list[str]:
    there = _folded(known)
    wrong = sorted(value for value in asked if folded(value) not in there)
    if not wrong:
        return []
    names = ", ".join(listed[:_LISTED]) + ("…" if len(listed) > _LISTED else "")
    remedy = (
        f"After {kind}: may stand {names}."
        if names
        else f"There is none to ask for yet: take {kind}: out."
    )
    return [f"{sentence % value} {remedy}" for value in wrong]


def gives_before(
    rule: TriageRule, above: Sequence[TriageRule], trees: Mapping[int, Node]
) -> TriageRule | None:
    """A rule above that gives the same conversations to somebody else: the first wins."""
    mine = _given(rule)
    if mine is None:
        return None
    for one in above:
        theirs = _given(one)
        if theirs is None or theirs == mine or not asked_together(one.when, rule.when):
            continue
        if can_hold_together(trees.get(one.pk), trees.get(rule.pk)):
            return one
    return None


def never_reached(
    rule: TriageRule, above: Sequence[TriageRule], trees: Mapping[int, Node]
) -> TriageRule | None:
    """A rule above that stops whatever this one could hold of: it asks for nothing, or for parts of what this asks for."""
    asked = set(_parts(trees.get(rule.pk)))
    for one in above:
        if not one.stops or one.when != rule.when:
            continue
        if not one.condition or (one.pk in trees and set(_parts(trees[one.pk])) <= asked):
            return one
    return None


def _given(rule: TriageRule) -> tuple[str, Any] | None:
    if rule.gives_to_id:
        return ("member", rule.gives_to_id)
    return ("team", rule.gives_team_id) if rule.gives_team_id else None


def _parts(tree: Node | None) -> tuple[Node, ...]:
    if tree is None:
        return ()
    return tuple(tree.parts) if isinstance(tree, And) else (tree,)


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded, names))
