"""A case by the keyboard alone: write, read the comments, answer, tick, go on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from rapport.workspace.actions import begin_practice_again
from rapport.workspace.models import Member, PracticeAnswer
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.browser


def test_a_case_is_practised_by_the_keyboard_alone(
    server: str, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice, reduced_motion="reduce")
    page.goto("/practice/refund/")
    page.keyboard.press("r")
    page.keyboard.type("Refunds are paid within 60 days.")
    expect(page.locator("#practice-comments")).to_contain_text("14 days")
    assert axe_finds(page) == []
    page.goto("/practice/")  # left in the middle, and taken up
    page.goto("/practice/refund/")
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value(re.compile("60 days"))
    page.get_by_role("textbox", name="Your answer").focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("What a good answer does")).to_be_visible()
    assert axe_finds(page) == []
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("n")
    page.wait_for_url("**/practice/rage/")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert PracticeAnswer.objects.get().points == [0]
    begin_practice_again(alice)
    page.goto("/practice/refund/")
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value("")
