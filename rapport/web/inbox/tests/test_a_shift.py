"""A shift in the browser: at the desk by the keyboard alone, and on a phone with three taps for whatever cannot wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from rapport.channels.actions import keep_account
from rapport.channels.contract import AccountInfo
from rapport.channels.models import Account, Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.converse.tests.test_consulting import answered
from rapport.ledger.testing import run_duties, run_jobs
from rapport.listen.actions import receive
from rapport.voice.models import Promise
from rapport.workspace import actions as staff
from rapport.workspace.models import Brand, Member, Notice
from tests.browser import PHONE, OpenPage

pytestmark = pytest.mark.browser


@pytest.fixture
def support(server: str, brand: Brand) -> Account:
    info = AccountInfo(remote_id="support@halden.example", handle="support@halden.example")
    return keep_account(
        brand, network="mail", info=info, settings={}, secrets={}, by=None, now=timezone.now()
    )


@pytest.fixture
def three(server: str, world: SmallWorld, echo: EchoNetwork) -> list[Conversation]:
    """Kajsa waits longest and is late, Ben asks about a lift, Cleo says something kind."""
    said = {
        "kajsa": ("Still no refund after five weeks! Where is it?", 100),
        "ben": ("Is the lift at Central broken?", 9),
        "cleo": ("Your conductor on the 09:40 was lovely, thank you!", 3),
    }
    for who, (text, minutes) in said.items():
        at = world.now - timedelta(minutes=minutes)
        world.says(text, who=who, at=at, key=echo.says(text, by=who))
    return [world.conversation(who) for who in said]


def test_a_shift_by_the_keyboard_alone(
    three: list[Conversation],
    support: Account,
    brand: Brand,
    alice: Member,
    lena: Member,
    gus: Member,
    olivia: Member,
    signed_in_page: OpenPage,
    settings: Any,
    mailoutbox: list[Any],
) -> None:
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    staff.add_team("Traffic control", members=[gus], by=olivia)
    kajsa = three[0]
    page = signed_in_page(alice, reduced_motion="reduce")
    page.goto("/inbox/")
    # What is late stands first; it is taken, told of upstairs, and answered with a promise.
    expect(page.locator("#items [data-item]").first).to_contain_text("late")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".side-who .b")).to_have_text("Kajsa")
    page.keyboard.press("m")
    expect(page.locator(".conv-head .pill.accent")).to_have_text("Yours")
    run_duties(timezone.now(), queue="in")
    assert Notice.objects.filter(kind__contains="late").exists()
    page.keyboard.press("r")
    page.keyboard.type("I am sorry, Kajsa. We will call you on Friday with the date.")
    expect(page.locator("#promises")).to_contain_text("Friday")
    page.keyboard.press("Control+Enter")
    # The next of the list opens by itself.
    expect(page.locator(".side-who .b")).to_have_text("Ben")
    expect(page.locator("#items a.it").filter(has_text="Ben")).to_be_focused()
    # Somebody who knows is asked, and answers by mail; the answer comes to the page as it lies open.
    page.keyboard.press("m")
    expect(page.locator(".conv-head .pill.accent")).to_have_text("Yours")
    page.keyboard.press("c")
    expect(page.locator("h1")).to_have_text("Ask a department")
    _tab_to(page, page.get_by_label("Traffic control"))
    page.keyboard.press("Space")
    _tab_to(page, page.locator("textarea"))
    page.keyboard.type("What is up with the lift?")
    _tab_to(page, page.get_by_role("button", name="Ask Ctrl", exact=False))
    page.keyboard.press("Enter")
    expect(page.locator("#turns")).to_contain_text("Asked Traffic control")
    staff.send_soon(timezone.now() + timedelta(minutes=1))
    letter = next(one for one in mailoutbox if one.to == [gus.email])
    receive(
        support, answered(letter.reply_to[0], gus.email, "A relay is gone."), now=timezone.now()
    )
    run_jobs()
    expect(page.locator("#turns .consultation")).to_contain_text("A relay is gone.")
    assert not Delivery.objects.filter(reply_to_key="ben").exists()
    page.locator("#conversation-title").focus()
    page.keyboard.press("r")
    page.keyboard.type("A relay is gone, Ben. A fitter is on the way.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".side-who .b")).to_have_text("Cleo")
    # That is all there was to it: back to Ben, and it is resolved with a reason.
    page.goto(f"/inbox/{three[1].pk}/")
    page.wait_for_load_state("load")
    page.keyboard.press("e")
    page.keyboard.press("1")
    expect(page.locator("#turns .event").last).to_contain_text("You resolved this: Answered")
    assert Conversation.objects.get(pk=three[1].pk).status == "resolved"
    page.goto(f"/inbox/{three[2].pk}/")
    page.wait_for_load_state("load")
    # A kind word gets its sign, and nobody is left.
    page.locator("#conversation-title").focus()
    page.keyboard.press("a")
    expect(page.locator("#turns")).to_contain_text("ou")
    _all_sent()
    assert Promise.objects.get().person == kajsa.person
    page.goto("/inbox/")
    expect(page.locator("#items")).to_contain_text("Nobody waits")
    assert set(Conversation.objects.values_list("assignee__name", flat=True)) == {alice.name, None}


def _tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(40):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not come to {wanted}")


def _all_sent() -> None:
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    run_duties(timezone.now(), queue="out")
    run_jobs()


@pytest.mark.parametrize(
    ("taps", "came_of_it"),
    [
        (["row", "Mine"], lambda c: c.assignee is not None),
        (["row", "Acknowledge"], lambda _: Delivery.objects.exists()),
        (["row", "#reply-text", "Send"], lambda c: c.status == "waiting"),
    ],
    ids=["triage", "acknowledge", "reply"],
)
def test_three_taps_on_a_phone(
    three: list[Conversation],
    alice: Member,
    signed_in_page: OpenPage,
    taps: list[str],
    came_of_it: Callable[[Conversation], bool],
) -> None:
    page = signed_in_page(alice, size=PHONE, has_touch=True)
    page.goto("/inbox/")
    assert len(taps) <= 3
    for tap in taps:
        if tap == "row":
            page.locator("#items a.it").first.tap()
            expect(page.locator("#conversation")).to_be_visible()
        elif tap.startswith("#"):
            page.locator(tap).tap()
            page.keyboard.type("It left our bank today.")
        else:
            page.get_by_role("button", name=tap).first.tap()
    expect(page.locator(".toast").or_(page.locator(".pill.accent")).first).to_be_visible()
    first = Conversation.objects.get(person__handles__name="kajsa")
    assert came_of_it(first)
