"""Three at night, the house is closed, and somebody writes that they cannot go on."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from rapport.channels.testing import EchoNetwork
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.web.inbox.tests.moved import MovedClock
from rapport.workspace import actions as staff
from rapport.workspace.models import Member, Notice, PhoneRun
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.browser
NIGHT = datetime(2026, 5, 12, 3, 0, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def clock(server: str, monkeypatch: pytest.MonkeyPatch) -> MovedClock:
    return MovedClock(monkeypatch, NIGHT)


@pytest.fixture
def closed(
    clock: MovedClock, alice: Member, bob: Member, lena: Member, olivia: Member, settings: Any
) -> None:
    """Open from nine to five; at night Alice is called, then the night desk, then whoever leads."""
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    week = (*("9-17",) * 5, "", "")
    staff.set_business_hours(
        day_and_night=False, week=week, zone="Europe/Stockholm", by=olivia, now=NIGHT
    )
    night = staff.add_team("Night desk", members=[bob], by=olivia)
    tree = [("member", alice.pk), ("team", night.pk)]
    staff.set_phone_tree(tree, step_seconds=30, by=lena, now=NIGHT)


def called() -> set[str]:
    told = Notice.objects.filter(kind="workspace.danger", weight="now")
    return set(told.values_list("member__name", flat=True))


def test_danger_at_three_calls_one_after_the_other_until_one_takes_it(
    closed: None,
    clock: MovedClock,
    world: SmallWorld,
    echo: EchoNetwork,
    alice: Member,
    bob: Member,
    lena: Member,
    signed_in_page: OpenPage,
    mailoutbox: list[Any],
) -> None:
    world.now = NIGHT - timedelta(hours=9)
    world.says("Still no refund after five weeks! Answer me or I sue you!", who="angry")
    leads = signed_in_page(lena, reduced_motion="reduce")
    his = signed_in_page(bob, size=PHONE, has_touch=True, reduced_motion="reduce")
    for page in (leads, his):
        page.goto("/inbox/")
        expect(page.locator("#items [data-item]")).to_have_count(1)

    world.now = clock.set(NIGHT)
    text = "I am on the platform at Moss. I cannot go on, I will jump in front of the train."
    world.says(text, who="kajsa", key=echo.says(text, by="kajsa"))
    kajsa = world.conversation("kajsa")
    # At once, on every page, above whoever has waited since yesterday; its clock runs though the house is closed.
    for page in (leads, his):
        strip = page.locator("#alarm .danger-alarm")
        expect(strip).to_contain_text("nobody has taken Kajsa")
        expect(page.locator("#items [data-item]").first).to_have_id(f"row-{kajsa.pk}")
    assert kajsa.acknowledge_due_at == NIGHT + timedelta(minutes=2)
    assert called() == {"Alice Ode"}
    staff.send_at_once(clock.now)
    (letter,) = mailoutbox
    assert letter.to == [alice.email]
    assert "Moss" not in letter.subject + letter.body

    clock.passes(seconds=30)
    staff.call_on(clock.now)
    assert called() == {"Alice Ode", "Bob Karlsson"}
    clock.passes(seconds=30)
    staff.call_on(clock.now)
    assert called() == {"Alice Ode", "Bob Karlsson", "Lena Lund", "Olivia Owens"}
    expect(leads.locator("#rail-notices")).to_have_text("1 new")

    # Bob wakes up, takes it on his phone, and has the script before him.
    his.get_by_role("button", name="I take it").first.tap()
    expect(his).to_have_url(re.compile(rf"/inbox/{kajsa.pk}/"))
    expect(his.locator("#in-danger")).to_contain_text("Bob Karlsson has it")
    his.get_by_text("What is to be done").tap()
    expect(his.locator(".script")).to_contain_text("call the emergency services")
    assert axe_finds(his) == []
    run_jobs()
    assert Conversation.objects.get(pk=kajsa.pk).assignee == bob
    expect(leads.locator("#alarm .danger-alarm")).to_have_count(0)
    # Beside it may stand the face of who reads it just now.
    expect(leads.locator(f"#row-{kajsa.pk} .face[title='{bob.name}']")).to_be_visible()
    clock.passes(minutes=5)
    assert staff.call_on(clock.now) == 0

    his.locator("#reply-text").tap()
    his.keyboard.type("Kajsa, I am Bob, and I have read what you wrote. Are you safe now?")
    his.locator(".send").tap()
    expect(his.locator(".turn.ours .words")).to_contain_text("Are you safe now?")
    assert PhoneRun.objects.get().taken_by == bob
