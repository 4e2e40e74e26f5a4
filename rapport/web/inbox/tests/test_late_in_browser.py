"""A clock warns, runs out, and climbs step by step, as those see it who have their pages open."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from rapport.converse import actions
from rapport.converse.models import ClockPolicy, Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.web.inbox.tests.moved import MovedClock
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON
from tests.browser import OpenPage, axe_finds

pytestmark = pytest.mark.browser


@pytest.fixture
def clock(server: str, monkeypatch: pytest.MonkeyPatch) -> MovedClock:
    return MovedClock(monkeypatch, NOON)


@pytest.fixture
def asked(clock: MovedClock, world: SmallWorld, alice: Member, lena: Member) -> Conversation:
    """Kajsa asked at noon, Alice has it, and an answer is due within the hour."""
    policy = ClockPolicy(name="All", acknowledge_minutes=None, next_response_minutes=30)
    actions.set_policy(policy, by=lena, now=NOON)
    world.now = NOON
    world.says("Where is my train?", who="kajsa", key="k-1")
    actions.assign(world.conversation().pk, to=alice, by=alice, now=NOON)
    run_jobs()
    return world.conversation()


def at(clock: MovedClock, minutes: int) -> datetime:
    """So many minutes past noon, and workers did what is theirs by then."""
    clock.set(NOON + timedelta(minutes=minutes))
    clock.works("in")
    clock.works("slow")
    return clock.now


def bell(page: Page, count: int) -> None:
    expect(page.locator("#rail-notices")).to_have_text(f"{count} new" if count else "")


def test_a_clock_warns_runs_out_and_climbs_until_somebody_answers(
    clock: MovedClock,
    asked: Conversation,
    alice: Member,
    lena: Member,
    olivia: Member,
    signed_in_page: OpenPage,
) -> None:
    hers, leads, owners = (
        signed_in_page(one, reduced_motion="reduce") for one in (alice, lena, olivia)
    )
    clock.leads(hers, leads, owners)
    for page in (hers, leads, owners):
        page.goto("/inbox/")
    row = leads.locator(f"#row-{asked.pk}")
    expect(row).to_contain_text("answer in 60 min")

    at(clock, 50)
    bell(hers, 1)
    bell(leads, 0)
    expect(row.locator(".pill.warn")).to_contain_text("answer in 10 min")

    at(clock, 60)
    bell(hers, 2)
    bell(leads, 1)
    bell(owners, 0)
    expect(row.locator(".pill.hot").first).to_contain_text("late")

    at(clock, 90)
    bell(owners, 1)
    bell(leads, 1)
    expect(row.locator(".pill.hot").first).to_have_text(re.compile("answer 3[01] min late"))
    assert axe_finds(leads) == []
    # The lead follows the bell: what is the matter, with whom, and since when.
    leads.goto("/notices/")
    leads.get_by_role("link", name=re.compile("Kajsa .*: nobody has answered in time")).click()
    expect(leads).to_have_url(re.compile(rf"/inbox/{asked.pk}/"))
    expect(leads.locator("#turns")).to_contain_text("Late: the first answer was due 15:00")
    leads.locator("#reply-text").fill("It leaves from platform 2, Kajsa.")
    leads.keyboard.press("Shift+Control+Enter")
    expect(leads.locator(".turn.ours .words")).to_have_text("It leaves from platform 2, Kajsa.")
    expect(row).to_have_count(0)

    at(clock, 300)
    bell(owners, 1)
    bell(hers, 2)
