"""How the team answered the like before, on the page."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Route, expect

from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.converse.tests.test_likeness import LAMP, answered
from rapport.workspace.models import Member
from tests.browser import OpenPage, axe_finds

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamp(world: SmallWorld, bob: Member) -> Conversation:
    answered(world, bob, LAMP, "Dear Bosse, report it at lost property.", who="bosse")
    world.says(LAMP, who="lotta", at=world.passes(minutes=1))
    return world.conversation("lotta")


def test_it_is_asked_for_not_loaded_with_the_page(
    client: Client, lamp: Conversation, alice: Member, gus: Member
) -> None:
    client.force_login(alice)
    assert "lost property" not in client.get(f"/inbox/{lamp.pk}/").content.decode()
    for headers in ({}, {"HX-Request": "true"}):
        found = client.get(f"/inbox/{lamp.pk}/alike/", headers=headers).content.decode()
        assert "Dear Lotta, report it at lost property." in found
        assert "Bob Karlsson to Bosse" in found
    client.force_login(gus)
    assert client.get(f"/inbox/{lamp.pk}/alike/").status_code == 403


@pytest.mark.browser
def test_two_keys_find_it_and_put_it_in(
    server: str, lamp: Conversation, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{lamp.pk}/")
    page.locator("#conversation-title").focus()
    page.keyboard.press("b")
    expect(page.get_by_role("button", name="Put it into the reply")).to_be_visible()
    assert axe_finds(page) == []
    page.locator("#conversation-title").focus()
    page.keyboard.press("b")
    page.keyboard.press("1")
    expect(page.locator("#reply-text")).to_have_value("Dear Lotta, report it at lost property.")


@pytest.mark.browser
def test_what_is_asked_for_arrives_though_the_page_is_drawn_anew_meanwhile(
    server: str, world: SmallWorld, lamp: Conversation, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    held: list[Route] = []
    page.route("**/alike/", lambda route: held.append(route))
    page.goto(f"/inbox/{lamp.pk}/")
    page.locator("#conversation-title").focus()
    page.keyboard.press("b")
    expect(page.locator("#alike .htmx-request")).to_be_attached()
    with page.expect_response(lambda answer: answer.url.endswith(f"/inbox/{lamp.pk}/")):
        world.says(f"{LAMP} Please.", who="lotta", at=world.passes(minutes=1))
    page.wait_for_timeout(200)
    held[0].continue_()
    expect(page.get_by_role("button", name="Put it into the reply")).to_be_visible()
    expect(page.locator("#side")).to_have_attribute("data-live-version", str(lamp_version(lamp)))


def lamp_version(lamp: Conversation) -> int:
    lamp.refresh_from_db()
    return lamp.version
