"""Settings > You: the ways notices take to a member."""

from __future__ import annotations

from datetime import time

import pytest

from rapport.workspace.models import NoticeWay

URL = "ntfys://my-secret-topic"


@pytest.fixture
def as_gus(client, gus):
    client.force_login(gus)
    return client


def test_a_service_is_added_by_its_address_which_is_never_shown_again(as_gus, gus):
    answer = as_gus.post("/settings/ways/", {"url": URL}, follow=True)
    assert NoticeWay.objects.get().member == gus
    assert b"ntfy is added" in answer.content
    assert b"my-secret-topic" not in answer.content


def test_what_cannot_carry_notices_comes_back_with_its_reason(as_gus):
    answer = as_gus.post("/settings/ways/", {"url": "syslog://localhost"})
    assert answer.status_code == 422
    assert b"not among those" in answer.content
    assert b"syslog://localhost" in answer.content


def test_it_is_taken_away_again(as_gus):
    as_gus.post("/settings/ways/", {"url": URL})
    as_gus.post(f"/settings/ways/{NoticeWay.objects.get().pk}/remove/")
    assert not NoticeWay.objects.exists()


def test_quiet_hours_are_kept_and_half_of_them_refused(as_gus, gus):
    as_gus.post("/settings/ways/quiet/", {"quiet_from": "22:00", "quiet_until": "07:00"})
    gus.refresh_from_db()
    assert (gus.quiet_from, gus.quiet_until) == (time(22), time(7))
    answer = as_gus.post("/settings/ways/quiet/", {"quiet_from": "22:00", "quiet_until": ""})
    assert answer.status_code == 422
    assert "Give both times" in answer.content.decode()
    as_gus.post("/settings/ways/quiet/", {"quiet_from": "", "quiet_until": ""})
    gus.refresh_from_db()
    assert gus.quiet_from is None


def test_mail_is_offered_only_where_a_server_is_set_up(as_gus, gus, settings, mailoutbox):
    assert b"Mail is not set up" in as_gus.get("/settings/").content
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    as_gus.post("/settings/ways/mail/", {"mail": "on"})
    way = NoticeWay.objects.get()
    as_gus.post(f"/settings/ways/{way.pk}/try/")
    assert [one.to for one in mailoutbox] == [[gus.email]]
    as_gus.post("/settings/ways/mail/", {"mail": "off"})
    assert not NoticeWay.objects.get().is_on


def test_nobody_tries_the_way_of_another(as_gus, alice, client):
    as_gus.post("/settings/ways/", {"url": URL})
    client.force_login(alice)
    assert client.post(f"/settings/ways/{NoticeWay.objects.get().pk}/try/").status_code == 404
