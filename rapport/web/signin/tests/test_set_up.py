"""The first page of a fresh Rapport."""

from __future__ import annotations

import pytest
from django.utils import timezone

from rapport.workspace import actions, queries
from rapport.workspace.models import Member, Organisation
from rapport.workspace.testing import PASSWORD

pytestmark = pytest.mark.django_db

ENTRIES = {
    "organisation": "Halden Rail AB",
    "brand": "Halden Rail",
    "owner_name": "Olivia Owens",
    "email": "olivia@halden.example",
    "password": PASSWORD,
    "purpose": "Nobody stranded is left without a word for 15 minutes",
    "timezone": "Europe/Stockholm",
}


@pytest.fixture
def token():
    return actions.setup_token(timezone.now())


def test_the_link_from_the_console_leads_to_one_page_and_from_there_to_pulse(client, token):
    page = client.get(f"/setup/?token={token}")
    assert page.status_code == 200
    answer = client.post("/setup/", {"token": token, **ENTRIES})
    assert (answer.status_code, answer["Location"]) == (302, "/pulse/")
    assert client.get("/pulse/").status_code == 200
    assert Member.objects.get().role == "owner"


def test_an_error_stands_beside_its_field_and_what_was_typed_stays(client, token):
    answer = client.post("/setup/", {"token": token, **ENTRIES, "email": "olivia", "brand": "  "})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="id_brand_error"' in page
    assert "Halden Rail AB" in page
    assert not Organisation.objects.exists()


def test_a_weak_password_is_refused_with_the_reason(client, token):
    answer = client.post("/setup/", {"token": token, **ENTRIES, "password": "1234567890"})
    assert answer.status_code == 422
    assert "too common" in answer.content.decode()


@pytest.mark.parametrize("tried", ["", "?token=made-up"])
def test_without_the_token_the_page_says_where_the_link_is(client, tried):
    answer = client.get(f"/setup/{tried}")
    assert answer.status_code == 403
    assert "on the console" in answer.content.decode()
    assert client.post("/setup/", {"token": "made-up", **ENTRIES}).status_code == 403
    assert not queries.is_set_up()


def test_before_the_set_up_the_sign_in_page_says_where_the_link_is(client):
    assert "on the console" in client.get("/accounts/login/").content.decode()


def test_once_set_up_the_page_is_gone_for_good(client, token, olivia):
    assert client.get(f"/setup/?token={token}").status_code == 302
    assert client.post("/setup/", {"token": token, **ENTRIES}).status_code == 302
    assert Member.objects.get() == olivia


def test_the_page_is_never_kept_by_a_cache(client, token):
    assert "no-store" in client.get(f"/setup/?token={token}")["Cache-Control"]
