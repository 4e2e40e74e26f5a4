"""Help tells what there is: each place, each key, and where more is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import expect

from rapport.web.help.contexts import PLACES_SAY, WRITTEN
from rapport.web.help.keys import all_keys
from rapport.web.places import PLACES
from rapport.workspace.models import Brand, Member
from tests.browser import OpenPage

DOCS = Path(__file__).parents[4] / "docs"


def test_each_place_has_its_sentence_and_each_file_is_there() -> None:
    assert set(PLACES_SAY) == {place.url_name for place in PLACES}
    assert [name for name, _says in WRITTEN if not (DOCS / name).is_file()] == []


def test_the_keys_are_those_the_templates_give() -> None:
    known = {(key.keys, key.group) for key in all_keys()}
    conversation = {(key, "Conversation") for key in "amtesrncpwhuE#"}
    assert conversation - known == set()
    assert {("/", "List"), ("x", "Several at once"), ("Ctrl+k", "Everywhere")} - known == set()


@pytest.mark.django_db
def test_a_guest_reads_it_and_finds_only_the_places_they_may_enter(
    client: Client, gus: Member, brand: Brand
) -> None:
    client.force_login(gus)
    page = client.get("/help/").content.decode()
    assert "Everybody who needs an answer" in page
    assert "The profiles and mailboxes" not in page
    assert "docs/user.md" in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_it_is_reached_from_the_overlay_and_draws_keys_as_that_does(
    signed_in_page: OpenPage, alice: Member, brand: Brand
) -> None:
    page = signed_in_page(alice)
    page.goto("/health/")
    page.wait_for_load_state("load")
    page.keyboard.press("?")
    expect(page.locator("#keys-overlay")).to_contain_text("Anything by name")
    page.get_by_role("link", name="All keys, and help").click()
    page.wait_for_url("**/help/")
    keys = page.locator("[data-keys-of-all]")
    expect(keys.locator("li", has_text="Resolve, with a reason").locator("kbd").first).to_have_text(
        "E"
    )
    expect(keys.locator("li", has_text="Open again").locator("kbd").first).to_have_text("⇧E")
