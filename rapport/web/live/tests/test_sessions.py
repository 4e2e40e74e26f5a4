"""A session's end ends its stream, at once where we are told of it."""

from __future__ import annotations

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections
from django.test import AsyncClient, Client

from rapport.ledger.contract import Notice
from rapport.ledger.live import Hub
from rapport.web.live import views
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_hub(monkeypatch):
    """The one of the process may be listening in another thread, for the browser tests."""
    monkeypatch.setattr(views, "HUB", Hub())


def session_of(member):
    client = Client()
    client.force_login(member)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


async def opened(session):
    client = AsyncClient()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    answer = await client.get("/live/")
    async for piece in answer.streaming_content:
        yield piece.decode()


def heard_after(member, change, *, notices):
    """What a stream of the member says after `change` and these notices, until it ends or falls silent."""
    return asyncio.run(_heard_after(session_of(member), member, change, notices))


async def _heard_after(session, member, change, notices):
    stream = opened(session)
    await asyncio.wait_for(anext(stream), 20)
    if change:
        await Member.objects.filter(pk=member.pk).aupdate(**change)
    for notice in notices:
        views.HUB.tell(notice)
    heard = []
    try:
        while (piece := await asyncio.wait_for(anext(stream, None), 20)) not in (None, STILL_HERE):
            heard.append(piece)
    finally:
        await stream.aclose()
        # The thread that served the stream must not keep the test database busy.
        await sync_to_async(connections.close_all)()
    return heard


STILL_HERE = ": still here\n\n"
ENDED = "event: ended\ndata: {}\n\n"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Breathe soon, and never look at the session by the clock: only a notice may end the stream here."""
    monkeypatch.setattr(views, "HEARTBEAT_SECONDS", 0.3)
    monkeypatch.setattr(views, "SESSION_CHECK_SECONDS", 3600)


def test_a_deactivated_member_is_cut_off_at_once(alice):
    told = [Notice("session", (alice.pk,))]
    assert heard_after(alice, {"is_active": False}, notices=told) == [ENDED]


def test_a_notice_about_somebody_else_changes_nothing_and_is_not_told(alice, bob):
    told = [Notice("session", (bob.pk,)), Notice("conversation", (1,))]
    [piece] = heard_after(alice, {}, notices=told)
    assert '"kind":"conversation"' in piece


def test_a_lower_role_holds_for_the_open_stream(alice):
    told = [Notice("session", (alice.pk,)), Notice("import", (1,))]
    assert heard_after(alice, {"role": "guest"}, notices=told) == []
    assert len(heard_after(alice, {"role": "agent"}, notices=told)) == 1
