"""The page of business hours: what is saved, what is refused beside its field, and who may come."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from rapport.workspace import actions, queries
from rapport.workspace.models import BusinessHours

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OFFICE = dict.fromkeys(DAYS[:5], "9-17") | dict.fromkeys(DAYS[5:], "")
SET = {"when": "hours", "zone": "", "country": "", "subdivision": ""} | OFFICE


@pytest.fixture
def as_olivia(client, olivia):
    client.force_login(olivia)
    return client


@pytest.mark.parametrize("who", ["lena", "alice", "gus"])
def test_nobody_but_an_owner_comes_in(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/settings/hours/").status_code == 403
    assert client.post("/settings/hours/", SET).status_code == 403
    assert client.post("/settings/hours/days/", {}).status_code == 403
    assert client.post("/settings/hours/days/2026-12-24/remove/").status_code == 403
    assert not BusinessHours.objects.exists()


def test_an_empty_house_reads_day_and_night(as_olivia):
    page = as_olivia.get("/settings/hours/")
    assert b"Clocks run day and night." in page.content
    assert b"Days of your own" not in page.content


def test_hours_are_typed_as_people_write_them_and_come_back(as_olivia):
    answer = as_olivia.post("/settings/hours/", SET | {"friday": "9-12, 13.00–15.30"})
    assert answer.status_code == 302
    assert queries.business_hours().week[4] == "09:00-12:00, 13:00-15:30"
    page = as_olivia.get("/settings/hours/").content.decode()
    assert 'value="09:00-12:00, 13:00-15:30"' in page
    assert '<rect class="open" x="540" width="180" height="8"/>' in page


def test_a_night_is_drawn_on_both_its_days(as_olivia):
    as_olivia.post("/settings/hours/", SET | {"friday": "20-4"})
    page = as_olivia.get("/settings/hours/").content.decode()
    assert '<rect class="open" x="1200" width="240" height="8"/>' in page
    assert '<rect class="open" x="0" width="240" height="8"/>' in page


def test_what_cannot_be_is_said_beside_the_day_and_stays_typed(as_olivia):
    answer = as_olivia.post("/settings/hours/", SET | {"tuesday": "morning"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“morning” has no end" in page
    assert 'value="morning"' in page
    assert not BusinessHours.objects.exists()


def test_a_week_that_never_opens_is_refused(as_olivia):
    answer = as_olivia.post("/settings/hours/", SET | dict.fromkeys(DAYS, ""))
    assert answer.status_code == 422
    assert "Nothing would ever open" in answer.content.decode()


def test_holidays_that_come_are_shown_by_name(as_olivia):
    as_olivia.post("/settings/hours/", SET | {"country": "NO"})
    page = as_olivia.get("/settings/hours/").content.decode()
    assert "Public holidays that come" in page
    assert "Christmas Day" in page or "Easter" in page


def test_a_part_goes_with_its_country(as_olivia):
    as_olivia.post("/settings/hours/", SET | {"country": "DE"})
    as_olivia.post("/settings/hours/", SET | {"country": "DE", "subdivision": "BY"})
    assert queries.business_hours().subdivision == "BY"
    # The page still offers Germany's parts when another country is chosen.
    as_olivia.post("/settings/hours/", SET | {"country": "NO", "subdivision": "BY"})
    saved = queries.business_hours()
    assert (saved.country, saved.subdivision) == ("NO", "")


def test_a_day_of_ones_own_is_added_shown_and_taken_away(as_olivia):
    as_olivia.post("/settings/hours/", SET)
    on = timezone.now().date() + timedelta(days=30)
    day = {"on": on.isoformat(), "name": "Outing <b>", "hours": ""}
    assert as_olivia.post("/settings/hours/days/", day).status_code == 302
    page = as_olivia.get("/settings/hours/").content.decode()
    assert "Outing &lt;b&gt;" in page
    assert as_olivia.post(f"/settings/hours/days/{on}/remove/").status_code == 302
    assert queries.business_hours().days == {}


@pytest.mark.parametrize(
    "wrong", [{"on": "soon"}, {"on": "1999-12-31"}, {"hours": "noon"}, {"name": ""}]
)
def test_a_day_that_cannot_be_comes_back_with_422(as_olivia, wrong):
    as_olivia.post("/settings/hours/", SET)
    on = (timezone.now().date() + timedelta(days=3)).isoformat()
    answer = as_olivia.post(
        "/settings/hours/days/", {"on": on, "name": "Outing", "hours": ""} | wrong
    )
    assert answer.status_code == 422
    assert queries.business_hours().days == {}


def test_a_date_that_is_none_is_no_address(as_olivia):
    assert as_olivia.post("/settings/hours/days/2026-02-31/remove/").status_code == 404


def test_taking_away_the_only_open_day_is_refused_in_words(as_olivia, olivia):
    on = timezone.now().date() + timedelta(days=30)
    actions.set_own_day(on, name="Open day", hours="9-17", by=olivia, now=timezone.now())
    closed = {"when": "hours"} | dict.fromkeys(DAYS, "")
    assert as_olivia.post("/settings/hours/", SET | closed).status_code == 302
    answer = as_olivia.post(f"/settings/hours/days/{on}/remove/", follow=True)
    assert "Nothing would ever open" in answer.content.decode()
    assert queries.business_hours().days


def test_the_page_takes_a_fixed_number_of_statements(as_olivia, django_assert_max_num_queries):
    as_olivia.post("/settings/hours/", SET | {"country": "NO"})
    with django_assert_max_num_queries(10):
        as_olivia.get("/settings/hours/")
