"""The rota's page: the week in words, changing it and taking that back, and who may."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from rapport.workspace import actions, queries
from rapport.workspace.models import Absence, Shift, ShiftPattern

WEEK = "2026-05-11"
WEEKLY = {"when": "weekly", "weekdays": ["0", "1"], "starts": "14", "ends": "22", "week": WEEK}


@pytest.fixture
def as_lena(client, lena):
    client.force_login(lena)
    return client


def undo_of(answer, client):
    """The signed word the next page carries, pressed."""
    page = client.get(answer["Location"]).content.decode()
    told = re.search(r'name="undo" value="([^"]+)"', page)
    assert told, "the page offers no undo"
    return client.post("/rota/undo/", {"undo": told[1], "week": WEEK})


def test_an_empty_rota_says_what_it_is_for(as_lena):
    page = as_lena.get("/rota/").content.decode()
    assert "Nobody is planned yet" in page
    assert "Nobody is on for" not in page


def test_a_weekly_shift_is_added_shown_and_taken_back(as_lena, alice):
    answer = as_lena.post("/rota/add/", WEEKLY | {"member": alice.pk})
    assert answer.status_code == 302
    page = as_lena.get(answer["Location"]).content.decode()
    assert page.count("14:00–22:00") >= 2
    assert "Alice Ode" in page
    undo_of(answer, as_lena)
    assert not ShiftPattern.objects.exists()


def test_a_shift_that_cannot_be_comes_back_as_it_was_typed(as_lena, alice):
    answer = as_lena.post("/rota/add/", WEEKLY | {"member": alice.pk, "starts": "late"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“late” is no time of day" in page
    assert 'value="late"' in page


def test_one_day_is_left_out_and_comes_back(as_lena, alice, lena):
    [pattern] = actions.add_weekly_shifts(alice, weekdays=[0], starts="14", ends="22", by=lena)
    answer = as_lena.post(f"/rota/weekly/{pattern.pk}/skip/2026-05-11/", {"week": WEEK})
    assert "14:00–22:00" not in as_lena.get(f"/rota/?week={WEEK}").content.decode()
    assert "14:00–22:00" in as_lena.get("/rota/?week=2026-05-18").content.decode()
    undo_of(answer, as_lena)
    assert "14:00–22:00" in as_lena.get(f"/rota/?week={WEEK}").content.decode()


def test_other_times_are_taken_back_to_what_they_were(as_lena, alice, lena):
    [pattern] = actions.add_weekly_shifts(alice, weekdays=[0], starts="14", ends="22", by=lena)
    here = f"/rota/weekly/{pattern.pk}/"
    assert 'value="14:00"' in as_lena.get(here).content.decode()
    answer = as_lena.post(here, {"starts": "13", "ends": "21:30", "leads": "on"})
    pattern.refresh_from_db()
    assert (pattern.starts, pattern.ends, pattern.leads) == (13 * 60, 21 * 60 + 30, True)
    undo_of(answer, as_lena)
    pattern.refresh_from_db()
    assert (pattern.starts, pattern.ends, pattern.leads) == (14 * 60, 22 * 60, False)


def test_what_was_taken_away_stands_again_after_undo(as_lena, alice, lena):
    [pattern] = actions.add_weekly_shifts(alice, weekdays=[0], starts="20", ends="4", by=lena)
    undo_of(as_lena.post(f"/rota/weekly/{pattern.pk}/remove/"), as_lena)
    back = ShiftPattern.objects.get()
    assert (back.weekday, back.starts, back.ends) == (0, 1200, 1680)
    day = timezone.localdate() + timedelta(days=2)
    shift = actions.add_shift(alice, on=day, starts="8", ends="9", by=lena, now=timezone.now())
    undo_of(as_lena.post(f"/rota/shifts/{shift.pk}/remove/"), as_lena)
    assert Shift.objects.get().starts_at == shift.starts_at


def test_days_away_are_noted_and_taken_back(as_lena, alice):
    days = {"first_day": "2026-12-24", "last_day": "2026-12-27"}
    answer = as_lena.post("/rota/away/", days | {"member": alice.pk, "week": WEEK})
    assert "24 Dec" in as_lena.get("/rota/").content.decode()
    undo_of(answer, as_lena)
    assert not Absence.objects.exists()
    back = as_lena.post("/rota/away/", days | {"member": alice.pk, "last_day": "2026-12-20"})
    assert back.status_code == 422


def test_gaps_and_holidays_stand_in_words(as_lena, alice, olivia, lena):
    now = timezone.now()
    actions.set_business_hours(
        day_and_night=False, week=["8-20"] * 7, country="NO", by=olivia, now=now
    )
    actions.add_weekly_shifts(alice, weekdays=range(7), starts="8", ends="18", by=lena)
    page = as_lena.get("/rota/?week=2027-05-03").content.decode()
    assert "Nobody is on for 12 h" in page  # two hours on six days; the holiday is closed
    assert page.count("18:00–20:00") == 6
    assert "Ascension Day" in page


def test_an_undo_nobody_signed_does_nothing(as_lena, alice, lena):
    [pattern] = actions.add_weekly_shifts(alice, weekdays=[0], starts="14", ends="22", by=lena)
    as_lena.post("/rota/undo/", {"undo": '{"what": "remove_weekly"}'})
    assert ShiftPattern.objects.filter(pk=pattern.pk).exists()


def test_agents_read_the_rota_and_change_nothing(client, alice, lena):
    [pattern] = actions.add_weekly_shifts(alice, weekdays=[0], starts="14", ends="22", by=lena)
    client.force_login(alice)
    page = client.get(f"/rota/?week={WEEK}").content.decode()
    assert "Alice Ode" in page
    assert "Add a shift" not in page
    assert f"/rota/weekly/{pattern.pk}/" not in page
    for path in ("add", "away", "undo", f"weekly/{pattern.pk}/remove"):
        assert client.post(f"/rota/{path}/", {}).status_code == 403
    assert ShiftPattern.objects.exists()


@pytest.mark.parametrize("week", ["", "soon", "9999-12-31", "2026-13-01", "0001-01-01"])
def test_an_address_with_no_week_in_it_shows_this_one(as_lena, week):
    assert as_lena.get("/rota/", {"week": week}).status_code == 200


def test_the_week_costs_the_same_statements_however_full_it_is(
    as_lena, lena, alice, bob, django_assert_max_num_queries
):
    for member in (alice, bob, lena):
        actions.add_weekly_shifts(member, weekdays=range(7), starts="8", ends="16", by=lena)
        actions.add_absence(
            member, first_day=date(2026, 12, 1), last_day=date(2026, 12, 2), by=lena
        )
    with django_assert_max_num_queries(10):
        as_lena.get(f"/rota/?week={WEEK}")
    with django_assert_max_num_queries(10):
        as_lena.get("/rota/add/")


def test_pulse_says_until_when_one_is_on(client, alice, lena):
    client.force_login(alice)
    assert "You are on" not in client.get("/pulse/").content.decode()
    now = timezone.now()
    actions.restore_shift(
        alice, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1), by=lena
    )
    assert "You are on until" in client.get("/pulse/").content.decode()
    client.force_login(lena)
    assert "You are on" not in client.get("/pulse/").content.decode()


def test_skills_are_said_on_ones_own_page_and_on_a_colleagues_by_an_owner(
    client, alice, bob, olivia
):
    told = {"languages": "sv, en", "skills": "refunds, lost property", "capacity": "9"}
    client.force_login(alice)
    assert client.post("/settings/skills/", told).status_code == 302
    alice.refresh_from_db()
    assert alice.skills == ["refunds", "lost property"]
    assert "lost property" in client.get("/settings/").content.decode()
    assert client.post(f"/settings/members/{bob.pk}/skills/", told).status_code == 403
    assert client.post("/settings/skills/", told | {"languages": "swedish"}).status_code == 422
    client.force_login(olivia)
    assert client.post(f"/settings/members/{bob.pk}/skills/", told).status_code == 302


def test_a_team_says_what_it_is_for_and_who_leads_it(client, olivia, lena, alice, brand):
    client.force_login(olivia)
    told = {"name": "Care", "purpose": "Trains that stand", "lead": lena.pk, "brand": brand.pk}
    assert client.post("/settings/teams/", told | {"members": [alice.pk]}).status_code == 302
    page = client.get("/settings/teams/").content.decode()
    assert "Trains that stand" in page
    assert "led by Lena Lund" in page
    assert queries.teams()[0].brand == brand
