"""Listening in a real browser: the first ten minutes, and the query editor."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Literal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from rapport.listen.actions import fail_backfill, keep_list, keep_query, listen_for
from rapport.listen.models import Backfill, Message, Query
from rapport.web.listening.tests.places_of_test import hear, post, read_on, read_to_the_end
from rapport.workspace.models import Brand, Member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.browser


HEARS = """const Plain = EventSource;
window.EventSource = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener("open", () => (document.body.dataset.hears = "yes"));
  }
};"""


def leave_by(page: Page, role: Literal["button", "link"], name: str) -> None:
    """Press what leads to another page (or to this one anew), and go on once that one has its line for live notices."""
    page.evaluate("document.body.dataset.left = 'yes'")
    page.get_by_role(role, name=name).first.click()
    expect(page.locator("body[data-hears]:not([data-left])")).to_be_attached()


def text_of(page: Page) -> str:
    return str(page.locator("#query-text").input_value())


@pytest.fixture
def heard(server: str, brand: Brand, lena: Member) -> Query:
    """Queries of every kind, mentions, pasts in every state, a list."""
    now = timezone.now()
    query = listen_for("Halden Rail", brand=brand, by=lena, now=now)
    keep_query("site:example.org", name="Links to us", topic="Links", by=lena, now=now)
    keep_query("spam", name="Noise", is_listening=False, by=lena, now=now)
    keep_list("press", authors=["ann"], sites=["example.org"], now=now)
    said = [
        "Third time this week: Halden Rail cancelled the 18:05 and the app said on time all along.",
        "haldenrail lovely staff today",
        "w" * 300 + " #haldenrail",
    ]
    ages = enumerate(said)
    url = "https://bsky.example/1"
    hear(*(post(str(n), t, at=now - timedelta(minutes=9 * n), url=url) for n, t in ages), now=now)
    keep_query(
        "haldenrail OR halden*", name="Halden Rail", query=query, brand=brand, by=lena, now=now
    )
    states = Backfill.objects.order_by("pk")
    fail_backfill(states[0].pk, reason="No server answered.", now=now)
    return query


def test_the_first_ten_minutes(signed_in_page: OpenPage, brand: Brand, alice: Member) -> None:
    page = signed_in_page(alice)
    page.add_init_script(HEARS)
    page.goto("/listening/")
    expect(page.get_by_label("What are people saying about …")).to_have_value("Halden Rail")
    assert axe_finds(page) == []
    leave_by(page, "button", "Listen")
    expect(page).to_have_url(re.compile("/begun/$"))
    expect(page.get_by_text("0 of 24 h, 0 found")).to_have_count(3)
    assert axe_finds(page) == []
    # No reload from here on: the page learns of everything by itself.
    backfill = Backfill.objects.get(account__network="jetstream")
    now, reached = timezone.now(), backfill.since + timedelta(hours=3, minutes=1)
    said = [post(str(n), "Halden Rail was late", at=reached) for n in range(7)]
    read_on(backfill, *said, reached=reached, now=now)
    expect(page.get_by_text("3 of 24 h, 7 found")).to_be_visible()
    leave_by(page, "button", "Pause reading All of Bluesky")
    expect(page.get_by_text("paused", exact=True)).to_be_visible()
    leave_by(page, "button", "Go on reading All of Bluesky")
    expect(page.get_by_role("button", name="Pause reading All of Bluesky")).to_be_visible()
    fail_backfill(backfill.pk, reason="No server answered.", now=now)
    expect(page.get_by_text("No server answered. What was read stays.")).to_be_visible()
    read_to_the_end(now=now)
    leave_by(page, "link", "7 mentions")
    expect(page.locator(".mention mark").first).to_have_text("Halden Rail")
    # Somebody reads; what comes meanwhile waits behind the bar and is then on top.
    page.locator("#items").hover()
    page.mouse.move(500, 500)
    hear(post("live", "Halden Rail, this minute", at=timezone.now()), now=timezone.now())
    bar = page.locator("[data-news]")
    expect(bar.or_(page.get_by_text("this minute"))).to_be_visible()
    if bar.is_visible():
        bar.click()
    expect(page.locator(".mention").first).to_contain_text("this minute")


def test_a_query_is_coloured_corrected_and_tried_while_it_is_written(
    signed_in_page: OpenPage, heard: Query, alice: Member
) -> None:
    page = signed_in_page(alice)
    page.goto("/listening/new/")
    page.keyboard.press("e")
    page.keyboard.type('(haldenrail OR "lovely staff"')
    expect(page.locator("#looked")).to_contain_text("This bracket is never closed.")
    expect(page.locator("#looked")).to_contain_text("at character 1")
    expect(page.locator(".mirror .q-error")).to_have_text("(")
    assert axe_finds(page) == []
    page.keyboard.press("Alt+1")
    expect(page.locator(".in-words")).to_contain_text("Messages that mention")
    assert text_of(page) == '(haldenrail OR "lovely staff")'
    expect(page.locator(".mirror .q-operator")).to_have_text("OR")
    expect(page.locator(".mirror .q-phrase")).to_have_text('"lovely staff"')
    expect(page.locator("#tried .fig b")).to_have_text("1")
    expect(page.locator("#tried .bars dt")).to_have_text(["haldenrail", '"lovely staff"'])
    expect(page.locator("#tried mark").first).to_be_visible()
    expect(page.locator("#tried")).to_contain_text("What matched no query was never kept.")
    # The mirror lies exactly under what is written.
    height = "node => Math.round(node.getBoundingClientRect().height)"
    assert page.locator(".mirror").evaluate(height) == page.locator("#query-text").evaluate(height)
    page.get_by_label("Name").fill("Staff")
    page.get_by_label("Name").press("Control+Enter")
    page.wait_for_url(re.compile(r"/listening/\d+/$"))
    assert Query.objects.get(name="Staff").text == '(haldenrail OR "lovely staff")'


def pages(query: Query) -> list[str]:
    return [
        "/listening/",
        "/listening/new/",
        f"/listening/{query.pk}/",
        f"/listening/{query.pk}/begun/",
        "/listening/stream/",
        "/listening/unanswered/",
        "/listening/unanswered/?state=rival",
        f"/listening/around/{Message.objects.order_by('pk').values_list('pk', flat=True)[0]}/",
        "/listening/places/",
        "/listening/lists/?list=press",
        "/connected/add/feeds/",
    ]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_page_can_be_read_by_everybody(
    signed_in_page: OpenPage, heard: Query, lena: Member, theme: str
) -> None:
    Member.objects.filter(pk=lena.pk).update(theme=theme)
    page = signed_in_page(lena, reduced_motion="reduce")
    found = {}
    # Contrast changes colours only: the pages that have colours of their own are enough.
    for path in pages(heard)[: 3 if theme == "contrast" else None]:
        page.goto(path)
        if problems := axe_finds(page):
            found[path] = problems
    assert found == {}


def test_everything_fits_a_phone(signed_in_page: OpenPage, heard: Query, lena: Member) -> None:
    page = signed_in_page(lena, size=PHONE, reduced_motion="reduce")
    for path in pages(heard):
        page.goto(path)
        width = page.evaluate(
            "Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll('.page, .items, .stream-head')]"
            ".map(one => one.scrollWidth))"
        )
        assert (path, width) <= (path, PHONE["width"])
        if path == f"/listening/{heard.pk}/":
            assert axe_finds(page) == []
