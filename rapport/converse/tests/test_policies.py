"""Which policy counts, what its four clocks say, and what pauses the last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.converse import actions, queries
from rapport.converse.due_times import count
from rapport.converse.models import ClockPolicy, Conversation, Pause
from rapport.converse.policies import Policies
from rapport.converse.testing import SmallWorld
from rapport.kit.business_time import Hours, blocks_told, is_open
from rapport.ledger.testing import run_jobs
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member

Add = Callable[..., ClockPolicy]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def add(lena: Member, world: SmallWorld) -> Add:
    def added(condition: str = "", **targets: int | None) -> ClockPolicy:
        name = condition or "Everything"
        policy = ClockPolicy(name=name, condition=condition, **targets)  # type: ignore[misc]
        actions.set_policy(policy, by=lena, now=world.now)
        run_jobs()
        return policy

    return added


@pytest.mark.django_db
def test_the_first_policy_that_fits_counts(world: SmallWorld, add: Add) -> None:
    add("refund", acknowledge_minutes=5, first_response_minutes=20)
    add("", acknowledge_minutes=7, first_response_minutes=30)
    world.says("Where is my refund?")
    world.says("Where is my train?", who="pelle")
    refund, train = world.conversation(), world.conversation("pelle")
    assert refund.acknowledge_due_at == world.now + 5 * MINUTE
    assert refund.answer_due_at == world.now + 20 * MINUTE
    assert train.answer_due_at == world.now + 30 * MINUTE


@pytest.mark.django_db
def test_a_second_message_buys_us_no_time(world: SmallWorld, add: Add) -> None:
    add("slow", first_response_minutes=600)
    add("", first_response_minutes=30)
    world.says("Where is my train?")
    due = world.conversation().answer_due_at
    world.passes(minutes=3)
    world.says("Why is it so slow?")
    assert world.conversation().answer_due_at == due


@pytest.mark.django_db
def test_moving_a_policy_counts_what_waits_anew(world: SmallWorld, add: Add, lena: Member) -> None:
    add("", first_response_minutes=30)
    special = add("refund", first_response_minutes=5)
    world.says("Where is my refund?")
    assert world.conversation().answer_due_at == world.now + 30 * MINUTE
    actions.move_policy(special.pk, places=-1, by=lena, now=world.now)
    run_jobs()
    assert world.conversation().answer_due_at == world.now + 5 * MINUTE
    assert world.conversation().policy_id == special.pk
    actions.remove_policy(special.pk, by=lena, now=world.now)
    run_jobs()
    assert world.conversation().answer_due_at == world.now + 30 * MINUTE


@pytest.mark.django_db
def test_a_condition_on_what_people_do_by_hand_is_asked_again_when_they_do_it(
    world: SmallWorld, add: Add, lena: Member, alice: Member
) -> None:
    refund = actions.add_label("Refund", by=lena)
    mine = add('assignee:"Alice Ode"', first_response_minutes=10)
    labelled = add("label:refund", first_response_minutes=5)
    add("", first_response_minutes=30)
    world.says("Where is my train?")
    pk, asked = world.conversation().pk, world.now

    def due() -> tuple[int | None, datetime | None]:
        run_jobs()
        conversation = world.conversation()
        return conversation.policy_id, conversation.answer_due_at

    actions.label(pk, refund.pk, by=alice, now=world.passes(minutes=1))
    assert due() == (labelled.pk, asked + 5 * MINUTE)
    actions.assign(pk, to=alice, by=alice, now=world.now)
    assert due() == (mine.pk, asked + 10 * MINUTE)
    actions.assign(pk, to=None, by=alice, now=world.now)
    actions.unlabel(pk, refund.pk, by=alice, now=world.now)
    assert due()[1] == asked + 30 * MINUTE


@pytest.mark.django_db
def test_no_policy_loosens_the_clock_of_danger(world: SmallWorld, add: Add) -> None:
    add("", acknowledge_minutes=600, first_response_minutes=600)
    world.says("I cannot go on, I will jump in front of the train")
    conversation = world.conversation()
    assert conversation.acknowledge_due_at == world.now + 2 * MINUTE
    assert conversation.answer_due_at == world.now + 10 * MINUTE


@pytest.mark.django_db
def test_resolving_is_not_counted_while_the_turn_is_theirs(world: SmallWorld, add: Add) -> None:
    add("", resolve_minutes=240)
    asked = world.says("Where is my train?")
    assert world.conversation().resolve_due_at == world.now + 240 * MINUTE
    world.passes(minutes=10)
    ours = world.ours("Which one?", under=asked.remote_key)
    assert world.conversation().resolve_due_at is None
    world.passes(minutes=100)
    world.says("The one to Oslo, where is it?", under=ours.remote_key)
    assert world.conversation().resolve_due_at == asked.created_at + 340 * MINUTE
    pause = Pause.objects.get()
    assert (pause.why, pause.until) == ("customer", world.now)


@pytest.mark.django_db
def test_asking_a_department_pauses_and_its_answer_resumes(
    world: SmallWorld, add: Add, alice: Member
) -> None:
    add("", resolve_minutes=240)
    world.says("Where is my train?")
    conversation = world.conversation()
    actions.pause_for_department(conversation.pk, now=world.now)
    actions.pause_for_department(conversation.pk, now=world.now)
    page = queries.conversation_page(alice, conversation.pk, now=world.passes(minutes=50))
    resolve = page.clocks[-1]
    assert (resolve.state, resolve.paused, resolve.left_minutes) == ("paused", "department", 240)
    actions.resume(conversation.pk, now=world.now)
    assert world.conversation().resolve_due_at == conversation.opened_at + 290 * MINUTE
    assert world.conversation().answer_due_at == conversation.opened_at + 60 * MINUTE


@pytest.mark.django_db
def test_a_condition_with_an_error_says_where_and_what_to_do(
    lena: Member, alice: Member, world: SmallWorld
) -> None:
    with pytest.raises(InvalidEntry, match="At letter"):
        actions.set_policy(ClockPolicy(name="Broken", condition="(refund"), by=lena, now=world.now)
    with pytest.raises(NotAllowed):
        actions.set_policy(ClockPolicy(name="Mine"), by=alice, now=world.now)


BEGIN = datetime(2026, 5, 15, 13, 0, tzinfo=UTC)
OFFICE = Hours("Europe/Stockholm", [blocks_told("9-17")] * 5 + [blocks_told("")] * 2)
SPANS = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 300)), max_size=4)


@given(minutes=st.integers(1, 400), spans=SPANS, always=st.booleans())
def test_resolving_with_pauses_agrees_with_a_count_minute_by_minute(
    minutes: int, spans: list[tuple[int, int]], always: bool
) -> None:
    pauses = [
        Pause(since=BEGIN + start * MINUTE, until=BEGIN + (start + long) * MINUTE)
        for start, long in spans
    ]
    policy = ClockPolicy(resolve_minutes=minutes, day_and_night=always)
    c = Conversation(status="open", opened_at=BEGIN, waiting_since=BEGIN, resolve_from=BEGIN)
    count(c, policy, policies=Policies((), OFFICE), pauses=pauses)
    at, left = BEGIN, minutes
    while left:
        stands = any(p.since <= at < p.until for p in pauses if p.until)
        left -= not stands and (always or is_open(OFFICE, at))
        at += MINUTE
    assert c.resolve_due_at == at
