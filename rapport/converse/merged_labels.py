"""What becomes of triage rules when one label becomes another: said before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapport.converse.models import Label, TriageRule
from rapport.converse.triage import trees_of, with_deeds
from rapport.converse.triage_circles import Drawn, circle
from rapport.converse.triage_drawing import drawn
from rapport.query.values import folded


def rules_in_the_way(old: Label, kept: Label) -> str:
    """Why the two cannot become one, and which rules to change; "" where none is in the way. Three statements at most."""
    known = TriageRule.objects.filter(removed_at=None)
    rules = list(with_deeds(known).order_by("position", "pk"))
    trees = trees_of(rules)
    before = {rule.pk: drawn(rule, trees.get(rule.pk)) for rule in rules}
    after = {pk: _merged(one, old, kept) for pk, one in before.items()}
    at_odds = [one for one in after.values() if one.puts & one.takes]
    if at_odds:
        return _at_odds(at_odds, kept)
    # One whose condition cannot be read any more holds of nothing.
    asked = [rule.pk for rule in rules if rule.is_on and (not rule.condition or rule.pk in trees)]
    found = circle([after[pk] for pk in asked])
    return _round(found, kept) if found and not circle([before[pk] for pk in asked]) else ""


def _merged(one: Drawn, old: Label, kept: Label) -> Drawn:
    name, stays = folded(old.name), folded(kept.name)
    puts, takes = (
        frozenset(stays if label == name else label for label in labels)
        for labels in (one.puts, one.takes)
    )
    return replace(one, puts=puts, takes=takes)


def _at_odds(rules: Sequence[Drawn], kept: Label) -> str:
    names = ", ".join(f"“{one.name}”" for one in rules)
    return f"The rules {names} would put “{kept.name}” there and take it off. Change them first."


def _round(rules: Sequence[Drawn], kept: Label) -> str:
    names = " → ".join(f"“{one.name}”" for one in [*rules, rules[0]])
    return (
        f"With “{kept.name}” for both these rules would go round in a circle: {names}. Let one of them ask for something"
        " the other rules out, or turn it off."
    )
