"""A quarter to ten in the browser: nine open, two hands, and at ten nothing that belongs to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from rapport.channels.testing import EchoNetwork
from rapport.converse import actions
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.voice.actions import record_promise
from rapport.web.inbox.tests.moved import MovedClock
from rapport.workspace import actions as staff
from rapport.workspace.models import Brand, Member, Organisation, Team
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.browser
ZONE = ZoneInfo("Europe/Stockholm")
EVENING = datetime(2026, 5, 12, 21, 45, tzinfo=ZONE)
TEN = datetime(2026, 5, 12, 22, 0, 1, tzinfo=ZONE)


@pytest.fixture
def clock(server: str, monkeypatch: pytest.MonkeyPatch) -> MovedClock:
    return MovedClock(monkeypatch, EVENING)


@pytest.fixture
def rota(
    organisation: Organisation, olivia: Member, lena: Member, alice: Member, bob: Member
) -> Team:
    """Alice is on until ten; then Bob, and Lena leads the night."""
    care = staff.add_team("Care", members=[alice, bob], by=olivia)
    for member, starts, ends in ((alice, "14", "22"), (bob, "22", "6"), (lena, "22", "6")):
        staff.add_weekly_shifts(
            member,
            weekdays=range(7),
            starts=starts,
            ends=ends,
            team=care,
            leads=member is lena,
            by=olivia,
        )
    return care


@pytest.fixture
def nine(
    clock: MovedClock, brand: Brand, alice: Member, olivia: Member, gus: Member
) -> Iterator[None]:
    """Alice's nine: two late, one asked of Traffic control, one promised for tomorrow at ten, five more."""
    control = staff.add_team("Traffic control", members=[gus], by=olivia)
    with EchoNetwork():
        world = SmallWorld(brand)
        late = {"ada": 100, "ben": 90}
        for number, who in enumerate(
            ("ada", "ben", "cleo", "dan", "eva", "finn", "gro", "hal", "ida")
        ):
            world.now = EVENING - timedelta(minutes=late.get(who, 5))
            world.says(f"Where is my train, number {number}? I need help now.", who=who)
            actions.assign(world.conversation(who).pk, to=alice, by=alice, now=world.now)
        asked, promised = world.conversation("cleo"), world.conversation("dan")
        due_at = EVENING.replace(hour=22, minute=10)
        words = "When does it go on?"
        actions.consult(asked.pk, control, question=words, due_at=due_at, by=alice, now=EVENING)
        due_at = (EVENING + timedelta(days=1)).replace(hour=10, minute=0)
        record_promise(promised.person, text="A call", due_at=due_at, by=alice, now=EVENING)
        run_jobs()
        yield


def lines(page: Page) -> list[tuple[str, str]]:
    """Who, and who owes what, in the order of the page."""
    return [
        (row.locator("a.b").inner_text(), row.locator(".pill").inner_text())
        for row in page.locator("ol [data-item]").all()
    ]


def test_nine_open_at_a_quarter_to_ten_and_none_without_an_owner_at_ten(
    rota: Team,
    nine: None,
    clock: MovedClock,
    alice: Member,
    bob: Member,
    lena: Member,
    signed_in_page: OpenPage,
) -> None:
    actions.end_shifts(now=EVENING)
    hers = signed_in_page(alice, reduced_motion="reduce")
    hers.goto("/handover/")
    expect(hers.locator("#open-title")).to_have_text(
        "Nine open: two late, one asked of a department, one promised."
    )
    shown = lines(hers)
    assert [who for who, _ in shown[:4]] == ["Ada", "Ben", "Cleo", "Dan"]
    assert "We owe an answer, late since" in shown[0][1]
    assert "We owe an answer, late since" in shown[1][1]
    assert shown[2][1] == "Traffic control owes us an answer, due 22:10"
    assert shown[3][1] == "We promised: A call, by tomorrow 10:00"
    assert all(owes.startswith("We owe an answer by") for _, owes in shown[4:])
    assert len(shown) == 9
    expect(hers.locator("main")).to_contain_text("goes to Lena Lund")
    assert axe_finds(hers) == []
    # One goes with what one should know, one as proposed; the rest is not offered.
    first = hers.locator("ol [data-item]").nth(0)
    first.get_by_label("What they should know about Ada").fill("She waits on platform 4.")
    first.get_by_role("button", name="Offer").click()
    expect(hers.locator("ol [data-item]").nth(0)).to_contain_text("asked Bob Karlsson")
    hers.locator("ol [data-item]").nth(2).get_by_role("button", name="Offer").click()
    expect(hers.locator("ol [data-item]").nth(2)).to_contain_text("asked Bob Karlsson")
    # Bob, on his phone on the way in, accepts one and leaves the other.
    his = signed_in_page(bob, size=PHONE, has_touch=True)
    his.goto("/handover/")
    expect(his.locator("[aria-labelledby=offered-title] [data-item]")).to_have_count(2)
    his.get_by_role("button", name="Accept Ada").tap()
    expect(his.locator("main")).to_contain_text("It is yours.")
    expect(hers.locator("#open-title")).to_contain_text("Eight open")

    clock.set(TEN)
    clock.works("in")
    assert not Conversation.objects.filter(assignee=None).exists()
    leads = signed_in_page(lena, reduced_motion="reduce")
    leads.goto("/notices/")
    expect(leads.locator("#notices")).to_contain_text("Alice Ode")
    leads.goto("/handover/")
    shown = lines(leads)
    assert [who for who, _ in shown[:3]] == ["Ben", "Cleo", "Dan"]
    assert len(shown) == 8
    leads.goto("/inbox/?tab=mine")
    expect(leads.locator("#items [data-item]")).to_have_count(8)
    his.goto("/inbox/?tab=mine")
    expect(his.locator("#items [data-item]")).to_have_count(1)
    expect(hers.locator("#handover")).to_contain_text("Nothing to hand over")
    # What was offered and not answered can still be taken, now from her.
    his.goto("/handover/")
    his.get_by_role("button", name="Accept Cleo").tap()
    expect(his.locator("main")).to_contain_text("It is yours.")
    expect(leads.locator("#items [data-item]")).to_have_count(7)
