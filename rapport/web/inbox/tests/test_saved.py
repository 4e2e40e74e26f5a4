"""Saved replies beside the box: offered, put in with and without JavaScript, and the macro that goes along."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from rapport.converse.models import Answer, Conversation
from rapport.voice.actions import Macro, keep_saved_reply
from rapport.voice.models import SavedReply
from rapport.workspace.models import Member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def refund(kajsa: Conversation, lena: Member) -> SavedReply:
    return keep_saved_reply(
        kajsa.brand,
        name="Refund on its way",
        texts={"en": "Dear {first_name}, your refund is on its way."},
        by=lena,
        now=timezone.now(),
        macro=Macro(resolves=True),
    )


def test_the_picker_offers_filled_words_and_says_what_they_do(
    client: Client, kajsa: Conversation, alice: Member, refund: SavedReply
) -> None:
    client.force_login(alice)
    found = client.get(f"/inbox/{kajsa.pk}/saved/", headers=FRAGMENT).content.decode()
    assert 'data-saved="Dear Kajsa, your refund is on its way."' in found
    assert "then resolves" in found
    assert "<html" not in found


def test_without_javascript_a_page_of_links_puts_it_in(
    client: Client, kajsa: Conversation, alice: Member, refund: SavedReply
) -> None:
    client.force_login(alice)
    page = client.get(f"/inbox/{kajsa.pk}/saved/").content.decode()
    address = f"/inbox/{kajsa.pk}/?saved={refund.pk}-en"
    assert address in page
    box = client.get(address).content.decode()
    assert ">Dear Kajsa, your refund is on its way.</textarea>" in box
    assert f'name="macro" value="{refund.pk}" checked' in box
    nonsense = client.get(f"/inbox/{kajsa.pk}/?saved=nonsense")
    assert nonsense.status_code == 200


def test_a_macro_comes_back_with_a_form_that_was_refused(
    client: Client, kajsa: Conversation, alice: Member, refund: SavedReply
) -> None:
    client.force_login(alice)
    fields = {"text": "Dear {first_name}, soon.", "macro": str(refund.pk)}
    answer = client.post(f"/inbox/{kajsa.pk}/reply/", fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "nobody filled this in" in page
    assert f'name="macro" value="{refund.pk}" checked' in page
    client.post(f"/inbox/{kajsa.pk}/reply/", fields | {"as_is": "wrong"})
    assert Answer.objects.get().macro == refund


def test_guests_are_offered_nothing(
    client: Client, kajsa: Conversation, gus: Member, refund: SavedReply
) -> None:
    client.force_login(gus)
    assert client.get(f"/inbox/{kajsa.pk}/saved/").status_code == 403


@pytest.mark.browser
def test_a_slash_finds_a_saved_reply_and_enter_puts_it_in(
    server: str, kajsa: Conversation, alice: Member, refund: SavedReply, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{kajsa.pk}/")
    box = page.locator("#reply-text")
    page.keyboard.press("r")
    page.keyboard.type("Hello and/or ")
    expect(page.locator("#saved")).to_be_hidden()
    page.keyboard.type("/")
    expect(page.locator("#saved-find")).to_be_focused()
    page.keyboard.type("nothing like it")
    expect(page.get_by_text("No saved reply has these words.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    expect(box).to_have_value("Hello and/or /")
    page.keyboard.press("Backspace")
    page.keyboard.type("/")
    page.keyboard.type("way refund")
    assert axe_finds(page) == []
    page.keyboard.press("Enter")
    expect(box).to_have_value("Hello and/or Dear Kajsa, your refund is on its way.")
    expect(page.locator("#macro")).to_contain_text("Once it has left: resolves")
    page.set_viewport_size(PHONE)
    page.locator("[data-saved-open]").click()
    expect(page.locator("#saved-find")).to_be_focused()


LIFT = (
    "Dear {first_name}, the lift at the main hall is being repaired and should carry people again before the weekend;"
    " until then our colleagues at the desk help with luggage."
)
AS_IT_STANDS = "This is the saved reply as it stands"


@pytest.fixture
def lift(kajsa: Conversation, lena: Member) -> SavedReply:
    return keep_saved_reply(
        kajsa.brand, name="Lift", texts={"en": LIFT}, by=lena, now=timezone.now()
    )


def test_a_saved_reply_sent_as_it_stands_is_noted_and_what_was_written_by_hand_is_not(
    client: Client, kajsa: Conversation, alice: Member, lift: SavedReply
) -> None:
    client.force_login(alice)
    filled = LIFT.format(first_name="Kajsa")

    def noted(text: str, saved: str) -> bool:
        form = {"text": text, "saved": saved}
        answer = client.post(f"/inbox/{kajsa.pk}/check/", form, headers=FRAGMENT)
        return AS_IT_STANDS in answer.content.decode()

    assert noted(filled, filled)
    assert not noted(filled, "")
    by_hand = "Your two suitcases are too much for the stairs: Ola meets you at the 18:40 on track 3 and takes them."
    assert not noted(by_hand, filled)


@pytest.mark.browser
def test_the_box_tells_the_check_which_saved_reply_it_began_with(
    server: str, kajsa: Conversation, alice: Member, lift: SavedReply, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{kajsa.pk}/")
    page.locator("[data-saved-open]").click()
    expect(page.locator("#saved-find")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#answer-state")).to_contain_text(AS_IT_STANDS)
    page.get_by_role("button", name="Not so").click()
    expect(page.locator("#answer-state")).not_to_contain_text(AS_IT_STANDS)
