"""The list worked by the keyboard alone: nothing is open, and the keys are those of the row one stands on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from rapport.channels.models import Delivery
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Member
from tests.browser import OpenPage

pytestmark = pytest.mark.browser
NAMES = ("kajsa", "pelle", "vik")


@pytest.fixture
def three(server: str, world: SmallWorld) -> list[Conversation]:
    for minute, name in enumerate(NAMES):
        world.passes(minutes=minute)
        world.says("Where is my refund?", who=name, key=f"{name}-1")
    return [world.conversation(name) for name in NAMES]


def first_row(page: Page) -> Conversation:
    """Stands on the first row of the list, nothing open; whose it is."""
    page.goto("/inbox/")
    page.wait_for_load_state("load")
    page.keyboard.press("j")
    row = page.locator("#items [data-item]").first
    expect(row.locator("a.it")).to_be_focused()
    return Conversation.objects.get(pk=(row.get_attribute("id") or "").removeprefix("row-"))


def test_resolve_and_its_reason_go_on_to_the_next_row_and_z_puts_it_back(
    three: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    found = first_row(page)
    second = page.locator("#items [data-item]").nth(1).get_attribute("id")
    page.keyboard.press("e")
    expect(page.locator("#many-acts details[open]")).to_contain_text("Answered")
    page.keyboard.press("1")
    expect(page.locator("#toasts")).to_contain_text("1 resolved.")
    expect(page.locator(f"#{second} a.it")).to_be_focused()
    expect(page.locator("#conversation")).to_have_count(0)
    found.refresh_from_db()
    assert (found.status, found.resolved_because) == ("resolved", "answered")
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("Put back: 1 conversation.")
    found.refresh_from_db()
    assert found.status == "open"


def test_z_takes_back_the_last_of_two(
    three: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    first = first_row(page)
    for n in (1, 2):
        page.keyboard.press("e")
        page.locator("#many-acts details[open]").wait_for()
        page.keyboard.press("1")
        expect(page.locator("#toasts .toast")).to_have_count(n)
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("Put back")
    assert list(Conversation.objects.filter(status="resolved")) == [first]


def test_snooze_mine_and_give_away_need_nothing_open(
    three: list[Conversation], alice: Member, bob: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    found = first_row(page)
    page.keyboard.press("m")
    expect(page.locator("#toasts")).to_contain_text("1 given away.")
    expect(page.locator(f"#row-{found.pk} a.it")).to_be_focused()
    found.refresh_from_db()
    assert found.assignee == alice
    page.keyboard.press("t")
    expect(page.locator("#many-acts details[open]")).to_contain_text("Bob")
    page.keyboard.press("Escape")
    expect(page.locator(f"#row-{found.pk} a.it")).to_be_focused()
    expect(page.locator("#items [data-pick]:checked")).to_have_count(0)
    page.keyboard.press("s")
    expect(page.locator("#many-acts details[open]")).to_contain_text("Tomorrow")
    page.keyboard.press("1")
    expect(page.locator("#toasts")).to_contain_text("1 snoozed.")
    found.refresh_from_db()
    assert found.snoozed_until is not None


def test_acknowledge_is_a_like_at_once_where_there_are_likes(
    three: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    found = first_row(page)
    page.keyboard.press("a")
    expect(page.locator("#toasts")).to_contain_text("They see that you heard.")
    expect(page.locator("#conversation")).to_have_count(0)
    assert Delivery.objects.get(answer__conversation=found).kind == "like"


def test_what_needs_the_conversation_opens_it_and_begins_there(
    three: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    found = first_row(page)
    page.keyboard.press("n")
    expect(page.locator("#note-text")).to_be_focused()
    expect(page).to_have_url(re.compile(rf"/inbox/{found.pk}/"))
    found = first_row(page)
    page.keyboard.press("r")
    expect(page.locator("#reply-text")).to_be_focused()


def test_who_is_in_danger_is_opened_to_be_resolved(
    three: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    Conversation.objects.update(danger=True)
    page = signed_in_page(alice)
    first_row(page)
    page.keyboard.press("e")
    expect(page.locator("#conv-head details[open]")).to_contain_text("Answered")


def test_the_overlay_lists_them_while_nothing_is_open(
    three: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    first_row(page)
    page.keyboard.press("?")
    expect(page.locator("#keys-overlay")).to_contain_text("The row you are on")
    page.keyboard.press("Escape")
    page.locator("#items a.it").first.click()
    page.locator("#conversation").wait_for()
    page.keyboard.press("?")
    expect(page.locator("#keys-overlay")).to_be_visible()
    expect(page.locator("#keys-overlay")).not_to_contain_text("The row you are on")


def test_one_resolved_in_its_conversation_is_taken_back_by_z_and_opened_again_by_its_key(
    three: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    found = three[0]
    page.goto(f"/inbox/{found.pk}/")
    page.wait_for_load_state("load")
    for key in ("z", "E"):
        page.keyboard.press("e")
        page.keyboard.press("1")
        expect(page.locator(".conv-head .pill", has_text="resolved")).to_be_visible()
        page.keyboard.press(key)
        expect(page.locator(".conv-head .pill", has_text="resolved")).to_have_count(0)
        found.refresh_from_db()
        assert found.status == "open"
