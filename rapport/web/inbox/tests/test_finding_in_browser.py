"""Finding, choosing several, resolving and snoozing in a real browser, by the keyboard."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from rapport.channels.contract import Author
from rapport.converse import actions
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.models import StoredFact
from rapport.web.inbox.contexts import PAGE
from rapport.workspace.models import Member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.browser


@pytest.fixture
def crowd(server: str, world: SmallWorld) -> list[Conversation]:
    """Fifty people wait: more than a page holds."""
    said = [
        world.post(
            f"Still no refund, number {number}. Where is it?",
            author=Author(remote_id=f"echo:p{number}", handle=f"p{number}", name=f"P{number:02}"),
            at=world.now - timedelta(minutes=60 - number),
            to_us=True,
        )
        for number in range(50)
    ]
    world.receive(*said)
    return list(Conversation.objects.order_by("pk"))


def test_the_query_box_answers_as_one_types_and_keeps_the_last_good_list(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/inbox/")
    rows = page.locator("#items [data-item]")
    expect(rows).to_have_count(PAGE)
    page.keyboard.press("/")
    expect(page.locator("[data-offer='sentiment:']")).to_be_visible()
    page.keyboard.type("number 7")
    expect(rows).to_have_count(1)
    expect(page.locator("#items mark").first).to_have_text("number")
    expect(page).to_have_url(re.compile(r"find=number(\+|%20)7&scope=open"))
    page.keyboard.type(' AND "never')
    expect(page.locator("#find-said .wrong-at")).to_be_visible()
    expect(rows).to_have_count(1)
    expect(page.locator("#find")).to_be_focused()
    page.locator("#find").fill("sent")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#find")).to_have_value("sentiment:")
    page.locator("[data-value='negative']").click()
    expect(page.locator("#find")).to_have_value("sentiment:negative ")
    assert axe_finds(page) == []


def test_the_list_goes_on_where_one_scrolls(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/inbox/")
    rows = page.locator("#items [data-item]")
    expect(rows).to_have_count(PAGE)
    page.locator("#items").evaluate("items => items.scrollTo(0, items.scrollHeight)")
    expect(rows).to_have_count(50)
    expect(page.locator(".list-more")).to_have_count(0)


def test_several_are_chosen_and_resolved_by_the_keyboard_and_put_back(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/inbox/")
    rows = page.locator("#items [data-item]:not(.gone)")
    expect(rows).to_have_count(PAGE)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("X")
    expect(page.locator("[data-many-count]")).to_have_text("3")
    expect(page.locator("#many-acts .menu").last).to_be_visible()
    page.keyboard.press("e")
    page.keyboard.press("4")
    # At once: the word with its way back stays for ten seconds, and this machine may be busy for as long.
    expect(page.locator(".toast")).to_contain_text("3 resolved.")
    page.wait_for_function("'htmx-internal-data' in document.querySelector('.toast form')")
    page.keyboard.press("z")
    # The word with the way back is gone, and only what came of it stands there.
    expect(page.locator(".toast")).to_contain_text("Put back: 3")
    expect(page.locator("[data-many]")).to_be_hidden()
    assert Conversation.objects.filter(status="resolved").count() == 0
    assert StoredFact.objects.filter(kind="converse.conversation_resolved").count() == 3


def test_a_row_that_leaves_the_list_while_it_is_chosen_goes_once_the_hand_rests(
    crowd: list[Conversation], alice: Member, bob: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/inbox/")
    first, second = (page.locator("#items [data-item]").nth(at) for at in (0, 1))
    row, after = (f"#{one.get_attribute('id')}" for one in (first, second))
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-many-count]")).to_have_text("1")
    actions.resolve(int(row.removeprefix("#row-")), by=bob, now=timezone.now())
    expect(page.locator(f"{row}.gone")).to_be_visible()
    expect(page.locator(row)).to_have_count(0, timeout=10_000)
    expect(page.locator(f"{after} a.it")).to_be_focused()


def test_one_key_and_a_digit_resolve_and_snooze(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    first, second = crowd[:2]
    page.goto(f"/inbox/{first.pk}/")
    page.wait_for_load_state("load")
    page.keyboard.press("e")
    page.keyboard.press("1")
    expect(page.locator(".event").last).to_contain_text("You resolved this: Answered")
    page.goto(f"/inbox/{second.pk}/")
    page.wait_for_load_state("load")
    page.keyboard.press("s")
    page.keyboard.press("2")
    expect(page.locator(".conv-head .pill.warn")).to_contain_text("back")
    assert Conversation.objects.get(pk=second.pk).snoozed_until is not None


def test_it_holds_on_a_phone_in_the_dark(
    crowd: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    Member.objects.filter(pk=alice.pk).update(theme="dark")
    page = signed_in_page(alice, size=PHONE)
    page.goto("/inbox/?find=refund&scope=all")
    assert axe_finds(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
