"""When the organisation works: who may say so, what can be taken, and what the calendar engine gets."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from rapport.kit.business_time import Hours, due_at, is_open
from rapport.ledger.models import TimelineEntry
from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import BusinessHours, Member, Organisation
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db

OFFICE = (*(("9-17",) * 5), "", "")


def set_office(by: Member, **others: object) -> BusinessHours:
    told = {"day_and_night": False, "week": OFFICE, "by": by, "now": NOON} | others
    return actions.set_business_hours(**told)  # type: ignore[arg-type]


def test_who_sets_nothing_works_day_and_night(olivia: Member) -> None:
    hours = queries.working_hours()
    assert hours.is_always
    assert hours.zone == Organisation.objects.get().timezone


def test_day_and_night_holds_before_there_is_an_organisation() -> None:
    assert queries.working_hours() == Hours("UTC")


def test_hours_are_worked_in_the_zone_of_the_organisation(
    olivia: Member, django_assert_num_queries
) -> None:
    set_office(olivia)
    with django_assert_num_queries(1):
        hours = queries.working_hours()
    # NOON is a Tuesday, 14:00 in Stockholm.
    assert due_at(hours, NOON, 4 * 60) == datetime(2026, 5, 13, 8, 0, tzinfo=UTC)


def test_hours_may_have_a_zone_of_their_own(olivia: Member) -> None:
    set_office(olivia, zone="America/New_York")
    assert is_open(queries.working_hours(), datetime(2026, 5, 12, 20, 0, tzinfo=UTC))


def test_public_holidays_and_days_of_ones_own_close(olivia: Member) -> None:
    set_office(olivia, country="SE")
    actions.set_own_day(date(2026, 5, 13), name="Outing", hours="", by=olivia, now=NOON)
    actions.set_own_day(date(2026, 5, 14), name="Ascension", hours="10-12", by=olivia, now=NOON)
    hours = queries.working_hours()
    assert not is_open(hours, datetime(2026, 5, 13, 9, 0, tzinfo=UTC))
    # Ascension Day is a public holiday in Sweden; what we say of a day outweighs it.
    assert is_open(hours, datetime(2026, 5, 14, 9, 0, tzinfo=UTC))
    assert not is_open(hours, datetime(2026, 5, 14, 11, 0, tzinfo=UTC))
    actions.remove_own_day(date(2026, 5, 13), by=olivia, now=NOON)
    assert is_open(queries.working_hours(), datetime(2026, 5, 13, 9, 0, tzinfo=UTC))


def test_back_to_day_and_night_what_was_typed_is_kept(olivia: Member) -> None:
    set_office(olivia)
    set_office(olivia, day_and_night=True)
    assert queries.working_hours().is_always
    assert queries.business_hours().week[0] == "09:00-17:00"
    assert BusinessHours.objects.count() == 1


def test_hours_of_teams_come_with_the_organisation(
    olivia: Member, django_assert_num_queries
) -> None:
    set_office(olivia, zone="Europe/Oslo")
    evenings, york = (
        actions.set_named_hours(None, name=name, week=OFFICE, zone=zone, by=olivia, now=NOON)
        for name, zone in (("Evenings", ""), ("York", "America/New_York"))
    )
    with django_assert_num_queries(1):
        found = queries.named_hours_of(queries.organisation(seen_by=olivia))
    assert {pk: hours.zone for pk, hours in found.items()} == {
        evenings.pk: "Europe/Oslo",  # that of the organisation's hours
        york.pk: "America/New_York",
    }
    assert found[york.pk] == queries.engine_named(york, zone="")
    assert queries.named_hours_of(None) == {}


@pytest.mark.parametrize("who", ["lena", "alice", "gus"])
def test_nobody_but_an_owner_sets_the_hours(request: pytest.FixtureRequest, who: str) -> None:
    member = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        set_office(member)
    with pytest.raises(NotAllowed):
        actions.set_own_day(date(2026, 5, 13), name="Outing", hours="", by=member, now=NOON)
    with pytest.raises(NotAllowed):
        actions.remove_own_day(date(2026, 5, 13), by=member, now=NOON)
    assert not BusinessHours.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"week": ("9-12, 11-17", *OFFICE[1:])}, "monday", "begins before 09:00-12:00 ends"),
        ({"week": (*OFFICE[:2], "late", *OFFICE[3:])}, "wednesday", "“late” has no end"),
        ({"week": (*OFFICE[:6], "20-10")}, "sunday", "runs into 09:00-17:00 of the next day"),
        ({"week": ("",) * 7}, "week", "Nothing would ever open"),
        ({"zone": "Mars/Olympus"}, "zone", "is no time zone"),
        ({"country": "XX"}, "country", "No holidays are known"),
        ({"country": "SE", "subdivision": "BY"}, "subdivision", "No part of SE"),
        ({"subdivision": "BY"}, "country", "two letters"),
    ],
)
def test_hours_that_cannot_be_say_where_and_change_nothing(
    olivia: Member, wrong: dict[str, object], field: str, says: str
) -> None:
    with pytest.raises(InvalidEntry) as refusal:
        set_office(olivia, **wrong)
    assert says in refusal.value.fields[field]
    assert not BusinessHours.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"hours": "noon"}, "hours"),
        ({"hours": "9-12, 11-13"}, "hours"),
        ({"on": date(2019, 1, 1)}, "on"),
        ({"on": date(2126, 1, 1)}, "on"),
    ],
)
def test_a_day_that_cannot_be_says_why(
    olivia: Member, wrong: dict[str, object], field: str
) -> None:
    day = {"on": date(2026, 5, 13), "name": "Outing", "hours": ""} | wrong
    with pytest.raises(InvalidEntry) as refusal:
        actions.set_own_day(day.pop("on"), **day, by=olivia, now=NOON)  # type: ignore[arg-type]
    assert field in refusal.value.fields


def test_days_long_past_are_dropped_when_another_is_set(olivia: Member) -> None:
    for on in (date(2025, 12, 24), date(2026, 5, 13)):
        actions.set_own_day(on, name="Closed", hours="", by=olivia, now=NOON)
    later = NOON + timedelta(days=500)
    actions.set_own_day(date(2027, 12, 24), name="Closed", hours="", by=olivia, now=later)
    assert list(queries.business_hours().days) == ["2027-12-24"]


def test_every_change_that_moves_clocks_is_told(olivia: Member) -> None:
    def told() -> int:
        return TimelineEntry.objects.filter(fact__kind="workspace.hours_changed").count()

    set_office(olivia)
    actions.set_own_day(date(2026, 5, 13), name="Outing", hours="", by=olivia, now=NOON)
    actions.remove_own_day(date(2026, 5, 13), by=olivia, now=NOON)
    assert told() == 3
    actions.remove_own_day(date(2026, 5, 13), by=olivia, now=NOON)
    actions.change_organisation(name="Halden", timezone="Europe/Stockholm", by=olivia)
    assert told() == 3, "nothing changed"
    actions.change_organisation(name="Halden", timezone="Europe/Lisbon", by=olivia)
    assert told() == 4


def test_a_refusal_inside_a_transaction_leaves_it_whole(olivia: Member) -> None:
    with transaction.atomic():
        with pytest.raises(InvalidEntry):
            set_office(olivia, country="XX")
        set_office(olivia)
    assert not queries.working_hours().is_always
