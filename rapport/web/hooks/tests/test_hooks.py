"""The door for webhooks, called as senders call: signed by the standardwebhooks library."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from standardwebhooks import Webhook as Sender

from rapport.channels.actions import connect, stop_listening
from rapport.channels.models import Account
from rapport.connectors.webhook.connector import Webhook
from rapport.connectors.webhook.signing import new_secret
from rapport.converse.models import Conversation
from rapport.ledger.testing import run_duties, run_jobs
from rapport.listen.models import BoardFact, Message, Quarantined, SeenCall
from rapport.web.hooks.capping import CappedHooks
from rapport.workspace.models import Brand, Member, Organisation
from rapport.workspace.queries import is_read_only
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db

SECRET = new_secret()
REVIEW = {
    "type": "message",
    "data": {"key": "r-1", "author": {"id": "mara"}, "text": "Where is my refund? It never came."},
}
LIFT = {
    "type": "fact",
    "data": {"id": "lift-7", "what": "Lift out of order", "where": "Central", "may_say": True},
}


@pytest.fixture
def hook(brand: Brand, alice: Member) -> Account:
    return connect(
        brand,
        network="webhook",
        settings={"name": "Operations"},
        secrets={"secret": SECRET},
        by=alice,
        now=timezone.now(),
    )


def signed(
    payload: Any, *, at: datetime | None = None, call_id: str = "msg_1", secret: str = SECRET
) -> tuple[bytes, dict[str, str]]:
    at = at or timezone.now()
    body = json.dumps(payload)
    return body.encode(), {
        "webhook-id": call_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Sender(secret).sign(call_id, at, body),
    }


def call(
    client: Client,
    path: str,
    payload: Any = REVIEW,
    *,
    content_type: str = "application/json",
    **how: Any,
) -> HttpResponse:
    body, headers = signed(payload, **how)
    return client.post(path, body, content_type=content_type, headers=headers)


def path_of(account: Account) -> str:
    return f"/hooks/{account.pk}/"


def nothing_came(account: Account) -> bool:
    kept = Message.objects.exists() or BoardFact.objects.exists() or SeenCall.objects.exists()
    account.refresh_from_db()
    return not kept and account.state == Account.State.ACTIVE


# --- what is taken --------------------------------------------------------------------------------------------


def test_a_signed_message_stands_in_the_inbox(client: Client, hook: Account, alice: Member) -> None:
    answer = call(client, path_of(hook))
    assert (answer.status_code, answer.json()["messages"]) == (200, 1)
    run_jobs()
    assert Conversation.objects.get().status == "open"
    client.force_login(alice)
    assert b"Where is my refund?" in client.get("/inbox/").content


def test_a_signed_fact_stands_on_the_board(client: Client, hook: Account) -> None:
    assert call(client, path_of(hook), LIFT).json()["facts"] == 1
    assert BoardFact.objects.get().account == hook
    over = {"type": "fact", "data": {"id": "lift-7", "status": "over"}}
    call(client, path_of(hook), over, call_id="msg_2")
    assert BoardFact.objects.get().over_at is not None


def test_a_call_without_the_last_slash_is_taken_too(client: Client, hook: Account) -> None:
    assert call(client, path_of(hook).rstrip("/")).status_code == 200


def test_the_sender_is_told_what_could_not_be_read(client: Client, hook: Account) -> None:
    answer = call(
        client, path_of(hook), {"type": "message", "data": [REVIEW["data"], {"key": "x"}]}
    )
    assert answer.json()["messages"] == 1
    assert "author" in answer.json()["rejected"][0]["reason"]
    assert Quarantined.objects.count() == 1


def test_the_same_call_again_is_answered_and_stores_nothing(client: Client, hook: Account) -> None:
    at = timezone.now()
    call(client, path_of(hook), at=at)
    changed = {"type": "message", "data": REVIEW["data"] | {"text": "Another text"}}
    again = call(client, path_of(hook), changed, at=at)
    assert (again.status_code, again.json()) == (200, {"known": True})
    assert Message.objects.get().text == "Where is my refund? It never came."


def test_two_accounts_may_be_sent_calls_of_the_same_id(
    client: Client, hook: Account, brand: Brand, alice: Member
) -> None:
    other = connect(
        brand, network="webhook", settings={"name": "Shop"}, secrets={"secret": SECRET}, by=alice, now=timezone.now(),
    )  # fmt: skip
    call(client, path_of(hook))
    assert call(client, path_of(other)).json()["messages"] == 1


def test_ids_of_calls_are_let_go_after_ten_minutes(client: Client, hook: Account) -> None:
    call(client, path_of(hook))
    run_duties(timezone.now() + timedelta(minutes=9), queue="slow")
    assert SeenCall.objects.count() == 1
    run_duties(timezone.now() + timedelta(minutes=11), queue="slow")
    assert SeenCall.objects.count() == 0


def test_what_fails_while_it_is_stored_can_be_sent_again(
    client: Client, hook: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr("rapport.listen.actions.webhooks.receive_live", breaks)
        assert call(client, path_of(hook)).status_code == 500
    assert not SeenCall.objects.exists()
    assert call(client, path_of(hook)).json()["messages"] == 1


def test_a_workspace_that_only_listens_hears_webhooks(
    client: Client, hook: Account, organisation: Organisation
) -> None:
    Organisation.objects.update(read_only=True)
    assert is_read_only()
    assert call(client, path_of(hook)).json()["messages"] == 1


# --- what is not ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"secret": new_secret()}, 401),
        ({"call_id": "x" * 201}, 401),
        ({"content_type": "text/plain"}, 415),
        ({"payload": ["no", "object"]}, 400),
        ({"payload": {"type": "message", "data": [{}] * 501}}, 413),
        ({"payload": {"type": "message", "data": "x" * 1_000_001}}, 413),
    ],
)
def test_what_is_not_a_call_is_refused_and_says_nothing_of_the_account(
    client: Client, hook: Account, how: dict[str, Any], status: int
) -> None:
    assert call(client, path_of(hook), **how).status_code == status
    assert nothing_came(hook)


@pytest.mark.parametrize(
    ("seconds", "status"), [(-301, 401), (-300, 200), (0, 200), (300, 200), (301, 401)]
)
def test_a_call_is_taken_within_three_hundred_seconds_of_its_time(
    client: Client, hook: Account, monkeypatch: pytest.MonkeyPatch, seconds: int, status: int
) -> None:
    monkeypatch.setattr(Webhook, "clock", staticmethod(lambda: NOON))
    answer = call(client, path_of(hook), at=NOON + timedelta(seconds=seconds))
    assert answer.status_code == status
    assert nothing_came(hook) == (status == 401)


def test_an_unsigned_call_is_refused(client: Client, hook: Account) -> None:
    body, _ = signed(REVIEW)
    answer = client.post(path_of(hook), body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (401, "text/plain; charset=utf-8")
    assert nothing_came(hook)


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
def test_only_post_is_answered(client: Client, hook: Account, method: str) -> None:
    answer = getattr(client, method)(path_of(hook))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def same_refusals(client: Client, path: str) -> list[tuple[int, bytes]]:
    calls: list[Callable[[], HttpResponse]] = [
        lambda: call(client, path, secret=new_secret()),
        lambda: client.post(path, b"{}", content_type="application/json"),
        lambda: client.get(path),
        lambda: call(client, path, content_type="text/plain"),
        lambda: call(client, path, at=timezone.now() - timedelta(hours=1)),
    ]
    return [(answer.status_code, answer.content) for answer in (one() for one in calls)]


def test_an_account_that_is_not_there_answers_as_one_that_is(
    client: Client, hook: Account, brand: Brand
) -> None:
    other = Account.objects.create(
        brand=brand, network="file", handle="past", remote_id="file:past", state_since=timezone.now(), created_at=timezone.now(),
    )  # fmt: skip
    expected = same_refusals(client, path_of(hook))
    assert same_refusals(client, "/hooks/999999999999999999/") == expected
    assert same_refusals(client, path_of(other)) == expected


def test_an_account_that_is_not_there_costs_the_same_work(
    client: Client, hook: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Measured by what is done, not by a clock: a signature is made over the body either way."""
    made: list[int] = []
    from rapport.connectors.webhook import signing  # noqa: PLC0415

    sign = signing.signature
    monkeypatch.setattr(
        signing, "signature", lambda key, **one: made.append(len(one["body"])) or sign(key, **one)
    )
    call(client, path_of(hook), secret=new_secret())
    call(client, "/hooks/4711/", secret=new_secret())
    assert made[0] == made[1]
    assert len(made) == 2


def test_a_webhook_switched_off_says_so_to_its_sender_and_to_nobody_else(
    client: Client, hook: Account
) -> None:
    expected = same_refusals(client, path_of(hook))
    stop_listening(hook, now=timezone.now())
    assert call(client, path_of(hook)).status_code == 410
    assert same_refusals(client, path_of(hook)) == expected
    assert not Message.objects.exists()


def test_no_session_and_no_cookie_comes_of_a_call_and_no_form_token_is_asked(hook: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = call(client, path_of(hook))
    assert answer.status_code == 200
    assert not answer.cookies
    assert not Session.objects.exists()


# --- the cap, on the wire ---------------------------------------------------------------------------------------


async def test_a_body_is_read_up_to_the_cap_and_no_further() -> None:
    asked = 0

    async def receive() -> dict[str, Any]:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b"x" * 100_000, "more_body": True}

    sent: list[dict[str, Any]] = []

    async def send(event: dict[str, Any]) -> None:
        sent.append(event)

    async def application(*_: Any) -> None:
        raise AssertionError("it must not be asked")

    scope = {"type": "http", "path": "/hooks/7/", "headers": []}
    await CappedHooks(application)(scope, receive, send)
    assert (asked, sent[0]["status"]) == (11, 413)
    asked, sent = 0, []
    claims = scope | {"headers": [(b"Content-Length", b"1000001")]}
    await CappedHooks(application)(claims, receive, send)
    assert (asked, sent[0]["status"]) == (0, 413)


@pytest.mark.parametrize("length", [b"-1", b"1e9", b"", b"9" * 5_000])
async def test_a_length_that_is_none_is_too_large(length: bytes) -> None:
    sent: list[dict[str, Any]] = []

    async def send(event: dict[str, Any]) -> None:
        sent.append(event)

    async def never(*_: Any) -> Any:
        raise AssertionError("it must not be asked")

    scope = {"type": "http", "path": "/hooks/7/", "headers": [(b"content-length", length)]}
    await CappedHooks(never)(scope, never, send)
    assert sent[0]["status"] == 413


def pieces(count: int) -> Iterator[bytes]:
    yield from [b"x" * 65_536] * count


@pytest.mark.parametrize("is_chunked", [True, False])
def test_ten_megabytes_are_refused_by_the_running_server(
    server: str, hook: Account, is_chunked: bool
) -> None:
    line = http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)
    body: Any = pieces(160) if is_chunked else b"x" * 10_485_760
    try:
        line.request("POST", path_of(hook), body=body, encode_chunked=is_chunked, headers={"content-type": "application/json"} | ({"transfer-encoding": "chunked"} if is_chunked else {}))  # fmt: skip
    except (BrokenPipeError, ConnectionResetError):
        pass  # closed in the middle: nobody reads on
    else:
        assert line.getresponse().status == 413
    finally:
        line.close()
    assert nothing_came(hook)


def test_a_call_to_the_running_server_is_taken(server: str, hook: Account) -> None:
    body, headers = signed(REVIEW)
    line = http.client.HTTPConnection(urlsplit(server).netloc, timeout=30)
    line.request("POST", path_of(hook), body=body, headers=headers | {"content-type": "application/json"})  # fmt: skip
    answer = line.getresponse()
    assert (answer.status, json.loads(answer.read())["messages"]) == (200, 1)
    assert answer.getheader("set-cookie") is None
    line.close()
