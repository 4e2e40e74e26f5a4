"""What the Inbox says of clocks outside business hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.workspace import actions
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db
# What a page does that is looked at again: it says its clocks anew at once.
TICK = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def closed_today(world: SmallWorld, olivia: Member) -> SmallWorld:
    """Somebody asks on a day on which nobody works; every other day is open day and night."""
    now = timezone.now()
    actions.set_business_hours(
        day_and_night=False, week=("0-24",) * 7, zone="UTC", by=olivia, now=now
    )
    for days in (-1, 0, 1):  # whatever midnight the test runs over
        on = (now + timedelta(days=days)).date()
        actions.set_own_day(on, name="Closed", hours="", by=olivia, now=now)
    world.now = now
    world.says("Where is my refund?")
    run_jobs()
    return world


def test_a_row_names_the_moment_and_the_open_page_the_opening(
    client: Client, closed_today: SmallWorld, alice: Member
) -> None:
    client.force_login(alice)
    pk = closed_today.conversation().pk
    page = client.get(f"/inbox/{pk}/").content.decode()
    assert "acknowledge due" in page
    assert "data-still=" in page
    assert "stopped until" in page
    assert "data-gone=" in page
    assert "acknowledge in" not in page


@pytest.mark.browser
def test_an_open_page_counts_minutes_again_once_the_clock_runs(
    signed_in_page: Callable[..., Page], closed_today: SmallWorld, alice: Member
) -> None:
    page = signed_in_page(alice)
    pk = closed_today.conversation().pk
    page.goto(f"/inbox/{pk}/")
    chip = page.locator(f"#row-{pk} [data-due]")
    expect(chip).to_contain_text("acknowledge due")
    expect(page.get_by_text("stopped until").first).to_be_visible()
    opening = datetime.combine((closed_today.now + timedelta(days=2)).date(), time(), UTC)
    page.clock.set_fixed_time(opening - timedelta(minutes=1))
    page.evaluate(TICK)
    expect(chip).to_contain_text("acknowledge due")
    page.clock.set_fixed_time(opening + timedelta(minutes=1))
    page.evaluate(TICK)
    expect(chip).to_have_text("acknowledge in 14 min")
    expect(page.get_by_text("stopped until").first).to_be_hidden()


def test_danger_counts_its_minutes_on_a_closed_day(
    client: Client, closed_today: SmallWorld, alice: Member
) -> None:
    closed_today.says("I cannot go on, I will jump in front of the train", who="vik")
    client.force_login(alice)
    page = client.get(f"/inbox/{closed_today.conversation('vik').pk}/").content.decode()
    assert "stopped until" not in page
    assert "acknowledge in 2 min" in page or "acknowledge in 1 min" in page
