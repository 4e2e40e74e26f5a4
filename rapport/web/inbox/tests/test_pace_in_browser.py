"""How soon an open page follows what others do: what is looked at at once, all else at most once a second."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Request

from rapport.converse import actions
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Member
from tests.browser import OpenPage

pytestmark = pytest.mark.browser

_LISTEN = """() => {
  window.heard = {};
  document.addEventListener("rapport:notice", ({ detail }) => {
    if (detail.kind === "conversation") detail.ids.forEach((id) => { window.heard[id] = (window.heard[id] ?? 0) + 1; });
  });
}"""


@pytest.fixture
def two(server: str, world: SmallWorld, alice: Member) -> list[Conversation]:
    """Nobody has them; Cleo's is Alice's, and the only row of her list."""
    for who in ("kajsa", "ben", "cleo"):
        world.says("Where is my train? I need help now!", who=who)
    actions.assign(world.conversation("cleo").pk, to=alice, by=alice, now=timezone.now())
    return [world.conversation(who) for who in ("kajsa", "ben")]


def hears(page: Page, conversation: Conversation, count: int) -> None:
    """Real time passes while a notice comes; the clock of the page stands."""
    for _ in range(400):
        if page.evaluate("(id) => window.heard[id] ?? 0", conversation.pk) >= count:
            return
        page.wait_for_timeout(25)
    raise AssertionError("the page heard nothing")


class Asked:
    """What the page asks of the server, by path, and what of it was answered."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.answered: list[str] = []
        page.on("request", lambda request: self.asked.append(_path(request)))
        page.on("requestfinished", lambda request: self.answered.append(_path(request)))

    def within(self, path: str, ms: int, *, wanted: int) -> int:
        """How often it is asked for; a machine under load may take its time to ask and to answer."""
        self.asked.clear()
        self.answered.clear()
        self.page.clock.run_for(ms)
        for _ in range(100 if wanted else 1):
            self.page.wait_for_timeout(100)
            if sum(one.endswith(path) for one in self.answered) >= wanted:
                break
        self.page.wait_for_timeout(300)
        return sum(one.endswith(path) for one in self.asked)

    def rests(self) -> None:
        """Until three seconds of the page's clock ask for nothing: whatever was under way has come to its end."""
        for _ in range(20):
            self.asked.clear()
            self.answered.clear()
            self.page.clock.run_for(3000)
            self.page.wait_for_timeout(300)
            for _ in range(100):
                if len(self.answered) >= len(self.asked):
                    break
                self.page.wait_for_timeout(100)
            if not self.asked:
                return
        raise AssertionError(f"the page never rests: {self.asked}")


def _path(request: Request) -> str:
    return request.url.partition("?")[0]


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
    asked = Asked(page)
    asked.rests()
    page.evaluate(_LISTEN)

    opened = f"/inbox/{kajsa.pk}/"
    actions.assign(kajsa.pk, to=bob, by=bob, now=timezone.now())
    hears(page, kajsa, 1)
    assert asked.within(opened, 100, wanted=1) == 1
    # The rest of a second is not over for it, but a quarter is.
    actions.assign(kajsa.pk, to=None, by=bob, now=timezone.now())
    hears(page, kajsa, 2)
    assert asked.within(opened, 100, wanted=0) == 0
    assert asked.within(opened, 250, wanted=1) == 1
    asked.rests()
    # A row that the list may not hold: asked for once, and again after a second.
    actions.assign(ben.pk, to=bob, by=bob, now=timezone.now())
    hears(page, ben, 1)
    assert asked.within("/inbox/rows/", 300, wanted=1) == 1
    actions.assign(ben.pk, to=None, by=bob, now=timezone.now())
    hears(page, ben, 2)
    assert asked.within("/inbox/rows/", 700, wanted=0) == 0
    assert asked.within("/inbox/rows/", 700, wanted=1) == 1
