"""A webhook among the accounts: its secret is made and shown once, its address and how to sign stand on its card."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from rapport.channels.connections import access_to
from rapport.channels.models import Account
from rapport.connectors.webhook.signing import secret_keys
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
CONNECT = "/connected/add/webhook/"


def offered(client: Client) -> str:
    page = client.get(CONNECT).content.decode()
    found = re.search(r'name="set_secret" value="([^"]+)"', page)
    assert found is not None
    return unescape(found[1])


def test_a_usable_secret_is_made_anew_each_time(client: Client, lena: Member, brand: Brand) -> None:
    client.force_login(lena)
    first, second = offered(client), offered(client)
    assert first != second
    assert len(secret_keys(first)) == 1


def test_the_secret_that_was_shown_is_kept_sealed_and_never_shown_again(
    client: Client, lena: Member, brand: Brand
) -> None:
    client.force_login(lena)
    secret = offered(client)
    typed = {"brand": brand.pk, "set_name": "Operations", "set_secret": secret}
    assert client.post(CONNECT, typed).status_code == 302
    account = Account.objects.get()
    assert access_to(account).secrets == {"secret": secret}
    for path in ("/connected/", f"/connected/{account.pk}/sign-in/", CONNECT):
        assert secret not in unescape(client.get(path).content.decode())


def test_a_form_that_was_refused_keeps_the_secret_that_was_copied_already(
    client: Client, lena: Member, brand: Brand
) -> None:
    client.force_login(lena)
    secret = offered(client)
    typed = {"brand": brand.pk, "set_name": "—", "set_secret": secret}
    answer = client.post(CONNECT, typed)
    assert answer.status_code == 422
    assert secret in unescape(answer.content.decode())


def test_its_card_shows_the_address_and_how_to_sign(
    client: Client, lena: Member, brand: Brand, settings: Settings
) -> None:
    settings.RAPPORT_URL = "https://rapport.example"
    client.force_login(lena)
    client.post(
        CONNECT, {"brand": brand.pk, "set_name": "Operations", "set_secret": offered(client)}
    )
    page = client.get("/connected/").content.decode()
    assert f"https://rapport.example/hooks/{Account.objects.get().pk}/" in page
    assert "webhook-signature" in page


def test_secrets_of_other_networks_stay_hidden(client: Client, lena: Member, brand: Brand) -> None:
    client.force_login(lena)
    page = client.get("/connected/add/bluesky/").content.decode()
    assert 'type="password"' in page
    assert "whsec_" not in page
