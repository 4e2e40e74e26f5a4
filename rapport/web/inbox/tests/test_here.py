"""Who reads along and who types: seen by colleagues who may see the conversation, written nowhere."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import expect

from rapport.converse.models import Conversation
from rapport.ledger.contract import Beat, Notice
from rapport.ledger.live import Hub
from rapport.web.inbox import here
from rapport.web.live import views as live_views
from rapport.workspace.models import Member
from tests.browser import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)


class QuietHub(Hub):
    """Hears what a test tells it, without a connection of its own."""

    async def linger(self) -> None:
        return


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    quiet = QuietHub()
    monkeypatch.setattr(here, "HUB", quiet)
    monkeypatch.setattr(live_views, "HUB", quiet)
    return quiet


def is_at(hub: Hub, member: Member, conversation: Conversation, *, types: bool = False) -> None:
    hub.presence.hear(Beat(member.pk, "tab", conversation.pk, types=types), at=0.0)


def ask(member: Member, fields: dict[str, object], *, method: str = "post") -> str:
    client = Client()
    client.force_login(member)
    answer = getattr(client, method)("/inbox/here/", fields)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_colleagues_see_who_reads_and_who_types(
    hub: Hub, alice: Member, bob: Member, kajsa: Conversation
) -> None:
    is_at(hub, bob, kajsa)
    said = ask(alice, {"open": kajsa.pk, "tab": "a"})
    assert f"{bob.name} reads" in said
    assert "writing too" not in said
    is_at(hub, bob, kajsa, types=True)
    said = ask(alice, {"open": kajsa.pk}, method="get")
    assert f"{bob.name} is typing…" in said
    assert f"{bob.name} is writing too." in said


def test_a_list_marks_the_rows_somebody_has_open(
    hub: Hub, alice: Member, bob: Member, kajsa: Conversation
) -> None:
    is_at(hub, bob, kajsa)
    said = ask(alice, {"rows": f"{kajsa.pk},999999,x", "tab": "a"})
    assert f'data-here-row="{kajsa.pk}"' in said
    assert 'id="here"' not in said


def test_nobody_is_told_of_themselves(hub: Hub, alice: Member, kajsa: Conversation) -> None:
    is_at(hub, alice, kajsa, types=True)
    assert ask(alice, {"open": kajsa.pk, "rows": kajsa.pk, "tab": "a"}).strip() == ""


def test_who_may_not_see_the_conversation_learns_nothing_and_is_not_shown(
    hub: Hub, alice: Member, bob: Member, kajsa: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_at(hub, bob, kajsa, types=True)
    told: list[Beat] = []
    monkeypatch.setattr(here, "tell_presence", told.append)
    monkeypatch.setattr("rapport.converse.queries.presence.can", lambda member, action: False)
    assert ask(alice, {"open": kajsa.pk, "rows": kajsa.pk, "tab": "a"}).strip() == ""
    assert told == [Beat(alice.pk, "a", 0)]


def test_a_conversation_that_is_not_there_is_looked_at_by_nobody(
    hub: Hub, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Beat] = []
    monkeypatch.setattr(here, "tell_presence", told.append)
    ask(alice, {"open": 999_999, "tab": "a", "types": "1"})
    ask(alice, {"open": "1e5", "tab": "<script>", "rows": ",".join(["1"] * 500)})
    assert [beat.subject for beat in told] == [0]


def test_whoever_was_removed_is_shown_no_more(
    hub: Hub, alice: Member, bob: Member, kajsa: Conversation
) -> None:
    is_at(hub, bob, kajsa)
    Member.objects.filter(pk=bob.pk).update(is_active=False)
    assert ask(alice, {"open": kajsa.pk, "tab": "a"}).strip() == ""


def test_a_stranger_is_told_nothing(hub: Hub, client: Client) -> None:
    assert client.get("/inbox/here/").status_code == 401
    assert client.post("/inbox/here/").status_code == 401


def test_a_beat_writes_nothing_to_the_database(
    hub: Hub, alice: Member, bob: Member, kajsa: Conversation
) -> None:
    is_at(hub, bob, kajsa)
    client = Client()
    client.force_login(alice)
    # Written once on signing in, by Django itself.
    client.get("/inbox/here/")
    with CaptureQueriesContext(connection) as said:
        client.post("/inbox/here/", {"open": kajsa.pk, "rows": kajsa.pk, "tab": "a", "types": "1"})
    verbs = [one["sql"].lstrip().split()[0].upper() for one in said.captured_queries]
    assert set(verbs) == {"SELECT"}
    assert len(verbs) <= 5


def test_a_stream_is_told_only_of_the_conversation_its_member_looks_at(
    hub: Hub, alice: Member, bob: Member, kajsa: Conversation
) -> None:
    client = Client()
    client.force_login(alice)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value

    async def listen() -> str:
        asking = AsyncClient()
        asking.cookies[settings.SESSION_COOKIE_NAME] = session
        answer = await asking.get("/live/")
        stream = aiter(answer.streaming_content)
        await asyncio.wait_for(anext(stream), 20)
        hub.presence.hear(Beat(bob.pk, "tab", 7), at=0.0)
        hub.tell(Notice("presence", (7,), (0,)))
        hub.presence.hear(Beat(alice.pk, "tab", kajsa.pk), at=0.0)
        hub.tell(Notice("presence", (kajsa.pk,), (0,)))
        try:
            return (await asyncio.wait_for(anext(stream), 20)).decode()
        finally:
            await stream.aclose()

    assert f'"ids":[{kajsa.pk}]' in asyncio.run(listen())


@pytest.mark.browser
def test_two_colleagues_at_one_conversation_see_each_other(
    alice: Member, bob: Member, kajsa: Conversation, signed_in_page: OpenPage
) -> None:
    hers, his = signed_in_page(alice), signed_in_page(bob)
    hers.goto(f"/inbox/{kajsa.pk}/")
    his.goto(f"/inbox/{kajsa.pk}/")
    expect(hers.locator("#here")).to_contain_text(f"{bob.name} reads")
    his.fill("#reply-text", "Dear Kajsa, I am looking into it.")
    expect(hers.locator("#here")).to_contain_text(f"{bob.name} is typing…")
    expect(hers.locator("#here-writes")).to_have_text(f"{bob.name} is writing too.")
    his.goto("/people/")
    expect(hers.locator("#here")).to_be_empty()
    expect(hers.locator("#here-writes")).to_be_empty()
