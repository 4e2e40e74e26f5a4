"""The shell around every page, and the door before it."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.workspace.models import Member, Organisation

pytestmark = pytest.mark.django_db


def test_a_stranger_is_asked_to_sign_in_and_comes_back_to_where_they_were_going(
    client: Client,
) -> None:
    answer = client.get("/pulse/?tab=mine")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/pulse/%3Ftab%3Dmine"


def test_a_fragment_asked_for_without_a_session_leaves_the_page_as_it_is(client: Client) -> None:
    answer = client.get("/pulse/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "HX-Redirect" not in answer.headers


def test_the_front_door_leads_to_pulse(client: Client, olivia: Member) -> None:
    client.force_login(olivia)
    assert client.get("/")["Location"] == "/pulse/"


def test_the_page_carries_the_members_theme_and_density(client: Client, olivia: Member) -> None:
    Member.objects.filter(pk=olivia.pk).update(theme="contrast", density="compact")
    client.force_login(olivia)
    assert b'data-theme="contrast" data-density="compact"' in client.get("/pulse/").content


def test_nothing_on_a_page_is_inline(client: Client, olivia: Member) -> None:
    client.force_login(olivia)
    page = client.get("/pulse/").content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert "onclick" not in page
    assert all("src=" in tag for tag in page.split("<script")[1:])


def test_an_unknown_address_says_so_in_the_houses_words(client: Client, olivia: Member) -> None:
    client.force_login(olivia)
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert b"Nothing here" in answer.content


def test_markup_in_a_name_is_only_a_name(client: Client, olivia: Member) -> None:
    Organisation.objects.update(name="<script>alert(1)</script>")
    Member.objects.update(name="<b>Bold</b> Bob")
    client.force_login(olivia)
    page = client.get("/pulse/").content.decode()
    assert "<script>alert" not in page
    assert "<b>Bold" not in page
