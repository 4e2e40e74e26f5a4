"""Hours of teams and brands, made beside the organisation's and chosen by a clock policy."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.converse.models import ClockPolicy
from rapport.workspace.models import Member, NamedHours

pytestmark = pytest.mark.django_db
WEEK = dict.fromkeys(("monday", "tuesday", "friday"), "18-23")


def test_they_are_made_changed_chosen_and_taken_away(
    client: Client, olivia: Member, lena: Member
) -> None:
    client.force_login(olivia)
    assert "Add hours" in client.get("/settings/hours/").content.decode()
    assert "09:00-17:00" in client.get("/settings/hours/other/").content.decode()
    client.post("/settings/hours/other/", {"name": "Evenings", **WEEK})
    row = NamedHours.objects.get()
    assert row.week == ["18:00-23:00", "18:00-23:00", "", "", "18:00-23:00", "", ""]
    url = f"/settings/hours/other/{row.pk}/"
    assert "18:00-23:00" in client.get(url).content.decode()
    client.post(url, {"name": "Late evenings", **WEEK, "zone": "Europe/Stockholm"})
    assert "Late evenings" in client.get("/settings/hours/").content.decode()
    told = {"name": "Refunds", "condition": "refund", "acknowledge_minutes": "15", "hours": row.pk}
    client.post("/settings/clocks/add/", told)
    assert ClockPolicy.objects.get().hours == row
    assert "in the hours “Late evenings”" in client.get("/settings/clocks/").content.decode()
    client.post(f"{url}remove/")
    assert ClockPolicy.objects.get().hours is None
    client.force_login(lena)
    assert client.get("/settings/hours/other/").status_code == 403


def test_what_cannot_be_comes_back_in_the_same_form(client: Client, olivia: Member) -> None:
    client.force_login(olivia)
    answer = client.post("/settings/hours/other/", {"name": "Evenings", "monday": "nine"})
    assert answer.status_code == 422
    assert "nine" in answer.content.decode()
    assert client.post("/settings/hours/other/", {"name": "Never"}).status_code == 422
    assert client.get("/settings/hours/other/99/").status_code == 404
    assert not NamedHours.objects.exists()
