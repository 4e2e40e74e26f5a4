"""Clocks warn before they end; when one ran out it climbs step by step, and each step is told once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rapport.channels.models import Account
from rapport.converse import actions, queries
from rapport.converse.due_times import DUE_IN, running
from rapport.converse.models import ClockPolicy, Conversation, Escalation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.people.models import Person
from rapport.workspace import actions as workspace
from rapport.workspace.models import Member, Notice
from rapport.workspace.registry import notice_words
from rapport.workspace.testing import NOON, make_brand

MINUTE = timedelta(minutes=1)


@pytest.fixture
def at(world: SmallWorld) -> Callable[[float], None]:
    """So many minutes past noon: the alarms are looked at, twice, as after a crash."""

    def looked(minutes: float) -> None:
        world.now = NOON + minutes * MINUTE
        actions.sound_alarms(now=world.now)
        actions.sound_alarms(now=world.now)

    return looked


def told(member: Member) -> list[str]:
    """Kind and clock of what a member was told of clocks, in order."""
    of_clocks = Notice.objects.filter(kind__startswith="converse.clock_")
    rows = of_clocks.filter(member=member).order_by("at", "pk")
    return [f"{n.kind.partition('.')[2]}:{n.key.split(':')[1]}" for n in rows]


@pytest.fixture
def answered_only(lena: Member, world: SmallWorld) -> ClockPolicy:
    """One clock: an answer within an hour, with a warning ten minutes before."""
    policy = ClockPolicy(name="All", acknowledge_minutes=None, next_response_minutes=30)
    actions.set_policy(policy, by=lena, now=world.now)
    run_jobs()
    return policy


@pytest.fixture
def asked(world: SmallWorld, answered_only: ClockPolicy, alice: Member) -> Conversation:
    """Kajsa asked at noon and Alice has it."""
    world.says("Where is my train?")
    actions.assign(world.conversation().pk, to=alice, by=alice, now=world.now)
    return world.conversation()


@pytest.mark.django_db
def test_whoever_has_it_is_told_before_the_end_and_at_the_end(
    asked: Conversation, at: Callable[[float], None], alice: Member
) -> None:
    assert asked.alarm_at == NOON + 50 * MINUTE
    at(49.9)
    assert told(alice) == []
    at(50)
    assert told(alice) == ["clock_warning:answer"]
    at(59)
    assert told(alice) == ["clock_warning:answer"]
    at(60)
    assert told(alice) == ["clock_warning:answer", "clock_breached:answer"]


@pytest.mark.django_db
def test_the_usual_steps_are_the_leads_at_once_and_the_owners_half_an_hour_later(
    asked: Conversation, at: Callable[[float], None], lena: Member, olivia: Member
) -> None:
    at(60)
    assert (told(lena), told(olivia)) == (["clock_escalated:answer"], [])
    at(89)
    assert told(olivia) == []
    at(90)
    assert told(olivia) == ["clock_escalated:answer"]
    at(300)
    assert len(told(lena)) == len(told(olivia)) == 1


@pytest.mark.django_db
def test_steps_are_those_that_stood_when_it_began(
    asked: Conversation, at: Callable[[float], None], lena: Member, olivia: Member, bob: Member
) -> None:
    first = workspace.add_step(f"member:{bob.pk}", after_minutes=5, by=lena, now=NOON)
    at(60)
    assert told(bob) == []
    workspace.change_step(first.pk, whom="role:owner", after_minutes=0, by=lena, now=NOON)
    at(65)
    assert (told(bob), told(olivia)) == (["clock_escalated:answer"], [])


@pytest.mark.django_db
def test_a_step_that_reaches_nobody_reaches_the_owners(
    asked: Conversation, at: Callable[[float], None], lena: Member, olivia: Member
) -> None:
    empty = workspace.add_team("Nobody yet", by=olivia)
    workspace.add_step(f"team:{empty.pk}", after_minutes=0, by=lena, now=NOON)
    at(60)
    assert told(olivia) == ["clock_escalated:answer"]


@pytest.mark.django_db
def test_an_answer_ends_it_and_the_next_wait_has_an_escalation_of_its_own(
    asked: Conversation,
    world: SmallWorld,
    at: Callable[[float], None],
    lena: Member,
    olivia: Member,
) -> None:
    at(60)
    world.ours("It is at platform 2.", under=asked.last_message.identity.remote_key)
    at(95)
    assert told(olivia) == []
    assert Escalation.objects.get().ended_at == world.now
    world.says("No it is not!")
    at(95 + 31)
    assert told(lena) == ["clock_escalated:answer", "clock_escalated:next"]


@pytest.mark.django_db
def test_resolving_ends_it(
    asked: Conversation, at: Callable[[float], None], olivia: Member, alice: Member
) -> None:
    at(60)
    actions.resolve(asked.pk, by=alice, now=NOON + 70 * MINUTE)
    at(95)
    assert told(olivia) == []


@pytest.mark.django_db
def test_what_was_resolved_by_mistake_is_late_anew(
    asked: Conversation, at: Callable[[float], None], alice: Member, lena: Member
) -> None:
    at(60)
    actions.resolve(asked.pk, by=alice, now=NOON + 61 * MINUTE)
    at(62)
    assert Escalation.objects.get().ended_at == NOON + 62 * MINUTE
    actions.reopen(asked.pk, by=alice, now=NOON + 63 * MINUTE)
    at(64)
    assert told(lena) == ["clock_escalated:answer"] * 2


@pytest.mark.django_db
def test_what_is_late_stays_late_in_the_conversation_it_becomes_part_of(
    asked: Conversation, at: Callable[[float], None], alice: Member, lena: Member
) -> None:
    before = Conversation.objects.create(
        brand=asked.brand, account=asked.account, person=asked.person, status="resolved",
        opened_at=NOON - 90 * MINUTE, changed_at=NOON, alarmed_to=NOON + 70 * MINUTE,
    )  # fmt: skip
    at(60)
    actions.merge(before.pk, asked.pk, by=alice, now=NOON + 61 * MINUTE)
    at(62)
    assert Escalation.objects.get(ended_at=None).conversation_id == before.pk
    assert told(lena) == ["clock_escalated:answer"] * 2


@pytest.mark.django_db
def test_a_sign_ends_the_clock_of_the_sign_alone(
    world: SmallWorld, at: Callable[[float], None], lena: Member
) -> None:
    world.says("Where is my train?")
    at(15)
    assert told(lena) == ["clock_escalated:acknowledge"]
    conversation = world.conversation()
    conversation.acknowledged_at = world.now
    conversation.save(update_fields=["acknowledged_at"])
    at(16)
    assert Escalation.objects.get().ended_at is not None
    assert world.conversation().alarm_at == NOON + 50 * MINUTE


@pytest.mark.django_db
def test_where_nobody_has_it_the_team_is_told_or_the_accounts_owner(
    world: SmallWorld, answered_only: ClockPolicy, at: Callable[[float], None],
    alice: Member, bob: Member, olivia: Member,
) -> None:  # fmt: skip
    Account.objects.update(owner=alice)
    team = workspace.add_team("Night", by=olivia)
    workspace.change_team(team, name="Night", members=[bob], by=olivia)
    world.says("Where is my train?")
    world.says("Where is my bus?", who="pelle")
    Conversation.objects.filter(pk=world.conversation("pelle").pk).update(team=team)
    at(50)
    assert told(alice) == told(bob) == ["clock_warning:answer"]


@pytest.mark.django_db
def test_an_end_that_moves_away_ends_the_escalation_and_warns_again(
    asked: Conversation, answered_only: ClockPolicy, at: Callable[[float], None],
    alice: Member, lena: Member, olivia: Member,
) -> None:  # fmt: skip
    at(60)
    answered_only.first_response_minutes = 120
    actions.change_policy(answered_only, by=lena, now=NOON + 61 * MINUTE)
    run_jobs()
    at(100)
    assert told(olivia) == []
    at(110)
    assert told(alice)[1:] == ["clock_warning:answer"]
    at(120)
    assert told(lena) == ["clock_escalated:answer"] * 2


@pytest.mark.django_db
def test_what_is_late_already_gets_no_warning_and_danger_reaches_people_at_once(
    world: SmallWorld, answered_only: ClockPolicy, at: Callable[[float], None], lena: Member
) -> None:
    world.says("I cannot go on, I will jump in front of the train")
    at(11)
    assert told(lena) == ["clock_escalated:acknowledge", "clock_escalated:answer"]
    assert not Notice.objects.filter(kind="converse.clock_warning").exists()
    assert set(Notice.objects.values_list("weight", flat=True)) == {Notice.Weight.NOW}


@pytest.mark.django_db
def test_what_is_put_off_is_silent_until_it_comes_back(
    asked: Conversation, at: Callable[[float], None], alice: Member, lena: Member
) -> None:
    actions.snooze(asked.pk, until=NOON + 70 * MINUTE, by=alice, now=NOON)
    at(69)
    assert (told(alice), told(lena)) == ([], [])
    assert actions.wake_due(now=NOON + 70 * MINUTE) == 1
    at(70)
    assert (told(alice), told(lena)) == (["clock_breached:answer"], ["clock_escalated:answer"])


@pytest.mark.django_db
def test_steps_wait_while_it_is_put_off_and_danger_waits_for_nothing(
    asked: Conversation, at: Callable[[float], None], alice: Member, olivia: Member
) -> None:
    at(60)
    actions.snooze(asked.pk, until=NOON + 120 * MINUTE, by=alice, now=NOON + 61 * MINUTE)
    at(95)
    assert told(olivia) == []
    Conversation.objects.filter(pk=asked.pk).update(danger=True)
    at(96)
    assert told(olivia) == ["clock_escalated:answer"]


@pytest.mark.django_db
def test_a_clock_that_ran_out_stands_on_the_timeline_once(
    asked: Conversation, at: Callable[[float], None], alice: Member
) -> None:
    at(60)
    at(61)
    page = queries.conversation_page(alice, asked.pk, now=NOON + 61 * MINUTE)
    assert [t.text for t in page.turns if t.text.startswith("late")] == ["late:answer"]


@pytest.mark.django_db
def test_every_notice_says_whose_it_is_and_not_what_they_said(
    world: SmallWorld, at: Callable[[float], None], alice: Member, lena: Member
) -> None:
    Account.objects.update(owner=alice)
    world.says("Where is my train?")
    at(5)
    at(60)
    found = list(Notice.objects.all())
    said = {n.kind: notice_words(n.kind)([n])[n.pk] for n in found}  # type: ignore[misc]
    assert len(said) == 3
    assert all(
        words.startswith("Kajsa (Echo): ") and "train" not in words for words in said.values()
    )


def _conversations(world: SmallWorld, rows: Sequence[dict[str, Any]]) -> list[Conversation]:
    """One of each row of columns, each of a person of its own."""
    people = Person.objects.bulk_create(Person(first_seen_at=NOON) for _ in rows)
    made = (
        Conversation(
            brand_id=world.account.brand_id, account=world.account, person=person,
            opened_at=NOON, changed_at=NOON, **columns,
        )
        for person, columns in zip(people, rows, strict=True)
    )  # fmt: skip
    return Conversation.objects.bulk_create(made)


@pytest.mark.django_db
def test_five_hundred_at_once_are_told_in_few_statements(
    world: SmallWorld, lena: Member, alice: Member
) -> None:
    Account.objects.update(owner=alice)

    def statements(count: int) -> int:
        Notice.objects.all().delete()
        Conversation.objects.all().delete()
        waiting = {"status": "open", "asks": True, "acknowledged_at": NOON, "waiting_since": NOON}
        _conversations(world, [waiting | {"answer_due_at": NOON + 60 * MINUTE}] * count)
        with CaptureQueriesContext(connection) as ran:
            assert actions.sound_alarms(now=NOON + 60 * MINUTE) == count
        assert len(told(alice)) == len(told(lena)) == count
        return len(ran)

    few = statements(2)
    assert few < 40
    # Three batches of two hundred, and each costs what one of two costs.
    assert statements(500) <= 3 * few
    assert statements(199) == few


MOMENTS = st.none() | st.integers(0, 90).map(lambda n: NOON + n * MINUTE)
COLUMNS = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["open", "waiting", "resolved", "quiet", "past"]),
        "asks": st.booleans(),
        "warn_minutes": st.sampled_from([0, 10]),
        **dict.fromkeys(
            ["waiting_since", "acknowledged_at", "first_answered_at", "answered_at"], MOMENTS
        ),
        **dict.fromkeys(["resolve_from", "alarmed_to", *DUE_IN.values()], MOMENTS),
    }
)


class AlarmsOfTheDatabase(TestCase):
    """What the database says is the next alarm is what the clocks say."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = SmallWorld(make_brand())

    # Each example is thirty rows in three statements.
    @settings(max_examples=20)
    @given(st.lists(COLUMNS, min_size=30, max_size=30))
    def test_agrees_with_the_clocks_that_run(self, rows: list[dict[str, Any]]) -> None:
        made = _conversations(self.world, rows)
        for conversation in Conversation.objects.filter(pk__in=[c.pk for c in made]):
            warn = timedelta(minutes=conversation.warn_minutes)
            ends = running(conversation).values()
            told_to = conversation.alarmed_to
            wanted = [
                m for end in ends for m in (end - warn, end) if told_to is None or m > told_to
            ]
            assert conversation.alarm_at == min(wanted, default=None)
