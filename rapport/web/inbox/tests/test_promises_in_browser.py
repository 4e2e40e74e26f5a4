"""What was promised comes back before it is due; kept it is done, and in silence it breaks where everybody sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from rapport.channels.testing import EchoNetwork
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.voice.models import Promise
from rapport.web.inbox.tests.moved import MovedClock
from rapport.workspace.models import Member, Notice
from rapport.workspace.testing import NOON
from tests.browser import OpenPage, axe_finds

pytestmark = pytest.mark.browser


@pytest.fixture
def clock(server: str, monkeypatch: pytest.MonkeyPatch) -> MovedClock:
    return MovedClock(monkeypatch, NOON)


def promised(
    page: Page, clock: MovedClock, world: SmallWorld, echo: EchoNetwork
) -> tuple[Conversation, Promise]:
    """Kajsa asks, gets "We will call you tomorrow", and it stands."""
    world.now = clock.now
    text = "Where is my refund?"
    world.says(text, who="kajsa", key=echo.says(text, by="kajsa"))
    kajsa = world.conversation()
    page.goto(f"/inbox/{kajsa.pk}/")
    page.locator("#reply-text").click()
    page.keyboard.type("I am sorry, Kajsa. We will call you tomorrow.")
    expect(page.locator("#promises")).to_contain_text("We will call you tomorrow.")
    page.keyboard.press("Shift+Control+Enter")
    expect(page.locator(".turn.ours .words")).to_contain_text("We will call you tomorrow.")
    clock.passes(seconds=30)
    clock.works("out")
    return kajsa, Promise.objects.get()


def test_a_promise_comes_back_before_it_is_due_and_is_kept(
    clock: MovedClock,
    world: SmallWorld,
    echo: EchoNetwork,
    alice: Member,
    lena: Member,
    signed_in_page: OpenPage,
) -> None:
    page = signed_in_page(alice, reduced_motion="reduce")
    clock.leads(page)
    kajsa, owed = promised(page, clock, world, echo)
    page.goto("/inbox/")
    expect(page.locator("#items")).to_contain_text("Nobody waits")
    clock.set(owed.due_at - timedelta(hours=3))
    clock.works("slow")
    row = page.locator(f"#row-{kajsa.pk}")
    expect(row).to_contain_text("promise owed")
    expect(page.locator("#rail-notices")).to_have_text("1 new")
    row.locator("a.it").click()
    expect(page.locator("#side .owed")).to_contain_text("We will call you tomorrow.")
    assert axe_finds(page) == []
    page.locator("#conversation-title").focus()
    page.keyboard.press("Shift+K")
    expect(page.locator("#side .owed")).to_contain_text("kept")
    # Dimmed while the hand is still in the list, else away.
    expect(page.locator(f"#row-{kajsa.pk}:not(.gone)")).to_have_count(0)
    owed.refresh_from_db()
    assert owed.state == "kept"
    clock.set(owed.due_at + timedelta(hours=1))
    clock.works("slow")
    expect(page.locator("#side .owed")).not_to_contain_text("broken")
    assert not Notice.objects.filter(kind="converse.promise_broken").exists()


def test_a_promise_that_nobody_keeps_breaks_where_everybody_sees_it(
    clock: MovedClock,
    world: SmallWorld,
    echo: EchoNetwork,
    alice: Member,
    lena: Member,
    signed_in_page: OpenPage,
) -> None:
    page, leads = (signed_in_page(one, reduced_motion="reduce") for one in (alice, lena))
    clock.leads(page, leads)
    kajsa, owed = promised(page, clock, world, echo)
    world.now = clock.now
    for who in ("ada", "ben"):
        world.says("Where is my train? I need help now!", who=who)
    clock.set(owed.due_at - timedelta(hours=1))
    clock.works("slow")
    leads.goto("/inbox/")
    expect(leads.locator("#items [data-item]")).to_have_count(3)
    expect(leads.locator(f"#row-{kajsa.pk}")).to_contain_text("promise owed")
    before = Conversation.objects.get(pk=kajsa.pk).priority

    clock.set(owed.due_at + timedelta(minutes=1))
    clock.works("slow")
    row = leads.locator("#items [data-item]").first
    expect(row).to_have_id(f"row-{kajsa.pk}")
    expect(row.locator(".pill.hot")).to_contain_text(["promise broken"])
    assert Conversation.objects.get(pk=kajsa.pk).priority > before
    expect(page.locator("#rail-notices")).to_have_text("2 new")
    page.goto("/notices/")
    expect(page.locator("#notices")).to_contain_text("was not kept in time")
    leads.goto(f"/inbox/{kajsa.pk}/")
    expect(leads.locator("#side .owed")).to_contain_text("broken")
