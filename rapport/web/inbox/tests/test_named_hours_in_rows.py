"""What rows say of clocks that run in hours of a team or a brand."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rapport.converse import actions
from rapport.converse.models import ClockPolicy
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.web.inbox.tests.moved import MovedClock
from rapport.workspace import actions as workspace
from rapport.workspace.models import Member, NamedHours

pytestmark = pytest.mark.django_db

OFFICE = (*("9-17",) * 5, "", "")
FRIDAY_EVENING = datetime(2026, 5, 15, 17, 30, tzinfo=ZoneInfo("Europe/Stockholm"))
SATURDAY = FRIDAY_EVENING + timedelta(hours=15)
MONDAY_NINE = datetime(2026, 5, 18, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> MovedClock:
    return MovedClock(monkeypatch, FRIDAY_EVENING)


@pytest.fixture
def office(clock: MovedClock, world: SmallWorld, olivia: Member, lena: Member) -> NamedHours:
    """The organisation works day and night; refunds are answered in office hours, and it is Friday evening."""
    hours = workspace.set_named_hours(None, name="Office", week=OFFICE, by=olivia, now=clock.now)
    actions.set_policy(
        ClockPolicy(name="Refunds", condition="refund", hours=hours), by=lena, now=clock.now
    )
    run_jobs()
    world.now = clock.now
    world.says("Where is my refund?")
    return hours


def list_of(client: Client, member: Member, address: str = "/inbox/") -> str:
    client.force_login(member)
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/inbox/",
        "/inbox/rows/?ids={pk}",
        "/inbox/?find=refund",
        "/inbox/?view={view}",
        "/pulse/",
    ],
)
def test_wherever_a_row_stands_it_names_the_moment_while_its_hours_are_closed(
    client: Client,
    clock: MovedClock,
    world: SmallWorld,
    office: NamedHours,
    alice: Member,
    address: str,
) -> None:
    view = actions.keep_view("Refunds", "refund", by=alice, now=clock.now)
    clock.set(SATURDAY)
    told = list_of(client, alice, address.format(pk=world.conversation().pk, view=view.pk))
    assert "acknowledge due Mon 09:15" in told
    assert 'data-still="2026-05-18T09:00:00+02:00"' in told
    assert "acknowledge in" not in told


def test_minutes_are_counted_again_once_its_hours_are_open(
    client: Client, clock: MovedClock, office: NamedHours, alice: Member
) -> None:
    clock.set(MONDAY_NINE + timedelta(minutes=1))
    told = list_of(client, alice)
    assert "acknowledge in 14 min" in told
    assert "data-still" not in told
    clock.passes(minutes=20)
    assert "acknowledge 6 min late" in list_of(client, alice)


def test_a_row_and_the_head_of_its_conversation_say_the_same(
    client: Client, world: SmallWorld, office: NamedHours, alice: Member
) -> None:
    told = list_of(client, alice, f"/inbox/{world.conversation().pk}/")
    assert "acknowledge due Mon 09:15" in told
    assert "stopped until Mon 09:00" in told


def test_its_hours_count_while_the_organisation_is_closed(
    client: Client, clock: MovedClock, office: NamedHours, olivia: Member, alice: Member
) -> None:
    workspace.set_business_hours(day_and_night=False, week=OFFICE, by=olivia, now=clock.now)
    evenings = ("18-23",) * 7
    workspace.set_named_hours(office, name="Evenings", week=evenings, by=olivia, now=clock.now)
    run_jobs()
    clock.set(FRIDAY_EVENING.replace(hour=18, minute=5))
    assert "acknowledge in 10 min" in list_of(client, alice)


def test_without_a_zone_of_their_own_they_live_by_that_of_the_organisation_s_hours(
    client: Client, clock: MovedClock, office: NamedHours, olivia: Member, alice: Member
) -> None:
    workspace.set_business_hours(
        day_and_night=True, week=OFFICE, zone="America/New_York", by=olivia, now=clock.now
    )
    run_jobs()
    assert "acknowledge in 15 min" in list_of(client, alice)


def test_once_they_are_taken_away_nothing_is_said_of_them(
    client: Client, clock: MovedClock, office: NamedHours, olivia: Member, alice: Member
) -> None:
    workspace.remove_named_hours(office.pk, by=olivia, now=clock.now)
    assert "acknowledge in 3 days" in list_of(client, alice)
    run_jobs()
    assert "acknowledge in 15 min" in list_of(client, alice)


@pytest.mark.parametrize("address", ["/inbox/", "/inbox/rows/?ids={pk}"])
def test_what_runs_day_and_night_still_says_minutes(
    client: Client,
    clock: MovedClock,
    world: SmallWorld,
    office: NamedHours,
    lena: Member,
    alice: Member,
    address: str,
) -> None:
    bags = ClockPolicy(name="Bags", condition="bag", day_and_night=True)
    actions.set_policy(bags, by=lena, now=clock.now)
    world.says("Where is my bag?", who="bo")
    told = list_of(client, alice, address.format(pk=world.conversation("bo").pk))
    assert "acknowledge in 15 min" in told


def test_danger_waits_for_no_hours_of_a_team(
    client: Client, world: SmallWorld, office: NamedHours, alice: Member
) -> None:
    world.says("No refund. I cannot go on, I will jump in front of the train", who="vik")
    pk = world.conversation("vik").pk
    told = list_of(client, alice, f"/inbox/rows/?ids={pk}")
    assert "acknowledge in 2 min" in told
    assert "data-still" not in told


def test_the_list_costs_no_statement_more_however_many_hours_there_are(
    client: Client,
    clock: MovedClock,
    world: SmallWorld,
    office: NamedHours,
    olivia: Member,
    alice: Member,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for name in ("Mornings", "Nights", "Weekends"):
        workspace.set_named_hours(None, name=name, week=OFFICE, by=olivia, now=clock.now)
    rows = f"/inbox/rows/?ids={world.conversation().pk}"
    list_of(client, alice)
    with django_assert_num_queries(6):
        client.get("/inbox/")
    with django_assert_num_queries(5):
        client.get(rows)
