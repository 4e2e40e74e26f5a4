"""The triage rules, in their order. Nothing is saved that cannot be read, does nothing, or goes round in a circle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from rapport.converse.models import Label, TriageRule
from rapport.converse.queries.triage import DryRun, dry_run
from rapport.converse.triage import trees_of, with_deeds
from rapport.converse.triage_circles import Drawn, circle
from rapport.converse.triage_drawing import drawn, gives_of, unknown_names
from rapport.ledger.locks import in_turn
from rapport.listen.looking import Vocabulary
from rapport.query.errors import QueryError
from rapport.query.tree import Node
from rapport.query.values import folded
from rapport.workspace.errors import InvalidEntry, NotAllowed, NotThere
from rapport.workspace.models import Member, Team
from rapport.workspace.queries import can

RULES_AT_MOST = 50
When = TriageRule.When


class HoldsOfMost(InvalidEntry):
    """It would hold of everything, or of more than half; saved once somebody says that is meant."""

    def __init__(self, run: DryRun, *, is_everything: bool) -> None:
        of = f"{run.held} of {run.looked_at} conversations of the last 7 days"
        said = "It holds of every conversation" if is_everything else "It holds of more than half"
        super().__init__({"sure": f"{said} ({of}): it sorts nothing. Tick this if that is meant."})
        self.run = run


@dataclass(frozen=True, slots=True)
class RuleWanted:
    """A rule as somebody wrote it. Given to a member or to a team, not both."""

    name: str
    when: str
    condition: str = ""
    label_ids: Sequence[int] = ()
    unlabel_ids: Sequence[int] = ()
    gives_to: Member | None = None
    gives_team: Team | None = None
    takes_over: bool = False
    tells: Sequence[Member] = ()
    tells_team: Team | None = None
    stops: bool = False
    is_on: bool = True


@dataclass(slots=True)
class _Checked:
    wanted: RuleWanted
    tree: Node | None = None
    labels: dict[int, Label] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def set_rule(
    wanted: RuleWanted,
    *,
    by: Member,
    now: datetime,
    is_sure: bool = False,
    rule_id: int | None = None,
) -> TriageRule:
    """Add a rule below the others, or change one; its place stays and its version grows.

    Raises InvalidEntry with the names of the fields, HoldsOfMost unless somebody `is_sure`, NotAllowed, NotThere.
    """
    _in_turn(by)
    checked = _check(wanted)
    if checked.wrong:
        raise InvalidEntry(checked.wrong)
    rules = list(with_deeds(TriageRule.objects.filter(removed_at=None)).order_by("position", "pk"))
    rule = _begun(rules) if rule_id is None else _there(rules, rule_id)
    _refuse_circle(checked, rules, rule)
    if not is_sure:
        _refuse_most(checked, now=now)
    for name in ("name", "when", "condition", "gives_to", "gives_team", "takes_over", "tells_team"):
        setattr(rule, name, getattr(wanted, name))
    rule.name, rule.condition = wanted.name.strip(), wanted.condition.strip()
    rule.stops, rule.is_on = wanted.stops, wanted.is_on
    rule.changed_by, rule.changed_at = by, now
    rule.version = rule.version + 1 if rule.pk else 1
    rule.save()
    rule.labels.set(wanted.label_ids)
    rule.unlabels.set(wanted.unlabel_ids)
    rule.tells.set(wanted.tells)
    return rule


def try_rule(wanted: RuleWanted, *, by: Member, now: datetime) -> DryRun:
    """What it would have done last week. Writes nothing. Raises InvalidEntry, NotAllowed."""
    if not can(by, "manage_triage"):
        raise NotAllowed("manage_triage")
    checked = _check(wanted)
    if checked.wrong:
        raise InvalidEntry(checked.wrong)
    return _run(checked, now=now)


@transaction.atomic
def turn_rule(rule_id: int, *, is_on: bool, by: Member, now: datetime) -> None:
    """On or off. One that would close a circle stays off: InvalidEntry. Raises NotAllowed, NotThere."""
    _in_turn(by)
    rules = list(with_deeds(TriageRule.objects.filter(removed_at=None)).order_by("position", "pk"))
    rule = _there(rules, rule_id)
    if is_on:
        trees = trees_of(rules)
        those = [one for one in rules if one.is_on or one.pk == rule_id]
        _refuse([drawn(one, trees.get(one.pk)) for one in those if _reads(one, trees)])
    rule.is_on, rule.changed_by, rule.changed_at = is_on, by, now
    rule.save(update_fields=["is_on", "changed_by", "changed_at"])


@transaction.atomic
def move_rule(rule_id: int, *, places: int, by: Member) -> None:
    """`places`: up where negative; beyond an end it stays at it. Raises NotAllowed, NotThere."""
    _in_turn(by)
    rules = list(TriageRule.objects.filter(removed_at=None).order_by("position", "pk"))
    moved = _there(rules, rule_id)
    at = rules.index(moved)
    rules.insert(max(0, min(len(rules) - 1, at + places)), rules.pop(at))
    for number, rule in enumerate(rules, 1):
        rule.position = number
    TriageRule.objects.bulk_update(rules, ["position"])


@transaction.atomic
def remove_rule(rule_id: int, *, by: Member, now: datetime) -> None:
    """It is asked no more; what it did stays, and can be undone. Safe to repeat. Raises NotAllowed."""
    _in_turn(by)
    TriageRule.objects.filter(pk=rule_id, removed_at=None).update(removed_at=now, changed_by=by)


def _check(wanted: RuleWanted) -> _Checked:
    checked = _Checked(wanted)
    wrong = checked.wrong
    if not wanted.name.strip():
        wrong["name"] = "Please fill this in."
    if wanted.when not in When.values:
        wrong["when"] = "Choose when it is asked."
    _check_condition(checked)
    _check_labels(checked)
    _check_people(wanted, wrong)
    does = wanted.label_ids or wanted.unlabel_ids or wanted.gives_to or wanted.gives_team
    if not (does or wanted.tells or wanted.tells_team):
        wrong.setdefault("labels", "Say what it does: put a label, give it away, or tell somebody.")
    return checked


def _check_condition(checked: _Checked) -> None:
    condition = checked.wanted.condition.strip()
    if not condition:
        return
    known = Vocabulary()
    try:
        checked.tree = known.tree(condition)
    except QueryError as error:
        checked.wrong["condition"] = f"At letter {error.position + 1}: {error}"
        return
    if unknown := unknown_names(checked.tree):
        checked.wrong["condition"] = " ".join(unknown)


def _check_labels(checked: _Checked) -> None:
    wanted, wrong = checked.wanted, checked.wrong
    checked.labels = Label.objects.in_bulk({*wanted.label_ids, *wanted.unlabel_ids})
    gone = {*wanted.label_ids, *wanted.unlabel_ids} - checked.labels.keys()
    if gone:
        wrong["labels"] = "A label you chose is gone. Choose again."
    for pk in wanted.label_ids:
        one = checked.labels.get(pk)
        if one is not None and one.retired_at is not None:
            wrong["labels"] = f"“{one.name}” is retired. Bring it back, or choose another."
    both = set(wanted.label_ids) & set(wanted.unlabel_ids)
    for pk in both & checked.labels.keys():
        wrong["unlabels"] = (
            f"It puts “{checked.labels[pk].name}” there and takes it off. Choose one."
        )


def _check_people(wanted: RuleWanted, wrong: dict[str, str]) -> None:
    if wanted.gives_to is not None and wanted.gives_team is not None:
        wrong["gives"] = "Give it to a colleague or to a team, not to both."
    if wanted.gives_to is not None and not can(wanted.gives_to, "answer"):
        wrong["gives"] = f"{wanted.gives_to.name} does not answer here. Choose somebody who does."
    for key, team in (("gives", wanted.gives_team), ("tells_team", wanted.tells_team)):
        if team is not None and not team.members.filter(is_active=True).exists():
            wrong[key] = f"Nobody is in the team {team.name}. Put somebody in, or choose another."
    gone = [member.name for member in wanted.tells if not member.is_active]
    if gone:
        wrong["tells"] = f"{', '.join(gone)} left. Choose somebody who works here."


def _refuse_circle(checked: _Checked, rules: Sequence[TriageRule], rule: TriageRule) -> None:
    if not checked.wanted.is_on:
        return
    trees = trees_of(rules)
    others = [one for one in rules if one.is_on and one.pk != rule.pk and _reads(one, trees)]
    wanted, labels = checked.wanted, checked.labels
    this = Drawn(
        pk=rule.pk or 0,
        name=wanted.name.strip(),
        when=wanted.when,
        tree=checked.tree,
        puts=frozenset(folded(labels[pk].name) for pk in wanted.label_ids),
        takes=frozenset(folded(labels[pk].name) for pk in wanted.unlabel_ids),
        gives=gives_of(wanted.gives_to, wanted.gives_team),
        takes_over=wanted.takes_over,
    )
    _refuse([this, *(drawn(one, trees.get(one.pk)) for one in others)])


def _reads(rule: TriageRule, trees: dict[int, Node]) -> bool:
    """One whose condition cannot be read any more holds of nothing."""
    return not rule.condition or rule.pk in trees


def _refuse(those: Sequence[Drawn]) -> None:
    found = circle(those)
    if found:
        names = " → ".join(f"“{one.name}”" for one in [*found, found[0]])
        raise InvalidEntry(
            {
                "condition": f"These rules go round in a circle: {names}. Each sets off or undoes the next, at every"
                " message. Let one of them ask for something the other rules out, or turn it off."
            }
        )


def _refuse_most(checked: _Checked, *, now: datetime) -> None:
    run = _run(checked, now=now)
    if checked.tree is None:
        raise HoldsOfMost(run, is_everything=True)
    if run.is_most:
        raise HoldsOfMost(run, is_everything=run.is_everything)


def _run(checked: _Checked, *, now: datetime) -> DryRun:
    wanted = checked.wanted
    rule = TriageRule(
        when=wanted.when,
        gives_to=wanted.gives_to,
        gives_team=wanted.gives_team,
        takes_over=wanted.takes_over,
    )
    named = checked.labels
    told = {member.pk for member in wanted.tells}
    if wanted.tells_team is not None:
        told.update(wanted.tells_team.members.filter(is_active=True).values_list("pk", flat=True))
    beside = {
        "label_rows": [{"id": pk, "name": named[pk].name} for pk in wanted.label_ids],
        "unlabel_rows": [{"id": pk, "name": named[pk].name} for pk in wanted.unlabel_ids],
        "tell_ids": sorted(told),
        "team_tell_ids": [],
    }
    for name, value in beside.items():
        setattr(rule, name, value)
    return dry_run(rule, checked.tree, now=now)


def _begun(rules: Sequence[TriageRule]) -> TriageRule:
    if len(rules) >= RULES_AT_MOST:
        raise InvalidEntry(
            {"name": f"{RULES_AT_MOST} rules are kept at most. Take one away first."}
        )
    return TriageRule(position=max((one.position for one in rules), default=0) + 1)


def _there(rules: Sequence[TriageRule], rule_id: int) -> TriageRule:
    for rule in rules:
        if rule.pk == rule_id:
            return rule
    raise NotThere("This rule is gone. Somebody took it away.")


def _in_turn(by: Member) -> None:
    if not can(by, "manage_triage"):
        raise NotAllowed("manage_triage")
    # The order and the circles are one thing: two people who change rules do it one after the other.
    in_turn("converse:triage_rules")
