"""The pages of forms and lists in a real browser: accessible, and no wider than the screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from rapport.channels.actions import set_account_state, stop_sending
from rapport.channels.models import Account
from rapport.channels.testing import EchoNetwork
from rapport.converse.actions import reply
from rapport.converse.testing import SmallWorld
from rapport.voice.actions import add_statement, record_promise
from rapport.workspace import actions
from rapport.workspace.testing import NOON
from tests.browser import DESK, PHONE, axe_finds

pytestmark = pytest.mark.browser

PAGES = [
    "/settings/",
    "/settings/members/",
    "/settings/teams/",
    "/settings/organisation/",
    "/settings/hours/",
    "/settings/retention/",
    "/settings/check/",
    "/settings/check/contradiction/",
    "/settings/automatic/",
    "/settings/automatic/{account}/",
    "/undelivered/",
    "/purposes/",
    "/people/",
    "/people/{person}/",
    "/people/{person}/erase/",
    "/statements/",
    "/statements/{statement}/",
    "/statements/{statement}/heard/",
    "/statements/add/",
    "/connected/",
    "/connected/add/bluesky/",
    "/accounts/2fa/",
    "/accounts/password/change/",
    "/accounts/logout/",
]


@pytest.fixture
def house(olivia, alice, lena, brand):
    """Something on every page: a held answer, a broken promise, a team, an invitation."""
    with EchoNetwork() as echo:
        world = SmallWorld(brand)
        world.now = timezone.now()
        key = echo.says("Where is my train?", by="two_kids_one_ticket")
        message = world.says("Where is my train?", who="two_kids_one_ticket", key=key)
        person = message.author.person
        record_promise(person, text="A call on Friday", due_at=NOON, by=alice, now=NOON)
        conversation = world.conversation("two_kids_one_ticket")
        reply(conversation.pk, "It leaves at 18:40.", by=alice, now=world.now)
        statement = add_statement(brand, text="Refunds take 14 days", by=lena, now=NOON)
        actions.add_team("Late shift", members=[alice, lena], by=olivia)
        actions.invite("nora@halden.example", role="agent", by=olivia, now=world.now)
        actions.add_purpose(brand, sentence="Nobody waits an hour")
        week = [*(["9-12, 13-17"] * 4), "9-15", "", ""]
        actions.set_business_hours(
            day_and_night=False, week=week, country="DE", by=olivia, now=world.now
        )
        outing = (world.now + timedelta(days=20)).date()
        actions.set_own_day(outing, name="Outing", hours="", by=olivia, now=world.now)
        yield {"person": person.pk, "statement": statement.pk, "account": world.account.pk}


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_every_page_is_accessible_and_no_wider_than_the_screen(
    signed_in_page, olivia, house, size, scheme
):
    page = signed_in_page(olivia, size=size, color_scheme=scheme)
    found = {}
    for path in PAGES:
        page.goto(path.format(**house))
        expect(page.locator("h1").first).to_be_visible()
        wide = page.evaluate("document.documentElement.scrollWidth") - size["width"]
        if (finds := axe_finds(page)) or wide > 0:
            found[path] = [*finds, *([f"{wide} px too wide"] if wide > 0 else [])]
    assert found == {}


def test_lena_stops_sending_with_a_reason_and_lets_it_go_again(signed_in_page, lena, house):
    page = signed_in_page(lena)
    page.goto("/connected/")
    page.locator("summary", has_text="Stop sending").click()
    page.get_by_label("Why").fill("The timetable is wrong")
    page.get_by_role("button", name="Stop sending").click()
    expect(page.get_by_text("The timetable is wrong").first).to_be_visible()
    expect(page.get_by_text("It leaves at 18:40.")).to_be_visible()
    assert axe_finds(page) == []
    page.get_by_role("button", name="Let it send again").click()
    expect(page.get_by_text("1 answer leaves in a few seconds")).to_be_visible()


def test_a_stop_by_somebody_else_shows_by_itself_but_not_over_a_half_written_reason(
    signed_in_page, lena, olivia, house
):
    page = signed_in_page(olivia)
    page.goto("/connected/")
    page.evaluate(
        "document.addEventListener('rapport:fresh', () => { document.body.dataset.asked = 'yes'; })"
    )
    page.locator("summary", has_text="Stop sending").click()
    page.get_by_label("Why").fill("I was about to")
    account = Account.objects.get(pk=house["account"])
    stop_sending(account, reason="Lena was quicker", by=lena, now=timezone.now())
    expect(page.locator("body")).to_have_attribute("data-asked", "yes")
    expect(page.get_by_label("Why")).to_have_value("I was about to")
    page.locator("summary", has_text="Stop sending").click()
    set_account_state(account, state="fault", reason="Slow today.", now=timezone.now())
    expect(page.get_by_text("Lena was quicker").first).to_be_visible()
    expect(page.get_by_text("Slow today.")).to_be_visible()


def test_an_invitation_link_is_copied_with_one_press(signed_in_page, olivia, house):
    page = signed_in_page(olivia, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/settings/members/")
    page.get_by_label("Mail address").fill("sam@halden.example")
    page.get_by_role("button", name="Make an invitation link").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "/invited/" in page.evaluate("navigator.clipboard.readText()")


def test_colours_change_at_once(signed_in_page, alice):
    page = signed_in_page(alice)
    page.goto("/settings/")
    page.get_by_label("Colours").select_option("contrast")
    looks = page.locator("form", has=page.get_by_label("Colours"))
    looks.get_by_role("button", name="Save").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
    assert axe_finds(page) == []


def test_no_line_of_tabs_is_cut_off_where_the_page_is_taller_than_the_screen(
    signed_in_page, olivia, house
):
    page = signed_in_page(olivia)
    page.set_viewport_size({"width": 1440, "height": 500})
    page.goto("/settings/")
    last = page.locator(".tabs .tab").last
    assert last.bounding_box()["y"] > page.locator(".tabs .tab").first.bounding_box()["y"]
    below = page.locator(".card").first.bounding_box()["y"]
    assert last.bounding_box()["y"] + last.bounding_box()["height"] <= below
