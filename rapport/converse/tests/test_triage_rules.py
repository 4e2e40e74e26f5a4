"""Keeping triage rules: what is refused and why, the dry run, and circles found before saving."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rapport.converse import actions, queries
from rapport.converse.models import ClockPolicy, Label, RuleApplied, TriageRule
from rapport.converse.testing import SmallWorld
from rapport.workspace.actions import add_team, deactivate
from rapport.workspace.errors import InvalidEntry, NotAllowed, NotThere
from rapport.workspace.models import Member, Notice

pytestmark = pytest.mark.django_db
When = TriageRule.When


@pytest.fixture
def money(lena: Member) -> Label:
    return actions.add_label("money", by=lena)


def wanted(money: Label, **changes: Any) -> actions.RuleWanted:
    usual: dict[str, Any] = {
        "name": "Refunds",
        "when": When.MESSAGE,
        "condition": "refund",
        "label_ids": [money.pk],
    }
    return actions.RuleWanted(**usual | changes)


def refusal(lena: Member, world: SmallWorld, rule: actions.RuleWanted) -> dict[str, str]:
    with pytest.raises(InvalidEntry) as refused:
        actions.set_rule(rule, by=lena, now=world.now)
    assert not TriageRule.objects.filter(name=rule.name).exists()
    return refused.value.fields


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"name": " "}, "name", "fill this in"),
        ({"when": "never"}, "when", "Choose when"),
        ({"condition": "(refund"}, "condition", "At letter 1: "),
        ({"condition": "a NEAR/"}, "condition", "At letter "),
        (
            {"condition": "label:monney"},
            "condition",
            "no label “monney”. After label: may stand money",
        ),
        ({"condition": "NOT team:nobody"}, "condition", "no team “nobody”"),
        ({"condition": "refund (assignee:zoe)"}, "condition", "Nobody here is called “zoe”"),
        ({"condition": "list:nowhere"}, "condition", "nowhere"),
        ({"label_ids": []}, "labels", "Say what it does"),
        ({"label_ids": [999_999]}, "labels", "gone"),
    ],
)
def test_what_cannot_be_a_rule_says_where_and_what_to_do(
    lena: Member, world: SmallWorld, money: Label, changes: dict[str, Any], field: str, says: str
) -> None:
    assert says in refusal(lena, world, wanted(money, **changes))[field]


def test_a_label_put_and_taken_at_once_is_refused(
    lena: Member, world: SmallWorld, money: Label
) -> None:
    said = refusal(lena, world, wanted(money, unlabel_ids=[money.pk]))
    assert "“money”" in said["unlabels"]


def test_a_retired_label_is_put_nowhere_and_one_that_a_rule_puts_is_not_retired(
    lena: Member, world: SmallWorld, money: Label
) -> None:
    actions.set_rule(wanted(money), by=lena, now=world.now)
    with pytest.raises(InvalidEntry, match="“Refunds”"):
        actions.retire_label(money.pk, by=lena, now=world.now)
    Label.objects.update(retired_at=world.now)
    assert "retired" in refusal(lena, world, wanted(money, name="Other"))["labels"]


def test_a_label_that_a_condition_names_is_not_merged_away(
    lena: Member, world: SmallWorld, money: Label
) -> None:
    cash, paid = (actions.add_label(name, by=lena) for name in ("cash", "paid"))
    says = wanted(paid, condition="label:cash", unlabel_ids=[cash.pk])
    rule = actions.set_rule(says, by=lena, now=world.now)
    with pytest.raises(InvalidEntry, match=r"“Refunds” ask for label:cash"):
        actions.merge_labels(cash.pk, money.pk, by=lena)
    TriageRule.objects.update(condition="refund")
    actions.merge_labels(cash.pk, money.pk, by=lena)
    assert [one.pk for one in rule.unlabels.all()] == [money.pk]


def test_a_label_that_a_clock_policy_names_is_not_merged_away(
    lena: Member, world: SmallWorld, money: Label
) -> None:
    cash = actions.add_label("cash", by=lena)
    policy = ClockPolicy(name="Money matters", condition="refund label:Cash")
    actions.set_policy(policy, by=lena, now=world.now)
    assert queries.policies_asking_for(cash) == ["Money matters"]
    with pytest.raises(InvalidEntry, match=r"“Money matters” ask for label:cash"):
        actions.merge_labels(cash.pk, money.pk, by=lena)


def test_whoever_left_and_guests_are_given_nothing(
    lena: Member, world: SmallWorld, money: Label, gus: Member, charlie: Member
) -> None:
    for who in (gus, charlie):
        assert who.name in refusal(lena, world, wanted(money, gives_to=who))["gives"]
    assert charlie.name in refusal(lena, world, wanted(money, tells=[charlie]))["tells"]


def test_a_team_of_nobody_is_given_and_told_nothing(
    lena: Member, olivia: Member, alice: Member, world: SmallWorld, money: Label
) -> None:
    team = add_team("Refund desk", members=[alice], by=olivia)
    deactivate(alice, by=olivia)
    assert "Nobody is in the team Refund desk" in refusal(lena, world, wanted(money, gives_team=team))["gives"]  # fmt: skip
    assert "Refund desk" in refusal(lena, world, wanted(money, tells_team=team))["tells_team"]


def test_agents_keep_no_rules(alice: Member, world: SmallWorld, money: Label) -> None:
    with pytest.raises(NotAllowed):
        actions.set_rule(wanted(money), by=alice, now=world.now)
    with pytest.raises(NotAllowed):
        actions.try_rule(wanted(money), by=alice, now=world.now)


def test_a_rule_of_everything_is_saved_once_somebody_says_it_is_meant(
    lena: Member, world: SmallWorld, money: Label
) -> None:
    for who in ("kajsa", "pelle", "nurse"):
        world.says("Where is my refund?", who=who)
    run = world_week(world, lena, wanted(money, condition=""))
    assert (run.held, run.looked_at) == (3, 3)
    said = refusal(lena, world, wanted(money, condition=""))
    assert "every conversation (3 of 3" in said["sure"]
    assert "every conversation (3 of 3" in refusal(lena, world, wanted(money))["sure"]
    rule = actions.set_rule(wanted(money), by=lena, now=world.now, is_sure=True)
    assert rule.pk


def test_a_rule_of_more_than_half_asks_too(lena: Member, world: SmallWorld, money: Label) -> None:
    for number in range(12):
        world.says("My refund?" if number < 7 else "My train?", who=f"p{number}")
    assert "more than half (7 of 12" in refusal(lena, world, wanted(money))["sure"]
    actions.set_rule(wanted(money, condition="train"), by=lena, now=world.now)


def world_week(world: SmallWorld, by: Member, rule: actions.RuleWanted) -> queries.DryRun:
    return actions.try_rule(rule, by=by, now=world.now)


def test_the_dry_run_says_what_would_have_changed_and_changes_nothing(
    lena: Member, world: SmallWorld, money: Label, alice: Member, bob: Member
) -> None:
    for who in ("kajsa", "pelle"):
        world.says("Where is my refund?", who=who)
    world.says("Where is my train?", who="nurse")
    kajsas, pelles = world.conversation("kajsa"), world.conversation("pelle")
    actions.label(kajsas.pk, money.pk, by=alice, now=world.now)
    actions.assign(pelles.pk, to=bob, by=bob, now=world.now)
    run = world_week(world, lena, wanted(money, gives_to=alice, tells=[lena]))
    assert (run.looked_at, run.held) == (3, 2)
    assert run.ids == (pelles.pk, kajsas.pk)
    assert (run.labelled, run.given, run.told) == (1, 1, 1)
    assert not RuleApplied.objects.exists()
    assert not Notice.objects.filter(kind="converse.rule_tells").exists()
    assert world.conversation("kajsa").assignee is None


@pytest.mark.parametrize("when", When.values)
def test_the_dry_run_looks_at_those_to_which_it_happened_last_week(
    lena: Member, world: SmallWorld, money: Label, when: str
) -> None:
    world.says("Where is my refund?", key="first")
    if when == When.ANSWER:
        world.ours("It left today.", under="first", at=world.passes(minutes=1))
    if when in (When.WARNING, When.BREACH):
        actions.sound_alarms(now=world.passes(minutes=8))
    if when == When.BREACH:
        actions.sound_alarms(now=world.passes(minutes=20))
    assert world_week(world, lena, wanted(money, when=when)).held == 1
    world.now += timedelta(days=8)
    assert world_week(world, lena, wanted(money, when=when)).looked_at == 0


def test_a_circle_is_found_before_it_is_saved_and_names_its_rules(
    lena: Member, world: SmallWorld, money: Label
) -> None:
    first = actions.set_rule(wanted(money, name="Puts it"), by=lena, now=world.now)
    takes = wanted(
        money, name="Takes it", condition="label:money", label_ids=[], unlabel_ids=[money.pk]
    )
    said = refusal(lena, world, takes)["condition"]
    assert "“Puts it”" in said
    assert "“Takes it”" in said
    # What the first rules out closes no circle.
    actions.set_rule(
        wanted(
            money,
            name="Takes it later",
            condition="label:money -refund",
            label_ids=[],
            unlabel_ids=[money.pk],
        ),
        by=lena,
        now=world.now,
    )
    # Nor does one that is off, until it is turned on.
    actions.turn_rule(first.pk, is_on=False, by=lena, now=world.now)
    actions.set_rule(takes, by=lena, now=world.now)
    with pytest.raises(InvalidEntry, match="circle"):
        actions.turn_rule(first.pk, is_on=True, by=lena, now=world.now)


def test_a_rule_changes_its_version_and_keeps_its_place(
    lena: Member, world: SmallWorld, money: Label
) -> None:
    first = actions.set_rule(wanted(money), by=lena, now=world.now)
    actions.set_rule(wanted(money, name="Second", condition="train"), by=lena, now=world.now)
    actions.set_rule(
        wanted(money, condition="refund late"), by=lena, now=world.now, rule_id=first.pk
    )
    rules = [line.rule for line in queries.rule_lines(now=world.now)]
    assert [(rule.name, rule.version) for rule in rules] == [("Refunds", 2), ("Second", 1)]
    actions.remove_rule(first.pk, by=lena, now=world.now)
    with pytest.raises(NotThere):
        actions.set_rule(wanted(money), by=lena, now=world.now, rule_id=first.pk)
    world.says("Where is my late refund?")
    assert not RuleApplied.objects.exists()


def test_a_rule_that_is_never_reached_names_the_one_that_stops_it(
    lena: Member, world: SmallWorld, money: Label
) -> None:
    actions.set_rule(wanted(money, stops=True), by=lena, now=world.now)
    actions.set_rule(wanted(money, name="Late", condition="refund late"), by=lena, now=world.now)
    first, second = queries.rule_lines(now=world.now)
    assert first.never is None
    assert second.never == first.rule


def test_the_list_counts_conversations_of_seven_days_in_few_statements(
    lena: Member, world: SmallWorld, money: Label, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        condition = "refund" if not number else f"train {number}"
        actions.set_rule(
            wanted(money, name=f"{number}", condition=condition), by=lena, now=world.now
        )
    for text in ("My refund?", "My refund, still?"):
        world.says(text)
    world.says("My refund?", who="pelle")
    now = RuleApplied.objects.latest("pk").at
    with django_assert_max_num_queries(2):
        lines = queries.rule_lines(now=now)
    assert [line.touched for line in lines] == [2, 0, 0, 0, 0, 0]


def test_labels_do_not_become_one_where_a_rule_would_put_and_take_it(
    world: SmallWorld, money: Label, lena: Member
) -> None:
    settled = actions.add_label("settled", by=lena)
    rule = wanted(
        money, name="Paid", condition="paid", label_ids=[settled.pk], unlabel_ids=[money.pk]
    )
    paid = actions.set_rule(rule, by=lena, now=world.now, is_sure=True)
    for old, kept in ((settled, money), (money, settled)):
        with pytest.raises(InvalidEntry, match=f"“Paid” would put “{kept.name}” there and take"):
            actions.merge_labels(old.pk, kept.pk, by=lena)
    assert list(paid.labels.all()) == [settled]
    assert list(paid.unlabels.all()) == [money]
    actions.remove_rule(paid.pk, by=lena, now=world.now)
    actions.merge_labels(money.pk, settled.pk, by=lena)


def test_labels_do_not_become_one_where_rules_would_go_round(
    world: SmallWorld, money: Label, lena: Member
) -> None:
    late, refund = (actions.add_label(name, by=lena) for name in ("late", "refund"))
    for rule in (
        wanted(money, name="First", condition="label:late", label_ids=[refund.pk]),
        wanted(money, name="Second", condition="label:money", label_ids=[late.pk]),
    ):
        actions.set_rule(rule, by=lena, now=world.now, is_sure=True)
    with pytest.raises(InvalidEntry, match="circle: “First” → “Second” → “First”"):
        actions.merge_labels(refund.pk, money.pk, by=lena)
    second = TriageRule.objects.get(name="Second")
    actions.turn_rule(second.pk, is_on=False, by=lena, now=world.now)
    actions.merge_labels(refund.pk, money.pk, by=lena)
    assert list(TriageRule.objects.get(name="First").labels.all()) == [money]
