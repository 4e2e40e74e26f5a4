"""The form behind a private link, as somebody without an account meets it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from rapport.channels.testing import EchoNetwork
from rapport.converse.actions import make_private_link
from rapport.converse.models import Conversation, PrivateLink
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.models import Message
from rapport.web.outside.views import TRIES
from rapport.workspace.models import Brand, Member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.django_db


@pytest.fixture
def kajsa(brand: Brand) -> Iterator[Conversation]:
    cache.clear()
    with EchoNetwork():
        world = SmallWorld(brand)
        world.now = timezone.now()
        world.says("Where is my refund?")
        yield world.conversation()


@pytest.fixture
def url(kajsa: Conversation, alice: Member) -> str:
    return f"/r/{make_private_link(kajsa.pk, by=alice, now=timezone.now())}/"


def test_the_page_says_who_we_are_and_what_we_keep_and_nothing_of_the_conversation(
    client: Client, url: str
) -> None:
    answer = client.get(url)
    page = answer.content.decode()
    assert "Write to Halden Rail in private" in page
    assert "at most 730 days" in page
    assert "refund" not in page
    assert "Kajsa" not in page
    assert "<script" not in page
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_opening_it_spends_nothing_and_sending_does(client: Client, url: str) -> None:
    for _ in range(3):
        assert client.get(url).status_code == 200
    assert client.post(url, {"text": ""}).status_code == 422
    answer = client.post(url, {"text": "It is KX7QP2.\r\n<b>Thanks</b>", "contact": "k@x.example"})
    assert "It has reached us" in answer.content.decode()
    run_jobs()
    assert Message.objects.latest("pk").text == "It is KX7QP2.\n<b>Thanks</b>\n\n(k@x.example)"


def test_a_link_used_twice_says_what_happened(client: Client, url: str) -> None:
    client.post(url, {"text": "Here it is."})
    for answer in (client.get(url), client.post(url, {"text": "Again."})):
        assert answer.status_code == 410
        assert "used already. What was sent with it has reached us." in answer.content.decode()
    assert Message.objects.filter(scope="private").count() == 1


def test_old_and_unknown_links_are_closed(client: Client, url: str) -> None:
    PrivateLink.objects.update(expires_at=timezone.now())
    assert client.get(url).status_code == 410
    assert client.get("/r/nonsense/").status_code == 404


def test_guessing_is_slowed_down(client: Client, url: str) -> None:
    for number in range(TRIES):
        client.get(f"/r/guess-{number}/")
    assert client.get(url).status_code == 429


def test_the_link_is_put_into_the_reply_by_key_or_form(
    client: Client, kajsa: Conversation, alice: Member, gus: Member
) -> None:
    client.force_login(alice)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert 'data-key="p"' in page
    fragment = client.post(f"/inbox/{kajsa.pk}/private/", headers={"HX-Request": "true"})
    assert re.search(r"data-undone=.*http://testserver/r/[\w-]{20,}/", fragment.content.decode())
    client.post(f"/inbox/{kajsa.pk}/private/", {"text": "Sorry."})
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert re.search(r"Sorry\.\n\nLet us go on in private\..*/r/[\w-]{20,}/", page)
    assert "private link offered" in page
    assert "You made a link into private" in page
    client.force_login(gus)
    assert client.post(f"/inbox/{kajsa.pk}/private/").status_code == 403


@pytest.mark.browser
def test_a_key_puts_the_link_in_and_a_phone_without_scripts_answers_it(
    server: str,
    kajsa: Conversation,
    alice: Member,
    signed_in_page: OpenPage,
    open_page: OpenPage,
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{kajsa.pk}/")
    page.locator("#conversation-title").focus()
    page.keyboard.press("p")
    box = page.locator("#reply-text")
    expect(box).to_have_value(re.compile(r"Let us go on in private.*/r/[\w-]+/"))
    address = re.search(r"/r/[\w-]+/", box.input_value())
    assert address is not None
    phone = open_page(size=PHONE, java_script_enabled=False)
    phone.goto(address[0])
    phone.get_by_label("What should we know?").fill("It is KX7QP2.")
    phone.get_by_role("button", name="Send it").click()
    expect(phone.get_by_role("heading")).to_have_text("It has reached us")
    desk = open_page()
    desk.goto(address[0])
    expect(desk.get_by_role("heading")).to_have_text("This link is closed")
    assert axe_finds(desk) == []
