"""The address where a desk tells its case numbers, called as desks call: signed by the standardwebhooks library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from standardwebhooks import Webhook as Sender

from rapport.channels.testing import EchoNetwork
from rapport.connectors.webhook.signing import new_secret
from rapport.converse.actions import make_case_key, revoke_case_key
from rapport.converse.models import CaseKey, Conversation
from rapport.converse.testing import SmallWorld
from rapport.web.hooks.capping import CappedHooks
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def kajsa(brand: Brand) -> Iterator[Conversation]:
    with EchoNetwork():
        world = SmallWorld(brand)
        world.says("Where is my refund?", key="k-1")
        yield world.conversation()


@pytest.fixture
def secret(lena: Member) -> str:
    return make_case_key("Desk", by=lena, now=timezone.now())


def call(
    client: Client, told: Any, secret: str, *, at: datetime | None = None, path: str = "/api/cases/"
) -> HttpResponse:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    at = at or timezone.now()
    signature = Sender(secret).sign("msg_1", at, body.decode())
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }
    return client.post(path, body, content_type="application/json", headers=headers)


def case_of(conversation: Conversation) -> tuple[str, str]:
    conversation.refresh_from_db()
    return conversation.case_number, conversation.case_url


def test_a_signed_call_sets_cases_and_may_be_repeated(
    client: Client, kajsa: Conversation, secret: str
) -> None:
    told = {"message": "k-1", "number": "INC-42", "url": "https://desk.example/42"}
    for _ in range(2):
        answer = call(client, told, secret)
        assert (answer.status_code, answer.json()) == (200, {"set": 1, "wrong": []})
    assert case_of(kajsa) == ("INC-42", "https://desk.example/42")
    kajsa.refresh_from_db()
    version = kajsa.version
    call(client, told, secret, path="/api/cases")
    kajsa.refresh_from_db()
    assert kajsa.version == version
    assert CaseKey.objects.get().used_at is not None
    call(client, {"conversation": kajsa.pk, "number": ""}, secret)
    assert case_of(kajsa) == ("", "")


def test_each_case_of_a_call_stands_for_itself(
    client: Client, kajsa: Conversation, secret: str
) -> None:
    told = [
        {"conversation": kajsa.pk, "number": "INC-42"},
        {"conversation": kajsa.pk + 99, "number": "INC-43"},
        {"conversation": kajsa.pk, "number": "INC-42", "url": "http://desk.example/42"},
    ]
    answer = call(client, {"cases": told}, secret).json()
    assert answer["set"] == 1
    assert [one["line"] for one in answer["wrong"]] == [2, 3]
    assert "https://" in answer["wrong"][1]["reason"]
    assert case_of(kajsa) == ("INC-42", "")


@pytest.mark.parametrize("key", ["none", "wrong", "revoked"])
def test_what_nobody_signed_is_refused_whatever_it_holds(
    client: Client, kajsa: Conversation, lena: Member, key: str
) -> None:
    given = new_secret()
    if key != "none":
        made = make_case_key("Desk", by=lena, now=timezone.now())
        given = made if key == "revoked" else given
    if key == "revoked":
        revoke_case_key(CaseKey.objects.get().pk, by=lena, now=timezone.now())
    answer = call(client, {"conversation": kajsa.pk, "number": "INC-42"}, given)
    assert answer.status_code == 401
    assert answer.json() == {"error": "No signature of the call fits the secret."}
    assert call(client, b"{", given).status_code == 401
    assert case_of(kajsa) == ("", "")


def test_an_old_call_and_one_without_a_signature_are_refused(
    client: Client, kajsa: Conversation, secret: str
) -> None:
    told = {"conversation": kajsa.pk, "number": "INC-42"}
    old = timezone.now() - timedelta(minutes=6)
    assert call(client, told, secret, at=old).status_code == 401
    bare = client.post("/api/cases/", json.dumps(told), content_type="application/json")
    assert bare.status_code == 401
    assert "not signed" in bare.json()["error"]
    assert case_of(kajsa) == ("", "")


def test_what_is_no_call_says_so_in_json(client: Client, secret: str) -> None:
    answer = client.get("/api/cases/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert call(client, b"{", secret).status_code == 400
    too_many = call(client, [{"conversation": 1, "number": "1"}] * 1001, secret)
    assert too_many.status_code == 400
    assert "1,000 cases; this has 1,001" in too_many.json()["error"]
    assert call(client, b'"' + b"x" * 1_100_000 + b'"', secret).status_code == 413


async def test_the_server_reads_no_further_than_a_call_may_be() -> None:
    sent: list[dict[str, Any]] = []

    async def send(event: Any) -> None:
        sent.append(dict(event))

    async def never(*_: Any) -> Any:
        raise AssertionError("it must not be asked")

    scope = {"type": "http", "path": "/api/cases/", "headers": [(b"content-length", b"1000001")]}
    await CappedHooks(never)(scope, never, send)
    assert sent[0]["status"] == 413
    assert "1,000,000 bytes" in json.loads(sent[1]["body"])["error"]


def test_a_key_is_made_shown_once_and_revoked(client: Client, lena: Member, alice: Member) -> None:
    client.force_login(lena)
    made = client.post("/settings/cases/", {"name": "Desk"}).content.decode()
    assert "whsec_" in made
    again = client.get("/settings/cases/").content.decode()
    assert "whsec_" not in again
    assert "/api/cases/" in again
    assert client.post("/settings/cases/", {"name": " "}).status_code == 422
    client.post(f"/settings/cases/{CaseKey.objects.get().pk}/revoke/")
    assert "No key yet" in client.get("/settings/cases/").content.decode()
    client.force_login(alice)
    assert client.get("/settings/cases/").status_code == 403
