"""Signing in and out."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.utils import timezone

from rapport.workspace import actions, queries
from rapport.workspace.testing import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client, member, password=PASSWORD):
    return client.post("/accounts/login/", {"login": member.email, "password": password})


def prove_it_is_me(client):
    assert client.get("/accounts/reauthenticate/").status_code == 200
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def is_in(client):
    return client.get("/pulse/").status_code == 200


def test_alice_signs_in_with_her_mail_address_in_any_letters(client, alice):
    answer = client.post(
        "/accounts/login/?next=/pulse/", {"login": alice.email.upper(), "password": PASSWORD}
    )
    assert answer.status_code == 302
    assert is_in(client)


@pytest.fixture(autouse=True)
def house(olivia):
    """Somebody owns the workspace, else the sign-in page speaks of the set-up."""
    cache.clear()
    return olivia


def test_a_wrong_password_lets_nobody_in_and_does_not_say_which_was_wrong(client, alice):
    wrong = sign_in(client, alice, "not the password")
    nobody = client.post(
        "/accounts/login/", {"login": "nobody@halden.example", "password": PASSWORD}
    )
    assert b"not correct" in wrong.content
    assert b"not correct" in nobody.content
    assert not is_in(client)


def test_charlie_who_left_cannot_sign_in(client, charlie):
    sign_in(client, charlie)
    assert not is_in(client)


def test_a_session_ends_for_a_member_who_is_deactivated(client, olivia, alice):
    client.force_login(alice)
    key = client.session.session_key
    assert queries.session_is_alive(key)
    actions.deactivate(alice, by=olivia)
    assert not queries.session_is_alive(key)
    assert not is_in(client)


def test_signing_out_ends_the_session_and_so_its_event_stream(client, alice):
    client.force_login(alice)
    key = client.session.session_key
    client.post("/accounts/logout/")
    assert not queries.session_is_alive(key)
    assert not queries.session_is_alive("made-up")


def test_a_changed_password_ends_the_other_sessions(client, alice):
    client.force_login(alice)
    key = client.session.session_key
    alice.set_password("something else entirely")
    alice.save()
    assert not queries.session_is_alive(key)


def test_guessing_is_stopped_after_five_tries_even_with_the_right_password(client, alice):
    for _ in range(5):
        sign_in(client, alice, "a guess")
    assert b"Too many" in sign_in(client, alice).content
    assert not is_in(client)


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "password/reset/", "password/set/", "confirm-email/", "3rdparty/"]
)
def test_the_doors_we_do_not_keep_are_closed(client, alice, path):
    assert client.get(f"/accounts/{path}").status_code == 404
    client.force_login(alice)
    assert client.post(f"/accounts/{path}", {"email": "eve@example.org"}).status_code == 404


def test_every_page_about_signing_in_opens(client, alice):
    assert client.get("/accounts/login/").status_code == 200
    sign_in(client, alice)
    prove_it_is_me(client)
    for path in (
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "password/change/",
        "logout/",
    ):
        assert client.get(f"/accounts/{path}").status_code == 200, path


def test_passkeys_under_a_bare_number_are_explained(client, alice):
    client.force_login(alice)
    by_number = client.get("/accounts/2fa/", headers={"Host": "127.0.0.1:8000"}).content
    by_name = client.get("/accounts/2fa/", headers={"Host": "localhost:8000"}).content
    assert b"need a host name" in by_number
    assert b"need a host name" not in by_name


def test_changing_how_one_signs_in_needs_a_fresh_proof(client, alice):
    sign_in(client, alice)
    answer = client.get("/accounts/2fa/totp/activate/")
    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_the_secret_of_an_authenticator_app_is_sealed_at_rest(client, alice, monkeypatch):
    # A code lives for thirty seconds: read in one and typed in the next it is refused, rightly.
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: 1_800_000_000))
    sign_in(client, alice)
    prove_it_is_me(client)
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)})
    kept = Authenticator.objects.get(user=alice, type="totp")
    assert secret not in str(kept.data)
    client.post("/accounts/logout/")
    answer = sign_in(client, alice)
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)
    assert client.get("/accounts/2fa/authenticate/").status_code == 200


def totp_code(secret):
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_a_link_from_the_console_signs_in_once_and_goes_to_pulse(client, alice):
    link = f"/in/{actions.sign_in_link(alice, now=timezone.now())}"
    assert client.head(link).status_code == 405
    answer = client.get(link)
    assert answer["Location"] == "/pulse/"
    assert is_in(client)
    client.logout()
    assert client.get(link).status_code == 410
    assert not is_in(client)


def test_a_handed_link_signs_nobody_in_by_being_opened(client, olivia, alice):
    link = f"/in/{actions.handed_link(alice, by=olivia, now=timezone.now())}/"
    assert client.get(link).status_code == 200
    assert not is_in(client)
    assert client.post(link, {"password": "short"}).status_code == 422
    assert client.post(link, {"password": "a whole new sentence"})["Location"] == "/pulse/"
    assert is_in(client)
    assert client.post(link, {"password": "a whole new sentence"}).status_code == 410


def test_an_invitation_leads_in(client, olivia):
    secret = actions.invite("nora@halden.example", role="agent", by=olivia, now=timezone.now())
    assert "nora@halden.example" in client.get(f"/invited/{secret}/").content.decode()
    answer = client.post(f"/invited/{secret}/", {"name": "Nora", "password": PASSWORD})
    assert answer["Location"] == "/pulse/"
    assert is_in(client)
    assert client.get(f"/invited/{secret}/").status_code == 410


def test_the_sign_in_page_runs_nothing_inline(client):
    page = client.get("/accounts/login/").content.decode()
    scripts = [tag.split(">")[0] for tag in page.split("<script")[1:]]
    assert all("src=" in tag or 'type="application/json"' in tag for tag in scripts)
    assert " style=" not in page
