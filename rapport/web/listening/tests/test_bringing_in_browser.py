"""Bringing into the Inbox in a real browser: by key, where one stands in the list, on a phone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from rapport.channels.contract import Author
from rapport.converse.models import Conversation
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import listen_for
from rapport.listen.models import Message
from rapport.web.listening.tests.places_of_test import hear, post
from rapport.workspace.models import Brand, Member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.browser
SAID = [
    "Stranded at Halden, haldenrail, how do we get home tonight? Please help!",
    "Is there any haldenrail train to Lund before midnight? The app shows none at all.",
    "haldenrail, my refund, third time I ask. Where is it?",
]


@pytest.fixture
def three(server: str, brand: Brand, lena: Member) -> list[Message]:
    """Three calls for help, the most urgent first."""
    now = timezone.now()
    listen_for("Halden Rail", brand=brand, by=lena, now=now)
    for number, text in enumerate(SAID):
        author = Author(
            remote_id=f"did:{number}",
            handle=f"caller{number}.example",
            name=f"Caller {number}",
            followers=48_000 * number,
        )
        said = post(f"k{number}", text, at=now - timedelta(hours=1 + number), author=author)
        hear(replace(said, url="https://bsky.example/1"), now=now)
    run_jobs()
    return list(Message.objects.order_by("remote_key"))


def test_a_key_brings_in_the_row_one_stands_in(
    three: list[Message], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/listening/unanswered/")
    rows = page.locator("[data-item]")
    expect(rows).to_have_count(3)
    assert axe_finds(page) == []
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows.nth(1).locator("[data-item-link]")).to_be_focused()
    page.keyboard.press("b")
    expect(rows.nth(1).get_by_role("link", name="In the Inbox")).to_be_focused()
    expect(rows.nth(0).get_by_role("button", name="Bring into the Inbox")).to_be_visible()
    expect(page.get_by_text("nobody's yet")).to_be_visible()
    assert axe_finds(page) == []
    page.keyboard.press("Enter")
    conversation = Conversation.objects.get()
    expect(page).to_have_url(re.compile(f"/inbox/{conversation.pk}/$"))
    expect(page.get_by_text("brought this in")).to_be_visible()
    expect(page.get_by_text("has no account that can answer on Bluesky")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.type("Called them.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".turns").get_by_text("Called them.")).to_be_visible()
    assert axe_finds(page) == []


@pytest.mark.parametrize("path", ["/listening/unanswered/", "/listening/stream/"])
def test_it_fits_a_phone(
    three: list[Message], alice: Member, signed_in_page: OpenPage, path: str
) -> None:
    page = signed_in_page(alice, size=PHONE)
    page.goto(path)
    page.get_by_role("button", name="Bring into the Inbox").first.click()
    expect(page.get_by_role("link", name="In the Inbox")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe_finds(page) == []
