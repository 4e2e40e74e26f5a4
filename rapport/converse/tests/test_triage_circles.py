"""Rules that go round: found from what they read and write, and nothing found where none do."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.converse.triage_circles import Drawn, can_hold_together, circle
from rapport.query.parsing import parse
from rapport.query.tree import And, Node, Not


def rule(
    name: str,
    condition: str = "",
    *,
    puts: str = "",
    takes: str = "",
    when: str = "message",
    team: str = "",
) -> Drawn:
    return Drawn(
        pk=ord(name),
        name=name,
        when=when,
        tree=parse(condition).tree if condition else None,
        puts=frozenset(puts.split()),
        takes=frozenset(takes.split()),
        gives={"team": frozenset([team])} if team else {},
        takes_over=bool(team),
    )


GO_ROUND = {
    "one puts what the other takes where it stands": [
        rule("A", "refund", puts="x"),
        rule("B", "label:x", takes="x"),
    ],
    "each puts what the other asks for": [
        rule("A", "label:x", puts="y"),
        rule("B", "label:y", puts="x"),
    ],
    "each waits for what the other undoes": [
        rule("A", "-label:x", puts="x"),
        rule("B", "label:x", takes="x"),
    ],
    "two teams that hand it to each other": [
        rule("A", "team:care", team="billing"),
        rule("B", "team:billing", team="care"),
    ],
    "three in a ring": [
        rule("A", "label:x refund", puts="y"),
        rule("B", "label:y", puts="z"),
        rule("C", "label:z", puts="x"),
    ],
    "a beginning and a message": [
        rule("A", puts="x", when="opened"),
        rule("B", "label:x", takes="x"),
    ],
}
DO_NOT = {
    "a label put once": [rule("A", "-label:x", puts="x")],
    "what one takes is put when something else happens": [
        rule("A", puts="waits", when="answer"),
        rule("B", "label:waits", takes="waits"),
    ],
    "no message fulfils both": [
        rule("A", "sentiment:negative", puts="angry"),
        rule("B", "label:angry -sentiment:negative", takes="angry"),
    ],
    "two values of one thing": [
        rule("A", "sentiment:negative", puts="angry"),
        rule("B", "label:angry sentiment:positive", takes="angry"),
    ],
    "one is the exception of the other": [
        rule("A", "refund", puts="x"),
        rule("B", "thanks", takes="x"),
    ],
    "a chain": [rule("A", "refund", puts="x"), rule("B", "label:x", puts="y")],
    "one that waits until a label is gone": [
        rule("A", "-label:x", puts="y"),
        rule("B", "label:y", puts="z"),
    ],
}


@pytest.mark.parametrize("case", GO_ROUND)
def test_rules_that_go_round_are_named_in_their_order(case: str) -> None:
    rules = GO_ROUND[case]
    for order in permutations(rules):
        assert {one.name for one in circle(order)} == {one.name for one in rules}


@pytest.mark.parametrize("case", DO_NOT)
def test_rules_that_do_not_go_round_are_left_alone(case: str) -> None:
    for order in permutations(DO_NOT[case]):
        assert circle(order) == []


def test_a_circle_is_named_without_the_rules_that_merely_stand_beside_it() -> None:
    beside = [rule("Z", "label:q", puts="x"), rule("Y", "label:x", puts="w")]
    found = circle([*beside, *GO_ROUND["each puts what the other asks for"]])
    assert {one.name for one in found} == {"A", "B"}


CONDITIONS = st.recursive(
    st.sampled_from(["refund", "late", "sentiment:negative", "sentiment:positive", "label:x"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} AND {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} OR {two[1]})"),
        inner.map(lambda one: f"NOT ({one})"),
    ),
    max_leaves=5,
).map(lambda text: parse(text).tree)


@given(CONDITIONS, CONDITIONS)
def test_holding_together_does_not_depend_on_which_is_asked_first(one: Node, other: Node) -> None:
    assert can_hold_together(one, other) == can_hold_together(other, one)


@given(CONDITIONS)
def test_what_asks_for_no_label_never_holds_with_its_opposite(one: Node) -> None:
    if "label" not in str(one):
        assert not can_hold_together(one, Not(one))


@given(CONDITIONS, CONDITIONS)
def test_what_cannot_hold_as_one_condition_holds_together_of_nothing(
    one: Node, other: Node
) -> None:
    """Two conditions that hold together also hold as one, unless they ask for what rules change."""
    if "label" not in str((one, other)):
        assert can_hold_together(one, other) == can_hold_together(And((one, other)), None)
