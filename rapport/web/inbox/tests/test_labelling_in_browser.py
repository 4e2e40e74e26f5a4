"""Labelling by keyboard, and a rule tried and saved: in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from rapport.channels.testing import EchoNetwork
from rapport.converse import actions
from rapport.converse.models import TriageRule
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Brand, Member
from tests.browser import OpenPage, axe_finds

pytestmark = pytest.mark.browser


@pytest.fixture
def world(server: str, brand: Brand, lena: Member) -> Iterator[SmallWorld]:
    with EchoNetwork():
        found = SmallWorld(brand)
        found.now = timezone.now()
        found.says("Where is my refund?", who="kajsa")
        found.says("Where is my train?", who="pelle")
        for number, name in enumerate(("lost property", "refund", "Größe"), 1):
            actions.add_label(name, hue=number, by=lena)
        yield found


def test_a_label_is_chosen_by_typing_its_letters(
    world: SmallWorld, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    pk = world.conversation("kajsa").pk
    page.goto(f"/inbox/{pk}/")
    page.keyboard.press("#")
    find = page.get_by_role("searchbox", name="Find a label")
    expect(find).to_be_focused()
    page.keyboard.type("gross")
    expect(page.get_by_text("No label has these letters.")).to_be_visible()
    find.fill("grö")
    expect(page.locator("[data-choice]:visible")).to_have_text(["Größe"])
    page.keyboard.press("Enter")
    expect(page.locator("#conv-head .labels > .pill")).to_have_text(["Größe×"])
    expect(page.locator(f"#row-{pk} .pill.label")).to_have_text("Größe")
    assert axe_finds(page) == []
    page.get_by_role("button", name="Take the label Größe off").click()
    expect(page.locator("#conv-head .labels > .pill")).to_have_count(0)


def test_a_rule_is_tried_and_saved_and_labels_what_comes(
    world: SmallWorld, lena: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(lena)
    page.goto("/settings/rules/")
    page.keyboard.press("n")
    page.get_by_label("Name", exact=True).fill("Refunds")
    page.get_by_label("If", exact=True).fill("refund")
    page.get_by_role("group", name="Put the label").get_by_label("refund").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("1 of 2 conversations of the last 7 days")).to_be_visible()
    assert axe_finds(page) == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("When a conversation begins, for messages that mention refund")).to_be_visible()  # fmt: skip
    assert TriageRule.objects.get().name == "Refunds"
