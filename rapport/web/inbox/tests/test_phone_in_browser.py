"""The Inbox in a hand: nothing lies on what one reads or presses."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from rapport.converse.models import Conversation
from rapport.workspace.models import Member
from tests.browser import PHONE, OpenPage

pytestmark = pytest.mark.browser
# Whether two elements share a place on the screen.
LIES_ON = """([one, other]) => { const [a, b] = [one, other].map(e => document.querySelector(e).getBoundingClientRect());
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom }"""


@pytest.fixture
def phone(server: str, kajsa: Conversation, alice: Member, signed_in_page: OpenPage) -> Page:
    page = signed_in_page(alice, size=PHONE, has_touch=True, is_mobile=True)
    page.goto("/inbox/")
    page.wait_for_load_state("load")
    return page


def test_the_box_for_several_leaves_the_mood_to_be_seen(phone: Page) -> None:
    assert phone.evaluate("matchMedia('(hover: none)').matches")
    assert not phone.evaluate(LIES_ON, [".pick input", ".it > .mood"])


def test_every_tab_is_seen_whole(phone: Page) -> None:
    edges = phone.locator("#list-tabs a").evaluate_all(
        "tabs => tabs.map(tab => tab.getBoundingClientRect().right)"
    )
    assert len(edges) >= 7
    assert max(edges) <= PHONE["width"]


def test_a_toast_leaves_the_buttons_of_the_reply_to_be_pressed(phone: Page) -> None:
    phone.locator("#items a.it").first.tap()
    expect(phone.locator("#composer")).to_be_visible()
    phone.locator("#conv-head summary", has_text="Snooze").tap()
    phone.locator("#conv-head details[open] .menu-line").first.tap()
    expect(phone.locator("#toasts .toast")).to_contain_text("1 snoozed.")
    assert not phone.evaluate(LIES_ON, ["#toasts .toast", "#composer"])
