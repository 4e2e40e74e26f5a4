"""What comes late, or is pressed before the page is ready, in a real browser: the later word stands, nothing reloads."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Member
from tests.browser import OpenPage

pytestmark = pytest.mark.browser

PRESS_AT_ONCE = """
window.sameDocument = true;
const toasts = document.getElementById("toasts");
new MutationObserver((_, it) => {
  if (!toasts.querySelector("[data-key=z]")) return;
  it.disconnect();
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "z", bubbles: true }));
}).observe(toasts, { childList: true, subtree: true });
"""


@pytest.fixture
def waiting(server: str, world: SmallWorld) -> list[Conversation]:
    for name in ("kajsa", "pelle"):
        world.says("Where is my refund?", who=name, key=f"{name}-1")
    return [world.conversation(name) for name in ("kajsa", "pelle")]


def test_a_claim_answered_late_does_not_write_over_what_the_door_said(
    waiting: list[Conversation], alice: Member, bob: Member, signed_in_page: OpenPage
) -> None:
    alices, bobs = signed_in_page(alice), signed_in_page(bob)
    for page in (alices, bobs):
        page.goto(f"/inbox/{waiting[0].pk}/")
    alices.locator("#reply-text").click()
    expect(bobs.locator(".claimed")).to_have_text("Alice Ode is answering")
    late: list[Route] = []
    bobs.route("**/claim/", lambda route: late.append(route))
    bobs.locator("#reply-text").fill("Let me look.")
    bobs.keyboard.press("Control+Enter")
    expect(bobs.locator("#claim")).to_contain_text("What you wrote is kept")
    with bobs.expect_response("**/claim/"):
        late[0].continue_()
    bobs.wait_for_timeout(200)
    expect(bobs.locator("#claim")).to_contain_text("What you wrote is kept")
    expect(bobs.get_by_role("button", name="Answer over")).to_be_visible()


def test_z_pressed_the_moment_the_way_back_is_drawn_reloads_nothing(
    waiting: list[Conversation], alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/inbox/")
    page.wait_for_load_state("load")
    page.evaluate(PRESS_AT_ONCE)
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.locator("#many-acts details[open]").wait_for()
    page.keyboard.press("1")
    expect(page.locator("#toasts")).to_contain_text("Put back")
    assert page.evaluate("window.sameDocument")
    assert not Conversation.objects.filter(status="resolved").exists()
