"""The event stream: who gets one, what it says, when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import AsyncClient, Client

from rapport.ledger import live
from rapport.ledger.contract import Notice
from rapport.ledger.live import Hub
from rapport.web.live import views
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one of the process may be listening in another thread, for the browser tests."""
    monkeypatch.setattr(views, "HUB", Hub())


def session_of(member: Member) -> str:
    client = Client()
    client.force_login(member)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


async def opened(session: str, address: str = "/live/") -> AsyncIterator[str]:
    client = AsyncClient()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    answer = await client.get(address)
    assert answer.headers["Content-Type"] == "text/event-stream"
    async for piece in answer.streaming_content:
        yield piece.decode()


async def following(stream: AsyncIterator[str]) -> str:
    return await asyncio.wait_for(anext(stream), 20)


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_stranger_gets_no_stream(client: Client, method: str) -> None:
    assert getattr(client, method)("/live/").status_code == 401


def test_a_notice_carries_a_kind_ids_and_versions_and_nothing_else(alice: Member) -> None:
    session = session_of(alice)

    async def listen() -> str:
        stream = opened(session)
        await following(stream)
        views.HUB.tell(Notice("conversation", (7, 9), (2, 5)))
        try:
            return await following(stream)
        finally:
            await stream.aclose()

    told = '{"kind":"conversation","ids":[7,9],"versions":[2,5]}'
    assert asyncio.run(listen()) == f"event: notice\ndata: {told}\n\n"


@pytest.mark.parametrize(
    ("since", "first"),
    [(50, '"kind":"resync"'), (100, '"ids":[7]'), (150, '"ids":[9]'), ("soon", None)],
)
def test_a_stream_begins_where_its_page_did(
    alice: Member, monkeypatch: pytest.MonkeyPatch, since: object, first: str | None
) -> None:
    session = session_of(alice)
    clock = iter([100.0, 101.0, 200.0, 300.0])
    monkeypatch.setattr(live, "time", SimpleNamespace(time=lambda: next(clock)))

    async def listen() -> str:
        await views.HUB.listen()
        views.HUB.tell(Notice("conversation", (7,)))
        views.HUB.tell(Notice("conversation", (9,)))
        stream = opened(session, f"/live/?since={since}")
        await following(stream)
        views.HUB.tell(Notice("conversation", (11,)))
        try:
            return await following(stream)
        finally:
            await stream.aclose()

    assert (first or '"ids":[11]') in asyncio.run(listen())


def test_a_notice_one_may_not_know_of_is_passed_over(gus: Member) -> None:
    session = session_of(gus)

    async def listen() -> str:
        stream = opened(session)
        await following(stream)
        views.HUB.tell(Notice("import", (1,)))
        views.HUB.tell(Notice("conversation", (2,)))
        try:
            return await following(stream)
        finally:
            await stream.aclose()

    assert '"kind":"conversation"' in asyncio.run(listen())


def test_a_quiet_stream_still_breathes_and_ends_with_its_session(
    alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "HEARTBEAT_SECONDS", 0.01)
    monkeypatch.setattr(views, "SESSION_CHECK_SECONDS", 0.05)
    session = session_of(alice)
    Member.objects.filter(pk=alice.pk).update(is_active=True)

    async def listen() -> list[str]:
        stream = opened(session)
        heard = [await following(stream), await following(stream)]
        await Member.objects.filter(pk=alice.pk).aupdate(is_active=False)
        return heard + [piece async for piece in stream]

    heard = asyncio.run(asyncio.wait_for(listen(), 10))
    assert heard[1] == ": still here\n\n"
    assert heard[-1] == "event: ended\ndata: {}\n\n"


@pytest.mark.parametrize("turns", range(8))
def test_a_browser_that_leaves_just_as_a_notice_comes_ends_its_stream(
    alice: Member, turns: int
) -> None:
    session = session_of(alice)

    async def leave() -> bool:
        stream = opened(session)
        await following(stream)
        waiting = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0.05)
        views.HUB.tell(Notice("conversation", (7,)))
        for _ in range(turns):
            await asyncio.sleep(0)
        if waiting.done():
            return True
        waiting.cancel()
        await asyncio.wait([waiting])
        return waiting.cancelled()

    assert asyncio.run(leave())


@pytest.mark.parametrize("turns", range(8))
async def test_a_browser_that_leaves_just_as_listening_begins_is_let_go(turns: int) -> None:
    hub = Hub()
    await hub.listen()
    waiting = asyncio.ensure_future(hub.listen())
    for _ in range(turns):
        await asyncio.sleep(0)
    if not waiting.done():
        waiting.cancel()
        await asyncio.wait([waiting])
        assert waiting.cancelled()
    hub._rest()
