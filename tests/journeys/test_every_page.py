"""Every place of the rail, and the pages before the door: axe, the phone, and nothing the policy refuses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from rapport.channels.testing import EchoNetwork
from rapport.converse.testing import SmallWorld
from rapport.voice.actions import record_promise
from rapport.workspace.actions import add_purpose
from rapport.workspace.models import Brand, Member
from tests.browser import DESK, PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.browser

BEFORE_THE_DOOR = ("/accounts/login/", "/nowhere/")
DEEPER = (
    "/help/",
    "/settings/members/",
    "/settings/skills/",
    "/rota/add/",
    "/rota/away/",
    "/handover/",
    "/brief/",
    "/morning/",
    "/morning/list/late/",
    "/settings/morning/",
    "/practice/",
    "/practice/ramp/",
    "/settings/routing/",
    "/settings/organisation/",
    "/settings/retention/",
    "/settings/clocks/",
    "/settings/clocks/add/",
    "/settings/escalation/",
    "/settings/labels/",
    "/settings/rules/",
    "/settings/rules/add/",
    "/settings/danger/",
    "/health/notices/",
    "/todo/",
    "/asked/",
    "/settings/replies/",
    "/settings/replies/solved/",
    "/settings/cases/",
    "/settings/hours/other/",
    "/import/cases/",
    "/settings/reasons/",
    "/settings/moderation/",
    "/moderation/",
    "/inbox/many/",
    "/inbox/views/",
    "/statements/new/",
    "/listening/new/",
    "/listening/stream/",
    "/listening/places/",
    "/listening/lists/",
)


@pytest.fixture
def lived_in(server: str, brand: Brand, alice: Member) -> Iterator[SmallWorld]:
    """A house in use: somebody waits, something is owed, a purpose stands."""
    with EchoNetwork():
        world = SmallWorld(brand)
        world.now = timezone.now()
        world.says("Still no refund after five weeks. Where is it?", who="kajsa")
        world.says("Thank you for waiting for my train, lovely staff!", who="nurse")
        person = world.conversation("kajsa").person
        due_at = world.now - timedelta(days=1)
        record_promise(person, text="A call by Friday", due_at=due_at, by=alice, now=world.now)
        add_purpose(brand, sentence="Nobody stranded is left without a word")
        yield world


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_page(
    lived_in: SmallWorld, olivia: Member, signed_in_page: OpenPage, theme: str
) -> None:
    Member.objects.filter(pk=olivia.pk).update(theme=theme)
    page = signed_in_page(olivia, reduced_motion="reduce")
    page.goto("/pulse/")
    places = page.locator(".rail > a.place").evaluate_all("all => all.map(one => one.pathname)")
    assert len(places) >= 5
    found = {}
    for path in [*places, *DEEPER, "/nowhere/"]:
        answer = page.goto(path)
        assert answer is not None
        if answer.status == 404 and path in DEEPER:
            continue  # not every house has that page yet
        if problems := axe_finds(page):
            found[path] = problems
    assert found == {}


def test_the_pages_before_the_door_pass_axe_too(
    organisation: object, olivia: Member, open_page: OpenPage
) -> None:
    page = open_page(reduced_motion="reduce")
    for path in BEFORE_THE_DOOR:
        page.goto(path)
        assert axe_finds(page) == []


def test_no_page_scrolls_sideways_on_a_phone(
    lived_in: SmallWorld, olivia: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(olivia, size=DESK)
    page.goto("/pulse/")
    places = page.locator(".rail > a.place").evaluate_all("all => all.map(one => one.pathname)")
    page.set_viewport_size(PHONE)
    wide = []
    for path in places:
        page.goto(path)
        width = page.evaluate(
            "Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('.page')]"
            ".map(one => one.scrollWidth))"
        )
        if width > PHONE["width"]:
            wide.append((path, width))
    assert wide == []
