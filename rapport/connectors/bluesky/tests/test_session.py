"""Signing in, sessions that rotate, and who is told when nothing works any more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest

from rapport.channels.contract import OutboundPost, SessionInMemory
from rapport.channels.errors import NetworkError, OutcomeUnknown, Refused, RetryLater, SignInAgain
from rapport.connectors.bluesky import client
from rapport.connectors.bluesky.client import host_address
from rapport.connectors.bluesky.connector import Bluesky
from rapport.connectors.bluesky.session import Session
from rapport.connectors.bluesky.tests.captured import payload
from rapport.connectors.bluesky.tests.far import FakePDS

REFRESH = "com.atproto.server.refreshSession"
SIGN_IN = "com.atproto.server.createSession"


class Watched(SessionInMemory):
    """Remembers what was known to the network when a session was kept."""

    def __init__(self, far: FakePDS) -> None:
        super().__init__()
        self.far = far
        self.kept_after: list[list[str]] = []

    async def save(self, session: str) -> None:
        self.kept_after.append(list(self.far.requests))
        await super().save(session)


async def test_checking_keeps_a_session_that_serves_the_next_connector(
    far: FakePDS, bluesky: Bluesky
) -> None:
    info = await bluesky.check()
    other = Bluesky(replace(far.access(), session=info.session))
    await other.send(OutboundPost("hello"), "k")
    await other.aclose()
    assert far.requests.count(SIGN_IN) == 1


async def test_an_expired_session_is_renewed_kept_and_only_then_used(
    far: FakePDS, bluesky: Bluesky
) -> None:
    watched = Watched(far)
    bluesky.sessions = watched
    await bluesky.check()
    far.sign_out()
    await bluesky.send(OutboundPost("hello"), "k")
    assert far.requests.count(REFRESH) == 1
    assert watched.kept_after[-1][-1] == REFRESH, "kept before anything else was asked"
    kept = Session.from_kept(watched.session)
    assert kept is not None
    assert kept.access in far.tokens


async def test_two_calls_with_one_expired_session_renew_it_once(
    far: FakePDS, bluesky: Bluesky
) -> None:
    await bluesky.check()
    far.sign_out()
    await asyncio.gather(*(bluesky.send(OutboundPost("hello"), f"k{n}") for n in range(5)))
    assert far.requests.count(REFRESH) == 1
    assert len(await far.standing()) == 5


async def test_a_session_renewed_by_another_process_is_used_not_renewed_again(
    far: FakePDS, bluesky: Bluesky
) -> None:
    sessions = SessionInMemory()
    bluesky.sessions = sessions
    await bluesky.check()
    other = Bluesky(far.access())
    other.sessions = sessions
    far.sign_out()
    await other.send(OutboundPost("from the other process"), "k1")
    before = far.requests.count(REFRESH) + far.requests.count(SIGN_IN)
    await bluesky.send(OutboundPost("from this one"), "k2")
    await other.aclose()
    assert far.requests.count(REFRESH) + far.requests.count(SIGN_IN) == before


async def test_when_the_session_cannot_be_renewed_the_password_signs_in(
    far: FakePDS, bluesky: Bluesky
) -> None:
    await bluesky.check()
    far.sign_out()
    far.refreshes.clear()
    assert await bluesky.send(OutboundPost("hello"), "k")
    assert far.requests.count(SIGN_IN) == 2


async def test_when_neither_works_a_person_is_asked(far: FakePDS, bluesky: Bluesky) -> None:
    await bluesky.check()
    far.sign_out(password_too=True)
    with pytest.raises(SignInAgain, match="does not accept"):
        await bluesky.find("k0") or await bluesky.send(OutboundPost("hello"), "k")


@pytest.mark.parametrize("kept", ["", "rubbish", "{}", "[]", '{"did": 1}'])
async def test_a_session_that_cannot_be_read_means_signing_in(far: FakePDS, kept: str) -> None:
    bluesky = Bluesky(replace(far.access(), session=kept))
    assert await bluesky.send(OutboundPost("hello"), "k")
    await bluesky.aclose()


def test_a_session_never_shows_its_tokens() -> None:
    assert "secret" not in repr(Session("did", "handle", "secret-access", "secret-refresh"))


@pytest.mark.parametrize(
    "typed", ["brand.test", "@brand.test", " Brand.test ", "\u202abrand.test\u202c"]
)
async def test_a_handle_is_taken_as_people_type_and_paste_it(far: FakePDS, typed: str) -> None:
    access = replace(far.access(handle=typed), remote_id="", handle="")
    bluesky = Bluesky(access)
    assert (await bluesky.check()).handle == "brand.test"
    assert far.identifiers == ["brand.test"]
    await bluesky.aclose()


# What may be a server's address.


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("bsky.social", "https://bsky.social"),
        (" https://pds.example.com/ ", "https://pds.example.com"),
        ("https://pds.example.com:8443", "https://pds.example.com:8443"),
        ("http://127.0.0.1:2583", "http://127.0.0.1:2583"),
        ("http://localhost:2583", "http://localhost:2583"),
    ],
)
def test_a_server_is_named_in_the_ways_people_name_it(given: str, address: str) -> None:
    assert host_address(given) == address


@pytest.mark.parametrize(
    "given",
    [
        "http://pds.example.com",
        "ftp://pds.example.com",
        "https://user:word@pds.example.com",
        "https://pds.example.com/xrpc",
        "https://pds.example.com?x=1",
        "https://pds.example.com:port",
        "https://",
        "",
    ],
)
def test_what_is_no_servers_address_is_refused(given: str) -> None:
    with pytest.raises(Refused):
        host_address(given)


async def test_a_server_in_a_private_network_is_refused(
    far: FakePDS, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.delenv("RAPPORT_ALLOW_HOSTS", raising=False)
    bluesky = Bluesky(far.access(host="https://127.0.0.1:2583"))
    with pytest.raises(Refused, match="private network"):
        await bluesky.check()
    await bluesky.aclose()


# What goes wrong on the way.


@asynccontextmanager
async def answering(
    far: FakePDS, monkeypatch: pytest.MonkeyPatch, answer: object
) -> AsyncIterator[Bluesky]:
    """A signed-in connector whose next writes meet that answer or that failure."""

    async def scripted(request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("createRecord"):
            return await far.answer(request)
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, httpx.Response)
        return answer

    monkeypatch.setattr(client, "guarded_async_transport", lambda: httpx.MockTransport(scripted))
    bluesky = Bluesky(far.access())
    yield bluesky
    await bluesky.aclose()


async def test_the_captured_word_for_a_wrong_password_asks_a_person(
    far: FakePDS, monkeypatch: pytest.MonkeyPatch
) -> None:
    captured = payload("wrong_password")
    answer = httpx.Response(captured["status"], json=captured["body"])
    async with answering(far, monkeypatch, answer) as bluesky:
        with pytest.raises(SignInAgain, match="Invalid identifier or password"):
            await bluesky.send(OutboundPost("hello"), "k")


def said(status: int, error: str = "", **headers: str) -> httpx.Response:
    return httpx.Response(status, json={"error": error, "message": "why"}, headers=headers)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.ConnectError("refused"), RetryLater),
        (httpx.ConnectTimeout("slow"), RetryLater),
        (httpx.ReadTimeout("slow"), OutcomeUnknown),
        (httpx.WriteTimeout("slow"), OutcomeUnknown),
        (httpx.ReadError("reset"), OutcomeUnknown),
        (httpx.RemoteProtocolError("closed"), OutcomeUnknown),
        (said(502), OutcomeUnknown),
        (said(504), OutcomeUnknown),
        (said(503), RetryLater),
        (said(500), RetryLater),
        (said(400, "InvalidRequest"), Refused),
        (said(413), Refused),
        (said(401, "AuthMissing"), SignInAgain),
        (said(400, "InvalidToken"), SignInAgain),
        (said(401, "AccountTakedown"), SignInAgain),
        (said(401, "AuthFactorTokenRequired"), SignInAgain),
        (httpx.Response(429, headers={"retry-after": "7"}), RetryLater),
        (httpx.Response(429, headers={"ratelimit-reset": "rubbish"}), RetryLater),
        (httpx.Response(200, headers={"content-type": "application/json"}, text="{"), NetworkError),
        (httpx.Response(200, text="<html>"), NetworkError),
    ],
)
async def test_every_failure_of_a_write_is_one_of_the_five(
    far: FakePDS,
    monkeypatch: pytest.MonkeyPatch,
    answer: object,
    error: type[NetworkError],
) -> None:
    async with answering(far, monkeypatch, answer) as bluesky:
        with pytest.raises(error) as caught:
            await bluesky.send(OutboundPost("hello"), "k")
    assert 1 <= getattr(caught.value, "after", 1) <= 3600
