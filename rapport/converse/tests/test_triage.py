"""Triage rules: what they do to what arrives, that they do it once, and that it can be taken back."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import rapport.converse
from rapport.channels.contract import Author, Page
from rapport.converse import actions, queries
from rapport.converse.erasing import let_rules_applied_go
from rapport.converse.models import Conversation, Label, RuleApplied, TriageRule
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import receive
from rapport.listen.models import Message
from rapport.workspace.actions import add_team, deactivate
from rapport.workspace.errors import NotAllowed
from rapport.workspace.models import Member, Notice, Team
from rapport.workspace.queries import notice_sentences

pytestmark = pytest.mark.django_db
Add = Callable[..., TriageRule]
When = TriageRule.When


@pytest.fixture
def add(lena: Member, world: SmallWorld) -> Add:
    """A rule by its condition; labels by name, made where they are not there."""

    def added(
        condition: str = "",
        *,
        puts: str = "",
        takes: str = "",
        when: str = When.MESSAGE,
        **more: Any,
    ) -> TriageRule:
        wanted = actions.RuleWanted(
            name=more.pop("name", condition or "Everything"),
            when=when,
            condition=condition,
            label_ids=[label_of(puts, lena).pk] if puts else [],
            unlabel_ids=[label_of(takes, lena).pk] if takes else [],
            **more,
        )
        return actions.set_rule(wanted, by=lena, now=world.now, is_sure=True)

    return added


def label_of(name: str, lena: Member) -> Label:
    return Label.objects.filter(name=name).first() or actions.add_label(name, by=lena)


def labels(world: SmallWorld, who: str = "kajsa") -> list[str]:
    rows = queries.rows_of(Member.objects.get(name="Lena Lund"), [world.conversation(who).pk])
    return [chip.name for chip in rows[0].labels]


@pytest.fixture
def refunds(alice: Member, bob: Member, brand: object, olivia: Member) -> Team:
    return add_team("Refunds", members=[alice, bob], by=olivia)


def test_a_message_that_a_rule_holds_of_is_labelled_given_and_told(
    world: SmallWorld, add: Add, alice: Member, lena: Member
) -> None:
    add("refund", puts="money", gives_to=alice, tells=[lena], name="Refunds")
    world.says("Where is my refund?")
    world.says("Where is my train?", who="pelle")
    kajsas = world.conversation("kajsa")
    assert labels(world) == ["money"]
    assert labels(world, "pelle") == []
    assert kajsas.assignee == alice
    assert world.conversation("pelle").assignee is None
    notice = Notice.objects.get(kind="converse.rule_tells")
    assert (notice.member, notice.about_id) == (lena, kajsas.pk)
    page = queries.conversation_page(alice, kajsas.pk, now=world.now)
    (event,) = [turn for turn in page.turns if turn.text.startswith("ruled:")]
    assert '"rule": "Refunds"' in event.text
    assert event.applied_id == RuleApplied.objects.get().pk
    assert RuleApplied.objects.get().rule_version == 1


def test_what_a_rule_tells_names_the_rule_and_the_person(
    world: SmallWorld, add: Add, lena: Member
) -> None:
    add("refund", tells=[lena], name="Look here")
    world.says("Where is my refund?")
    told = Notice.objects.filter(kind="converse.rule_tells")
    (said,) = notice_sentences(told).values()
    assert said == "Rule “Look here”: see the conversation with Kajsa (Echo)."


def test_rules_are_asked_in_their_order_and_one_may_be_the_last(
    world: SmallWorld, add: Add
) -> None:
    add("refund", puts="first", stops=True, name="First")
    second = add("refund", puts="second", name="Second")
    world.says("Where is my refund?")
    assert labels(world) == ["first"]
    actions.move_rule(second.pk, places=-1, by=Member.objects.get(name="Lena Lund"))
    world.says("And my refund?", who="pelle")
    assert labels(world, "pelle") == ["first", "second"]


def test_a_rule_sees_what_the_rule_above_it_did(world: SmallWorld, add: Add, alice: Member) -> None:
    add("refund", puts="money")
    add("label:money -train", gives_to=alice)
    world.says("Where is my refund?")
    world.says("A refund for my train?", who="pelle")
    assert world.conversation("kajsa").assignee == alice
    assert world.conversation("pelle").assignee is None


def test_the_first_of_two_that_give_it_differently_wins(
    world: SmallWorld, add: Add, alice: Member, bob: Member
) -> None:
    add("refund", gives_to=alice)
    add("refund", gives_to=bob, takes_over=True, name="Second")
    world.says("Where is my refund?")
    assert world.conversation().assignee == alice
    (first, second) = queries.rule_lines(now=world.now)
    assert first.first is None
    assert second.first == first.rule


def test_an_owner_keeps_it_unless_the_rule_says_so(
    world: SmallWorld, add: Add, alice: Member, bob: Member
) -> None:
    rule = add("refund", gives_to=bob)
    world.says("Hello, is somebody there?")
    actions.assign(world.conversation().pk, to=alice, by=alice, now=world.now)
    world.says("Where is my refund?", at=world.passes(minutes=1))
    assert world.conversation().assignee == alice
    TriageRule.objects.filter(pk=rule.pk).update(takes_over=True)
    world.says("My refund!", at=world.passes(minutes=1))
    assert world.conversation().assignee == bob


def test_danger_is_labelled_and_told_and_never_given_away(
    world: SmallWorld, add: Add, alice: Member, lena: Member
) -> None:
    add("jump OR refund", puts="seen", gives_to=alice, takes_over=True, tells=[lena])
    world.says("I cannot go on, I will jump in front of the train")
    conversation = world.conversation()
    assert conversation.danger
    assert labels(world) == ["seen"]
    assert conversation.assignee != alice
    assert Notice.objects.filter(kind="converse.rule_tells", member=lena).exists()


def test_each_when_is_asked_when_it_happens_and_at_nothing_else(
    world: SmallWorld, add: Add
) -> None:
    for when in When.values:
        add("", puts=when, when=when, name=when)
    world.says("Where is my refund?", key="first")
    assert labels(world) == ["message", "opened"]
    actions.sound_alarms(now=world.passes(minutes=8))
    assert labels(world) == ["message", "opened", "warning"]
    actions.sound_alarms(now=world.passes(minutes=20))
    assert labels(world) == ["breach", "message", "opened", "warning"]
    world.ours("It left today.", under="first", at=world.passes(minutes=1))
    assert labels(world) == ["answer", "breach", "message", "opened", "warning"]
    (opened,) = RuleApplied.objects.filter(rule__when=When.OPENED)
    world.says("Thank you, and the refund?", at=world.passes(minutes=1))
    assert RuleApplied.objects.filter(rule__when=When.OPENED).get() == opened


def test_an_answer_sent_from_here_is_one_event_however_it_is_heard_of(
    world: SmallWorld, add: Add, alice: Member, lena: Member
) -> None:
    add("", when=When.ANSWER, tells=[lena], name="Answered")
    world.says("Where is my refund?", key="first")
    pk = world.conversation().pk
    delivery = actions.reply(pk, "It left today.", by=alice, now=world.now)
    type(delivery).objects.filter(pk=delivery.pk).update(state="sent", sent_at=world.now)
    actions.answer_sent(delivery.pk, now=world.now)
    actions.answer_sent(delivery.pk, now=world.now)
    assert RuleApplied.objects.count() == 1


def test_of_one_event_heard_of_twice_the_rules_below_are_not_asked_after_all(
    world: SmallWorld, add: Add, alice: Member, bob: Member, lena: Member
) -> None:
    add("", when=When.ANSWER, gives_to=bob, takes_over=True, name="First")
    add("", when=When.ANSWER, gives_to=lena, takes_over=True, name="Second")
    add("-label:done", when=When.ANSWER, puts="done", stops=True, name="Last")
    add("", when=When.ANSWER, puts="never", name="Never")
    world.says("Where is my refund?", key="first")
    delivery = actions.reply(world.conversation().pk, "Today.", by=alice, now=world.now)
    type(delivery).objects.filter(pk=delivery.pk).update(state="sent", sent_at=world.now)
    for _ in range(2):
        actions.answer_sent(delivery.pk, now=world.now)
        assert world.conversation().assignee == bob
        assert labels(world) == ["done"]


def test_the_same_messages_again_change_nothing(world: SmallWorld, add: Add, lena: Member) -> None:
    add("refund", puts="money", tells=[lena])
    message = world.says("Where is my refund?")
    actions.take_in(world.account.pk, message_ids=[message.pk], now=world.now)
    assert RuleApplied.objects.count() == 1
    assert Notice.objects.filter(kind="converse.rule_tells").count() == 1


def test_a_condition_that_cannot_be_read_any_more_holds_of_nothing(
    world: SmallWorld, add: Add
) -> None:
    rule = add("refund", puts="money")
    TriageRule.objects.filter(pk=rule.pk).update(condition="(refund")
    world.says("Where is my refund?")
    assert labels(world) == []
    (line,) = queries.rule_lines(now=world.now)
    assert "At letter 1" in line.problems[0]


def test_whoever_left_is_given_nothing_and_the_page_says_so(
    world: SmallWorld, add: Add, alice: Member, lena: Member, olivia: Member
) -> None:
    add("refund", gives_to=alice, tells=[lena])
    deactivate(alice, by=olivia)
    deactivate(lena, by=olivia)
    run_jobs()
    world.says("Where is my refund?")
    assert world.conversation().assignee is None
    assert not Notice.objects.filter(kind="converse.rule_tells").exists()
    (line,) = queries.rule_lines(now=world.now)
    assert "does not answer here any more" in line.problems[0]


def test_a_team_is_given_it_and_told(world: SmallWorld, add: Add, refunds: Team) -> None:
    add("refund", gives_team=refunds, tells_team=refunds)
    world.says("Where is my refund?")
    assert world.conversation().team == refunds
    assert Notice.objects.filter(kind="converse.rule_tells").count() == 2


def test_undoing_one_puts_back_what_nobody_changed_since(
    world: SmallWorld, add: Add, alice: Member, bob: Member, lena: Member
) -> None:
    add("refund", puts="money", takes="new", gives_to=alice)
    world.says("Hello, is somebody there?")
    pk = world.conversation().pk
    actions.label(pk, label_of("new", lena).pk, by=bob, now=world.now)
    world.says("Where is my refund?", at=world.passes(minutes=1))
    assert labels(world) == ["money"]
    applied = RuleApplied.objects.get()
    assert actions.undo_applied(applied.pk, by=bob, now=world.now)
    assert labels(world) == ["new"]
    assert world.conversation().assignee is None
    assert not actions.undo_applied(applied.pk, by=bob, now=world.now)
    page = queries.conversation_page(bob, pk, now=world.now)
    events = [turn for turn in page.turns if turn.kind == "event"]
    assert "rule_undone:refund" in [turn.text for turn in events]
    assert [turn.applied_id for turn in events] == [None] * len(events)


def test_undoing_leaves_what_somebody_decided_since(
    world: SmallWorld, add: Add, alice: Member, bob: Member, lena: Member
) -> None:
    add("refund", puts="money", gives_to=alice)
    world.says("Where is my refund?")
    pk, money = world.conversation().pk, label_of("money", lena)
    actions.unlabel(pk, money.pk, by=bob, now=world.now)
    actions.label(pk, money.pk, by=bob, now=world.now)
    actions.assign(pk, to=bob, by=bob, now=world.now)
    actions.undo_applied(RuleApplied.objects.get().pk, by=bob, now=world.now)
    assert labels(world) == ["money"]
    assert world.conversation().assignee == bob


def test_a_whole_day_of_a_rule_is_taken_back_at_once(
    world: SmallWorld, add: Add, lena: Member, alice: Member
) -> None:
    rule = add("refund", puts="money", gives_to=alice)
    world.says("Where is my refund?", who="old")
    RuleApplied.objects.update(at=world.now)
    world.passes(minutes=60 * 25)
    for who in ("kajsa", "pelle"):
        world.says("Where is my refund?", who=who)
    RuleApplied.objects.filter(conversation__gt=world.conversation("old").pk).update(at=world.now)
    with pytest.raises(NotAllowed):
        actions.undo_rule(rule.pk, by=alice, now=world.now)
    assert actions.undo_rule(rule.pk, by=lena, now=world.now) == 2
    assert [labels(world, who) for who in ("old", "kajsa", "pelle")] == [["money"], [], []]
    assert actions.undo_rule(rule.pk, by=lena, now=world.now) == 0


def test_a_batch_costs_as_many_statements_whether_one_or_twenty_are_in_it(
    world: SmallWorld, add: Add, alice: Member, lena: Member
) -> None:
    for number in range(5):
        add("refund", puts=f"money {number}", gives_to=alice, tells=[lena], name=f"{number}")

    def cost(people: int) -> int:
        posts = [
            world.post("My refund?", author=author(f"p{people}-{n}"), to_us=True)
            for n in range(people)
        ]
        receive(world.account, Page(posts=tuple(posts)), now=world.now)
        ids = list(
            Message.objects.filter(turn=None, is_own=False)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        with CaptureQueriesContext(connection) as captured:
            actions.take_in(world.account.pk, message_ids=ids, now=world.now)
        return len(captured)

    cost(1)
    assert cost(20) == cost(2)
    assert RuleApplied.objects.count() == 5 * 23


def author(name: str) -> Any:
    return Author(remote_id=f"echo:{name}", handle=name, name=name)


def test_a_house_without_rules_spends_no_statement_on_them(world: SmallWorld, add: Add) -> None:
    message = world.says("Where is my refund?")
    with CaptureQueriesContext(connection) as captured:
        actions.take_in(world.account.pk, message_ids=[message.pk], now=world.now)
    asked = [one["sql"] for one in captured if "triagerule" in (one["sql"] or "")]
    assert len(asked) == 1  # beside the account, which is read in any case
    assert 'FROM "channels_account"' in asked[0]


def test_nothing_that_rules_call_reaches_a_door_to_the_public() -> None:
    """No rule speaks: the files of triage import neither deliveries nor answers, nor anything that writes to people."""
    home = Path(rapport.converse.__file__).parent
    files = [*home.glob("triage*.py"), *home.glob("actions/triag*.py"), home / "happenings.py"]
    assert len(files) >= 7
    doors = (
        "rapport.channels",
        "rapport.voice",
        "rapport.connectors",
        "rapport.converse.actions.answering",
        "rapport.converse.actions.taking_private",
        "rapport.converse.actions.outcomes",
        "rapport.converse.actions.macros",
        "rapport.converse.actions.snoozing",
        "rapport.converse.actions.closing",
    )
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            assert not [name for name in names if name.startswith(doors)], file.name


def test_old_records_of_rules_are_let_go(world: SmallWorld, add: Add) -> None:
    add("refund", puts="money")
    world.says("Where is my refund?")
    RuleApplied.objects.update(at=world.now)
    assert let_rules_applied_go(world.now, 10) == 0
    assert let_rules_applied_go(world.now + timedelta(days=1), 10) == 1
    assert Conversation.objects.count() == 1
