"""Taking it private by the network's own door, and what is offered where it is shut."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import expect

from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse.models import Conversation
from rapport.workspace.models import Member
from tests.browser import OpenPage, axe_finds

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true", "HX-Target": "answer-state"}


@pytest.fixture
def echo() -> Iterator[EchoNetwork]:
    with EchoNetwork(doors={}) as network:
        yield network


def test_by_an_open_door_it_goes_out_in_private(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    assert 'name="private"' in client.get(f"/inbox/{kajsa.pk}/").content.decode()
    fields = {"text": "Your code, please.", "private": "1"}
    assert client.post(f"/inbox/{kajsa.pk}/reply/", fields, headers=FRAGMENT).status_code == 200
    assert Delivery.objects.get().scope == "private"


def test_a_shut_door_keeps_the_words_and_offers_the_link_in_its_place(
    client: Client, kajsa: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    echo.doors = {"kajsa": "none"}
    client.force_login(alice)
    fields = {"text": "Your code, please.", "private": "1"}
    for headers in (FRAGMENT, {}):
        answer = client.post(f"/inbox/{kajsa.pk}/reply/", fields, headers=headers)
        said = answer.content.decode()
        assert answer.status_code == 422
        assert "Kajsa takes no private messages. Offer a link instead." in said
        assert f'hx-post="/inbox/{kajsa.pk}/private/"' in said
        assert 'name="private"' not in said
    assert "Your code, please." in said
    assert not Delivery.objects.exists()


def test_an_answer_for_everybody_asks_for_no_door(
    client: Client, kajsa: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    echo.doors = {"kajsa": "none"}
    client.force_login(alice)
    client.post(f"/inbox/{kajsa.pk}/reply/", {"text": "On its way."}, headers=FRAGMENT)
    assert Delivery.objects.get().scope == "public"


@pytest.mark.browser
def test_the_box_that_was_refused_becomes_the_button_that_is_left(
    server: str,
    kajsa: Conversation,
    alice: Member,
    echo: EchoNetwork,
    signed_in_page: OpenPage,
) -> None:
    echo.doors = {"kajsa": "invite"}
    page = signed_in_page(alice)
    page.goto(f"/inbox/{kajsa.pk}/")
    box = page.locator("#reply-text")
    box.fill("Your code, please.")
    page.get_by_label("In private").check()
    page.get_by_role("button", name="Send").first.click()
    expect(page.get_by_role("alert")).to_contain_text("has to write to us in private first")
    assert axe_finds(page) == []
    page.get_by_role("button", name="Private").click()
    expect(box).to_have_value(re.compile(r"/r/[\w-]+/\s+Your code, please\."))
