"""What the head of a conversation says of its clocks: since when each runs, how long it took, and that it stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.converse import actions, queries
from rapport.converse.contract import ClockView
from rapport.converse.models import ClockPolicy
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.understand import actions as understanding
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db
TWO_DAYS = 2 * 24 * 60


@pytest.fixture
def two_days(world: SmallWorld, lena: Member) -> None:
    """To resolve in."""
    policy = ClockPolicy(name="Everything", resolve_minutes=TWO_DAYS)
    actions.set_policy(policy, by=lena, now=world.now)
    run_jobs()


def look(world: SmallWorld, member: Member) -> dict[str, ClockView]:
    page = queries.conversation_page(member, world.conversation().pk, now=world.now)
    return {clock.name: clock for clock in page.clocks}


@pytest.mark.usefixtures("two_days")
def test_a_clock_that_was_met_took_as_long_as_they_waited(world: SmallWorld, alice: Member) -> None:
    first = world.says("Where is my train?")
    world.passes(minutes=20)
    ours = world.ours("It leaves at 18:40.", under=first.remote_key)
    world.passes(minutes=TWO_DAYS)
    met = look(world, alice)
    assert (met["answer"].state, met["answer"].took_minutes, met["answer"].target_minutes) == (
        "done",
        20,
        60,
    )
    again = world.says("And the one after that?", under=ours.remote_key)
    world.passes(minutes=12)
    world.ours("At 19:40.", under=again.remote_key)
    world.passes(minutes=600)
    met = look(world, alice)
    assert (met["next"].state, met["next"].took_minutes, met["next"].target_minutes) == (
        "done",
        12,
        60,
    )
    assert (met["acknowledge"].took_minutes, met["acknowledge"].target_minutes) == (20, 15)


@pytest.mark.usefixtures("two_days")
def test_the_second_wait_of_an_opening_leaves_the_first_as_it_was(
    world: SmallWorld, alice: Member
) -> None:
    first = world.says("Where is my train?")
    world.passes(minutes=10)
    ours = world.ours("It leaves at 18:40.", under=first.remote_key)
    world.passes(minutes=300)
    again = world.says("And the one after that?", under=ours.remote_key)
    world.passes(minutes=5)
    clocks = look(world, alice)
    assert (clocks["next"].state, clocks["next"].since) == ("running", again.created_at)
    assert clocks["next"].due_at == again.created_at + timedelta(minutes=60)
    assert (clocks["acknowledge"].state, clocks["acknowledge"].took_minutes) == ("done", 10)


@pytest.mark.usefixtures("two_days")
def test_what_is_resolved_unanswered_stopped_and_says_after_how_long(
    world: SmallWorld, alice: Member
) -> None:
    world.says("Where is my train?")
    world.passes(minutes=30)
    actions.resolve(world.conversation().pk, by=alice, now=world.now)
    world.passes(minutes=600)
    clocks = look(world, alice)
    assert [(c.state, c.took_minutes) for c in clocks.values()] == [
        ("stopped", 30),
        ("stopped", 30),
        ("done", 30),
    ]
    assert clocks["resolve"].target_minutes == TWO_DAYS


@pytest.mark.usefixtures("two_days")
def test_resolving_took_what_passed_without_the_time_that_was_theirs(
    world: SmallWorld, alice: Member
) -> None:
    first = world.says("Where is my train?")
    world.passes(minutes=20)
    world.ours("Which one?", under=first.remote_key)
    world.passes(minutes=500)
    assert look(world, alice)["resolve"].state == "paused"
    actions.resolve(world.conversation().pk, by=alice, now=world.now)
    world.passes(minutes=500)
    resolved = look(world, alice)["resolve"]
    assert (resolved.state, resolved.took_minutes, resolved.target_minutes) == (
        "done",
        20,
        TWO_DAYS,
    )


@pytest.mark.usefixtures("two_days")
def test_what_turned_out_to_need_no_answer_stopped(world: SmallWorld, alice: Member) -> None:
    message = world.says("Where is my train?")
    world.passes(minutes=5)
    understanding.correct(message, field="needs_answer", value="no", by=alice, now=world.now)
    actions.take_in(world.account.pk, message_ids=[], again_ids=[message.pk], now=world.now)
    assert {clock.state for clock in look(world, alice).values()} == {"stopped"}


@pytest.mark.usefixtures("two_days")
def test_danger_is_counted_from_the_message_that_told_of_it(
    world: SmallWorld, alice: Member
) -> None:
    world.says("Where is my train?")
    world.passes(minutes=8)
    message = world.says("I cannot go on, I will jump in front of the train")
    sign = look(world, alice)["acknowledge"]
    assert (sign.since, sign.target_minutes) == (message.created_at, 2)


@pytest.mark.usefixtures("two_days")
def test_a_conversation_that_a_promise_brought_back_is_not_late_by_a_clock_that_stopped(
    world: SmallWorld, alice: Member
) -> None:
    world.says("Where is my train?")
    pk = world.conversation().pk
    due_at = world.now + timedelta(hours=5)
    actions.promise(pk, "A call", due_at=due_at, by=alice, now=world.now)
    actions.resolve(pk, by=alice, now=world.now)
    world.passes(minutes=290)
    assert actions.bring_promises_back(now=world.now) == 1
    assert world.conversation().status == "open"
    assert queries.counts(alice, now=world.now).overdue == 0
    assert not any(chip.clock for row in queries.inbox(alice) for chip in row.chips)
