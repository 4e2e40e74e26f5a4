"""Clocks run in the organisation's hours; danger's run day and night; hours that change are counted anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.converse import actions, queries
from rapport.converse.actions import recounting
from rapport.converse.contract import ClockView
from rapport.converse.models import Conversation
from rapport.converse.priority import CLOCK_AT_MOST, Situation, clock_points
from rapport.converse.testing import SmallWorld
from rapport.kit.business_time import Hours, blocks_told
from rapport.ledger.testing import run_jobs
from rapport.understand import actions as understanding
from rapport.workspace import actions as workspace
from rapport.workspace.models import Member
from rapport.workspace.queries import working_hours

pytestmark = pytest.mark.django_db

OFFICE = (*(("9-17",) * 5), "", "")
# Stockholm is two hours ahead in May: the office closes at 15:00 UTC and opens at 7:00.
FRIDAY_EVENING = datetime(2026, 5, 15, 16, 0, tzinfo=UTC)
MONDAY_NINE = datetime(2026, 5, 18, 7, 0, tzinfo=UTC)
IN_DANGER = "I cannot go on, I will jump in front of the train"
SetOffice = Callable[..., None]


@pytest.fixture
def set_office(olivia: Member, world: SmallWorld) -> SetOffice:
    def set_hours(week: tuple[str, ...] = OFFICE, **others: object) -> None:
        workspace.set_business_hours(
            day_and_night=False,
            week=week,
            by=olivia,
            now=world.now,
            **others,  # type: ignore[arg-type]
        )
        run_jobs()

    return set_hours


def clock(member: Member, world: SmallWorld, name: str = "answer") -> ClockView:
    page = queries.conversation_page(
        member, world.conversation().pk, now=world.now, hours=working_hours()
    )
    return next(c for c in page.clocks if c.name == name)


def test_a_question_on_friday_evening_is_due_on_monday(
    world: SmallWorld, set_office: SetOffice
) -> None:
    set_office()
    world.now = FRIDAY_EVENING
    world.says("Where is my train?")
    conversation = world.conversation()
    assert conversation.acknowledge_due_at == MONDAY_NINE + timedelta(minutes=15)
    assert conversation.answer_due_at == MONDAY_NINE + timedelta(minutes=60)


def test_danger_to_life_never_waits_for_an_opening(
    world: SmallWorld, set_office: SetOffice
) -> None:
    set_office()
    world.now = FRIDAY_EVENING
    world.says(IN_DANGER)
    conversation = world.conversation()
    assert conversation.danger
    assert conversation.acknowledge_due_at == FRIDAY_EVENING + timedelta(minutes=2)
    assert conversation.answer_due_at == FRIDAY_EVENING + timedelta(minutes=10)


def test_what_turns_into_danger_is_due_as_danger_is(
    world: SmallWorld, set_office: SetOffice
) -> None:
    set_office()
    world.now = FRIDAY_EVENING
    world.says("Where is my train?")
    later = world.passes(minutes=30)
    world.says(IN_DANGER)
    conversation = world.conversation()
    assert conversation.acknowledge_due_at == later + timedelta(minutes=2)
    assert conversation.answer_due_at == later + timedelta(minutes=10)


def test_danger_that_a_person_saw_is_due_from_then(
    world: SmallWorld, set_office: SetOffice, alice: Member
) -> None:
    set_office()
    world.now = FRIDAY_EVENING
    message = world.says("Where is my train?")
    understanding.correct(message, field="danger", value="yes", by=alice, now=world.now)
    later = world.passes(minutes=5)
    actions.take_in(world.account.pk, message_ids=[], again_ids=[message.pk], now=later)
    conversation = world.conversation()
    assert conversation.danger
    assert conversation.answer_due_at == later + timedelta(minutes=10)


def test_hours_that_change_move_what_waits_and_not_what_was_met(
    world: SmallWorld, set_office: SetOffice, olivia: Member
) -> None:
    world.now = FRIDAY_EVENING
    asked = world.says("Where is my train?")
    world.says("Where is my refund?", who="pelle", key="p")
    world.ours("On its way.", under="p")
    answered = world.conversation("pelle")
    before = (answered.acknowledge_due_at, answered.answer_due_at)
    version = world.conversation().version
    set_office()
    waiting = world.conversation()
    assert waiting.answer_due_at == MONDAY_NINE + timedelta(minutes=60)
    assert waiting.version > version, "an open page learns of it"
    answered.refresh_from_db()
    assert (answered.acknowledge_due_at, answered.answer_due_at) == before
    # A closed Monday moves it once more, and day and night brings it back.
    workspace.set_own_day(date(2026, 5, 18), name="Outing", hours="", by=olivia, now=world.now)
    run_jobs()
    assert world.conversation().answer_due_at == MONDAY_NINE + timedelta(days=1, minutes=60)
    workspace.set_business_hours(day_and_night=True, week=OFFICE, by=olivia, now=world.now)
    run_jobs()
    assert world.conversation().answer_due_at == asked.created_at + timedelta(minutes=60)


def test_danger_is_left_alone_when_hours_change(world: SmallWorld, set_office: SetOffice) -> None:
    world.now = FRIDAY_EVENING
    world.says(IN_DANGER)
    before = world.conversation().answer_due_at
    set_office()
    assert world.conversation().answer_due_at == before


def test_counting_anew_twice_changes_nothing_the_second_time(
    world: SmallWorld, set_office: SetOffice
) -> None:
    world.now = FRIDAY_EVENING
    world.says("Where is my train?")
    set_office()
    assert actions.recount_clocks(now=world.now) == 0


def test_many_are_counted_anew_in_batches_of_one_update_each(
    world: SmallWorld,
    set_office: SetOffice,
    olivia: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recounting, "RECOUNTED_AT_ONCE", 3)
    world.now = FRIDAY_EVENING
    for number in range(7):
        world.says("Where is my refund?", who=f"person{number}")
    workspace.set_business_hours(day_and_night=False, week=OFFICE, by=olivia, now=world.now)

    with CaptureQueriesContext(connection) as said:
        assert actions.recount_clocks(now=world.now) == 7
    updates = [q["sql"] for q in said if '"acknowledge_due_at" = given' in q["sql"]]
    assert len(updates) == 3
    due = set(Conversation.objects.values_list("answer_due_at", flat=True))
    assert due == {MONDAY_NINE + timedelta(minutes=60)}


def test_the_last_open_day_may_pass_and_messages_still_come_in(
    world: SmallWorld, set_office: SetOffice, olivia: Member
) -> None:
    workspace.set_own_day(
        date(2026, 5, 13), name="Open day", hours="9-17", by=olivia, now=world.now
    )
    set_office(("",) * 7)
    world.now = FRIDAY_EVENING
    world.says("Where is my train?")
    assert world.conversation().answer_due_at == FRIDAY_EVENING + timedelta(minutes=60)


def test_minutes_of_a_clock_are_those_of_the_hours_it_runs_in(
    world: SmallWorld, set_office: SetOffice, alice: Member
) -> None:
    set_office()
    world.now = FRIDAY_EVENING
    world.says("Where is my train?", key="q")
    world.now = MONDAY_NINE + timedelta(minutes=30)
    running = clock(alice, world)
    assert (running.target_minutes, running.share, running.state) == (60, 50, "running")
    world.ours("It leaves at 18:40.", under="q")
    done = clock(alice, world)
    assert (done.state, done.took_minutes) == ("done", 30)


def test_a_clock_that_stands_still_weighs_no_more_by_waiting() -> None:
    office = Hours("Europe/Stockholm", [blocks_told(day) for day in OFFICE])
    asked = FRIDAY_EVENING - timedelta(hours=1, minutes=30)
    due = MONDAY_NINE + timedelta(minutes=30)

    def points(now: datetime) -> int:
        return clock_points(Situation(now=now, clock_from=asked, clock_due=due, hours=office))

    half = round(CLOCK_AT_MOST / 2)
    assert points(FRIDAY_EVENING) == points(MONDAY_NINE) == half
    assert points(due) == points(due + timedelta(days=3)) == CLOCK_AT_MOST
