"""Single sign-on against a small provider of our own on loopback."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from rapport.workspace import actions
from rapport.workspace.models import Member
from rapport.workspace.testing import PASSWORD

pytestmark = pytest.mark.django_db


class Provider(ThreadingHTTPServer):
    """Answers discovery, token and userinfo; whoever comes is `claims`."""

    claims: dict[str, object] = {}

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/.well-known/openid-configuration":
            url = self.server.url
            self.tell(
                {
                    "issuer": url,
                    "authorization_endpoint": f"{url}/authorize",
                    "token_endpoint": f"{url}/token",
                    "userinfo_endpoint": f"{url}/userinfo",
                    "jwks_uri": f"{url}/keys",
                }
            )
        else:
            self.tell(self.server.claims)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.tell({"access_token": "a token", "token_type": "Bearer"})

    def tell(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def provider(settings, olivia):
    server = Provider(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    app = {
        "provider_id": "oidc",
        "name": "Halden ID",
        "client_id": "rapport",
        "secret": "a secret",
        "settings": {"server_url": server.url},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def come(client, provider, **claims):
    """Walk through the provider as somebody with those claims; whether they are in afterwards."""
    provider.claims = {"sub": "42", **claims}
    start = client.get("/accounts/oidc/oidc/login/")
    asked = parse_qs(urlsplit(start["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    client.get("/accounts/oidc/oidc/login/callback/", {"code": "code", "state": asked["state"][0]})
    return client.get("/pulse/").status_code == 200


def test_the_sign_in_page_offers_the_provider_by_its_name(client, provider):
    assert "Sign in with Halden ID" in client.get("/accounts/login/").content.decode()


def test_a_member_comes_in_by_their_verified_address(client, provider, alice):
    assert come(client, provider, email=alice.email, email_verified=True)
    assert Member.objects.count() == 2


def test_the_password_still_works_beside_single_sign_on(client, provider, alice):
    for _ in range(2):
        assert come(client, provider, email=alice.email, email_verified=True)
        client.logout()
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert client.get("/pulse/").status_code == 200


def test_an_address_the_provider_did_not_verify_opens_nothing(client, provider, alice):
    assert not come(client, provider, email=alice.email, email_verified=False)


def test_a_stranger_does_not_come_in_and_is_not_kept(client, provider):
    assert not come(client, provider, email="eve@elsewhere.example", email_verified=True)
    assert Member.objects.count() == 1


def test_charlie_who_left_does_not_come_in(client, provider, charlie):
    assert not come(client, provider, email=charlie.email, email_verified=True)


def test_somebody_invited_joins_with_the_role_they_were_given(client, provider, olivia):
    actions.invite("nora@halden.example", role="lead", by=olivia, now=timezone.now())
    assert come(
        client, provider, email="nora@halden.example", email_verified=True, name="Nora Nord"
    )
    nora = Member.objects.get(email="nora@halden.example")
    assert (nora.name, nora.role) == ("Nora Nord", "lead")
    client.logout()
    assert come(client, provider, email="nora@halden.example", email_verified=True)
