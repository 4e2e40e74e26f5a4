"""A policy may name hours of its own, of a team or a brand; clocks follow them when they change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rapport.converse import actions, queries
from rapport.converse.models import ClockPolicy, Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.workspace import actions as workspace
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member, NamedHours
from rapport.workspace.queries import named_hours, working_hours

pytestmark = pytest.mark.django_db

OFFICE = (*(("9-17",) * 5), "", "")
EVERY_EVENING = ("18-23",) * 7
# Stockholm is two hours ahead in May: 16:00 UTC is six in the evening, and the office has closed.
FRIDAY_SIX = datetime(2026, 5, 15, 16, 0, tzinfo=UTC)
MONDAY_NINE = datetime(2026, 5, 18, 7, 0, tzinfo=UTC)


@pytest.fixture
def night(world: SmallWorld, olivia: Member, lena: Member) -> NamedHours:
    """The office closes at five; refunds are answered every evening."""
    workspace.set_business_hours(day_and_night=False, week=OFFICE, by=olivia, now=world.now)
    hours = workspace.set_named_hours(
        None, name="Evenings", week=EVERY_EVENING, by=olivia, now=world.now
    )
    refunds = ClockPolicy(name="Refunds", condition="refund", hours=hours, resolve_minutes=None)
    actions.set_policy(refunds, by=lena, now=world.now)
    run_jobs()
    world.now = FRIDAY_SIX
    return hours


def ask(world: SmallWorld, text: str, who: str = "kajsa") -> Conversation:
    world.says(text, who=who)
    return world.conversation(who)


def clock_points(conversation: Conversation) -> int:
    conversation.refresh_from_db()
    return next((p["points"] for p in conversation.priority_parts if p["code"] == "clock"), 0)


def test_what_the_policy_fits_is_due_in_its_hours_and_all_else_in_the_house_s(
    world: SmallWorld, night: NamedHours
) -> None:
    assert ask(world, "Where is my refund?").answer_due_at == FRIDAY_SIX + timedelta(minutes=60)
    bo = ask(world, "Where is my train?", who="bo")
    assert bo.answer_due_at == MONDAY_NINE + timedelta(minutes=60)


def test_its_clock_grows_in_the_list_while_the_house_is_closed(
    world: SmallWorld, night: NamedHours, alice: Member
) -> None:
    kajsa, bo = ask(world, "Where is my refund?"), ask(world, "Where is my train?", who="bo")
    world.passes(minutes=14)
    actions.weigh_all(now=world.now)
    assert clock_points(kajsa) > 15
    assert clock_points(bo) == 0
    page = queries.conversation_page(alice, kajsa.pk, now=world.now, hours=working_hours())
    assert page.clocks[0].share > 80


def test_its_row_says_in_whose_hours_the_clock_runs(
    world: SmallWorld, night: NamedHours, alice: Member
) -> None:
    ask(world, "Where is my refund?")
    ask(world, "Where is my train?", who="bo")
    ask(world, "No refund. I cannot go on, I will jump in front of the train", who="vik")
    clocks = {
        row.handle: (chip.hours_id, chip.day_and_night)
        for row in queries.inbox(alice)
        for chip in row.chips
        if chip.clock
    }
    assert clocks == {"kajsa": (night.pk, False), "bo": (None, False), "vik": (None, True)}


def test_hours_that_change_or_go_have_clocks_that_run_counted_anew(
    world: SmallWorld, night: NamedHours, olivia: Member
) -> None:
    kajsa = ask(world, "Where is my refund?")
    workspace.set_named_hours(
        night, name="Late evenings", week=("20-23",) * 7, by=olivia, now=world.now
    )
    run_jobs()
    kajsa.refresh_from_db()
    assert kajsa.answer_due_at == FRIDAY_SIX + timedelta(hours=3)
    workspace.remove_named_hours(night.pk, by=olivia, now=world.now)
    run_jobs()
    kajsa.refresh_from_db()
    assert kajsa.answer_due_at == MONDAY_NINE + timedelta(minutes=60)
    assert not kajsa.runs_always


def test_danger_waits_for_no_hours_of_anybody(world: SmallWorld, night: NamedHours) -> None:
    world.now = FRIDAY_SIX - timedelta(minutes=30)
    kajsa = ask(world, "No refund. I cannot go on, I will jump in front of the train")
    assert kajsa.danger
    assert kajsa.acknowledge_due_at == world.now + timedelta(minutes=2)


def test_a_policy_runs_day_and_night_or_in_hours_of_its_own(
    world: SmallWorld, night: NamedHours, lena: Member
) -> None:
    both = ClockPolicy(name="Both", hours=night, day_and_night=True)
    with pytest.raises(InvalidEntry, match="Choose one"):
        actions.set_policy(both, by=lena, now=world.now)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"name": " "}, "Name them"),
        ({"name": "evenings"}, "of that name already"),
        ({"week": ("",) * 7}, "Nothing would ever open"),
        ({"week": ("nine", *("",) * 6)}, "nine"),
        ({"zone": "Mars/Base"}, "no time zone"),
        ({"country": "ZZ"}, "ZZ"),
    ],
)
def test_hours_that_cannot_be_are_refused_in_words(
    world: SmallWorld, night: NamedHours, olivia: Member, told: dict[str, object], why: str
) -> None:
    given = {"name": "Mornings", "week": OFFICE} | told
    with pytest.raises(InvalidEntry, match=why):
        workspace.set_named_hours(None, by=olivia, now=world.now, **given)  # type: ignore[arg-type]
    assert named_hours() == [night]


def test_only_who_sets_the_organisation_up_sets_hours(
    world: SmallWorld, night: NamedHours, lena: Member
) -> None:
    with pytest.raises(NotAllowed):
        workspace.set_named_hours(None, name="Mine", week=OFFICE, by=lena, now=world.now)
    with pytest.raises(NotAllowed):
        workspace.remove_named_hours(night.pk, by=lena, now=world.now)
