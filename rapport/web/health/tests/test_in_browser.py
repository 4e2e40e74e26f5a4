"""Health in a browser: readable, by keyboard, on a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from rapport.channels.actions import change_touchpoint, keep_account
from rapport.channels.contract import AccountInfo, Author, InboundPost, Page, Rejected
from rapport.channels.models import Account
from rapport.listen import actions
from rapport.listen.models import DayAudit
from rapport.workspace.models import Brand, Member
from tests.browser import DESK, PHONE, OpenPage, axe_finds

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("/health/", "/health/touchpoints/", "/health/quarantine/")


@pytest.fixture
def full(server: str, brand: Brand, bob: Member) -> Account:
    now = timezone.now()
    accounts = [
        keep_account(
            brand,
            network="plaza",
            info=AccountInfo(remote_id=f"plaza:{handle}", handle=handle),
            settings={},
            secrets={},
            by=None,
            now=now - timedelta(days=3),
        )
        for handle in ("haldenrail", "haldenrail_help")
    ]
    change_touchpoint(accounts[0], owner=bob, rule="answer", now=now)
    figures = (
        {"held": 4213, "late": 291},
        {"held": 4210, "missing": 3},
        {"held": 812, "expected": None},
        {"state": "failed", "reason": "The square cannot be reached."},
    )
    for number, given in enumerate(figures):
        values = {"state": "done", "expected": 4213, "asked_at": now, "checked_at": now} | given
        DayAudit.objects.create(
            account=accounts[number % 2], day=now.date() - timedelta(days=1 + number), **values
        )
    actions.note_listening(accounts[0].pk, now=now - timedelta(minutes=37))
    actions.note_listening(accounts[0].pk, now=now - timedelta(minutes=30))
    rejected = [
        Rejected(
            "“created_at” is no time.", '{"key": null, "text": 42, "author": "?"}', f"event {n}"
        )
        for n in range(3)
    ]
    post = InboundPost("p", Author("sq:a", "ann"), text="Hello", created_at=now, to_us=True)
    heard = Page(posts=(post,), rejected=tuple(rejected))
    actions.receive_live(accounts[0], heard, listened_since=now - timedelta(hours=1), now=now)
    return accounts[0]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_is_readable_and_fits(
    signed_in_page: OpenPage, full: Account, lena: Member, path: str, size: dict[str, int]
) -> None:
    page = signed_in_page(lena, size=size)
    page.goto(path)
    expect(page.get_by_role("heading", name="Health")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert axe_finds(page) == []


def test_what_is_missing_is_fetched_again_with_one_press(
    signed_in_page: OpenPage, full: Account, lena: Member
) -> None:
    page = signed_in_page(lena)
    page.goto("/health/")
    page.get_by_role("button", name="Fetch again").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("fetching what is missing")).to_be_visible()
