"""How soon an open page follows what others do: what is looked at at once, all else at most once a second."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from rapport.converse import actions
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Member
from tests.browser import OpenPage

pytestmark = pytest.mark.browser

_LISTEN = """() => {
  window.heard = 0;
  document.addEventListener("rapport:notice", (event) => event.detail.kind === "conversation" && window.heard++);
}"""


@pytest.fixture
def two(server: str, world: SmallWorld, alice: Member) -> list[Conversation]:
    """Nobody has them; Cleo's is Alice's, and the only row of her list."""
    for who in ("kajsa", "ben", "cleo"):
        world.says("Where is my train? I need help now!", who=who)
    actions.assign(world.conversation("cleo").pk, to=alice, by=alice, now=timezone.now())
    return [world.conversation(who) for who in ("kajsa", "ben")]


def hears(page: Page, count: int) -> None:
    """Real time passes while a notice comes; the clock of the page stands."""
    for _ in range(400):
        if page.evaluate("window.heard") >= count:
            return
        page.wait_for_timeout(25)
    raise AssertionError("the page heard nothing")


def test_what_is_looked_at_follows_at_once_and_what_is_not_once_a_second(
    two: list[Conversation], alice: Member, bob: Member, world: SmallWorld, signed_in_page: OpenPage
) -> None:
    kajsa, ben = two
    page = signed_in_page(alice)
    page.clock.install()
    with page.expect_response(lambda answer: "/live/" in answer.url):
        page.goto(f"/inbox/{kajsa.pk}/?tab=mine")
    page.wait_for_timeout(1500)
    page.clock.pause_at(timezone.now() + timedelta(minutes=5))
    page.wait_for_timeout(1000)
    asked: list[str] = []
    answered: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0]))
    page.on("requestfinished", lambda request: answered.append(request.url.partition("?")[0]))
    page.evaluate(_LISTEN)

    def asks(path: str, within_ms: int, *, wanted: int) -> int:
        """How often it is asked for; a machine under load may take its time to ask and to answer."""
        asked.clear()
        answered.clear()
        page.clock.run_for(within_ms)
        for _ in range(100 if wanted else 1):
            page.wait_for_timeout(100)
            if sum(url.endswith(path) for url in answered) >= wanted:
                break
        page.wait_for_timeout(300)
        return sum(url.endswith(path) for url in asked)

    opened = f"/inbox/{kajsa.pk}/"
    actions.assign(kajsa.pk, to=bob, by=bob, now=timezone.now())
    hears(page, 1)
    assert asks(opened, 100, wanted=1) == 1
    # The rest of a second is not over for it, but a quarter is.
    actions.assign(kajsa.pk, to=None, by=bob, now=timezone.now())
    hears(page, 2)
    assert asks(opened, 100, wanted=0) == 0
    assert asks(opened, 250, wanted=1) == 1
    for _ in range(2):  # whatever is under way comes to its end, and rests
        page.clock.run_for(3000)
        page.wait_for_timeout(300)
    # A row that the list may not hold: asked for once, and again after a second.
    actions.assign(ben.pk, to=bob, by=bob, now=timezone.now())
    hears(page, 3)
    assert asks("/inbox/rows/", 300, wanted=1) == 1
    actions.assign(ben.pk, to=None, by=bob, now=timezone.now())
    hears(page, 4)
    assert asks("/inbox/rows/", 700, wanted=0) == 0
    assert asks("/inbox/rows/", 700, wanted=1) == 1
