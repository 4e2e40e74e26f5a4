"""The facts board in a real browser: from the first word of a fact to whoever was told its old end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from rapport.channels.contract import InboundFact
from rapport.channels.contract import Page as Told
from rapport.converse import actions as converse
from rapport.converse.models import ToldFact
from rapport.converse.testing import SmallWorld
from rapport.listen import actions
from rapport.listen.models import BoardFact
from rapport.web.board.tests.test_board_pages import local
from rapport.workspace.models import Brand, Member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.browser
LONG = "w" * 400 + " a very long sentence about what is going on that no screen has room for " * 6


@pytest.fixture
def busy(world: SmallWorld, lift: BoardFact, alice: Member) -> SmallWorld:
    """Facts of every kind, and somebody who was told an end that has moved."""
    now = world.now
    told = (
        InboundFact("d", what="Trains late by 20 minutes", where="Routes 4, 7", cause="snow", ends_at=now + timedelta(hours=1), sayable=True),
        InboundFact("p", what="Police at platform 2", where="Moss", ends_at=now - timedelta(hours=1)),
        InboundFact("c", what="No trains over the bridge", where="Lund", starts_at=now + timedelta(days=2), sayable=True),
        InboundFact("o", what="Card readers down", where="All buses"),
        InboundFact("l", what=LONG, where=LONG, cause=LONG, sayable=True),
    )  # fmt: skip
    actions.receive(world.account, Told(facts=told), now=now)
    actions.receive(world.account, Told(facts=(InboundFact("o", over=True),)), now=now)
    for who in ("kajsa", "otto"):
        world.says("Is the lift at Central out of order again? I cannot get up.", who=who)
        text = f"Sorry! It should work by {timezone.localtime(lift.ends_at):%H:%M}."
        converse.reply(world.conversation(who).pk, text, by=alice, now=now)
    BoardFact.objects.filter(pk=lift.pk).update(ends_at=lift.ends_at + timedelta(minutes=45))
    world.says("When is the lift at Central back in order?", who="vik")
    return world


def written_down(page: Page, ends_at: str) -> None:
    page.goto("/board/")
    page.get_by_role("link", name="Write the first down").click()
    page.get_by_label("What is going on").fill("Lift out of order")
    page.get_by_label("Where", exact=True).fill("Halden Central")
    page.get_by_label("Expected end").fill(ends_at)
    page.get_by_label("May be said in public").check()
    page.get_by_role("button", name="Put it on the board").click()
    expect(page.locator(".fact-line")).to_contain_text("Lift out of order")


def test_a_fact_by_hand_is_said_in_a_press_and_when_its_end_moves_the_board_names_who_was_told(
    server: str, world: SmallWorld, brand: Brand, alice: Member, signed_in_page: OpenPage
) -> None:
    world.says("Is the lift at Central broken again?", who="kajsa")
    pk = world.conversation("kajsa").pk
    page = signed_in_page(alice)
    written_down(page, local(3))
    page.goto(f"/inbox/{pk}/")
    expect(page.locator("#going-on")).to_contain_text("may be said")
    page.locator("#reply-text").fill("Sorry about that!")
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    expect(page.locator("#reply-text")).to_have_value(
        f"Sorry about that!\n\n{page.locator('[data-say]').get_attribute('data-say')}"
    )
    expect(page.locator("#reply input[name=fact]")).to_have_count(1)
    page.keyboard.press("Shift+Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Sending in")
    expect(page.locator("#reply input[name=fact]")).to_have_count(0)
    assert ToldFact.objects.get().conversation_id == pk

    page.locator("#going-on a.b").click()
    expect(page.get_by_text("Were told")).to_be_visible()
    page.keyboard.press("e")
    page.get_by_label("Expected end").fill(local(6))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#told")).to_contain_text("1 person knows another end")
    # The check speaks as the box opens; nothing is under way when the test ends.
    with page.expect_response("**/check/"):
        page.get_by_role("link", name="Tell Kajsa").click()
    expect(page.locator("#reply-text")).to_have_value(
        page.locator("[data-say]").get_attribute("data-say") or ""
    )


def test_a_fact_that_comes_while_one_reads_appears_by_itself(
    server: str, world: SmallWorld, alice: Member, signed_in_page: OpenPage
) -> None:
    world.says("Is the lift at Central broken again?", who="kajsa")
    page = signed_in_page(alice)
    page.goto(f"/inbox/{world.conversation('kajsa').pk}/")
    page.locator("#reply-text").fill("Half a sent")
    fact = InboundFact("k", what="Lift out of order", where="Central", sayable=True)
    actions.receive(world.account, Told(facts=(fact,)), now=timezone.now())
    expect(page.locator("#going-on")).to_contain_text("Lift out of order")
    expect(page.locator("#reply-text")).to_have_value("Half a sent")


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_axe_finds_nothing_serious(
    server: str,
    busy: SmallWorld,
    lift: BoardFact,
    alice: Member,
    signed_in_page: OpenPage,
    theme: str,
) -> None:
    Member.objects.filter(pk=alice.pk).update(theme=theme)
    page = signed_in_page(alice, reduced_motion="reduce")
    paths = ("/board/", f"/board/{lift.pk}/", f"/board/{lift.pk}/change/", "/board/add/")
    for path in (*paths, f"/inbox/{busy.conversation('vik').pk}/"):
        page.goto(path)
        assert axe_finds(page) == [], path


def test_no_page_scrolls_sideways_on_a_phone_and_the_fact_is_reached_from_the_conversation(
    server: str, busy: SmallWorld, lift: BoardFact, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice, size=PHONE)
    for path in ("/board/", f"/board/{lift.pk}/", f"/board/{BoardFact.objects.get(key='l').pk}/"):
        page.goto(path)
        assert page.locator(".page").evaluate("one => one.scrollWidth") <= PHONE["width"], path
    page.goto(f"/inbox/{busy.conversation('vik').pk}/")
    page.get_by_role("link", name="Going on", exact=True).click()
    # The draft is kept last, a second after the press.
    with page.expect_response("**/draft/"):
        page.get_by_role("button", name="Put it into the reply").click()
    expect(page.locator("#reply-text")).to_be_focused()
    expect(page.locator("#reply-text")).to_have_value(
        page.locator("[data-say]").get_attribute("data-say") or ""
    )
