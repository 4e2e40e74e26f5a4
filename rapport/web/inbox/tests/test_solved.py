"""From "continued in private" to one sentence in the thread, by presses of a person."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from rapport.channels.models import Delivery
from rapport.converse import actions
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.voice.contract import Draft, Finding
from rapport.workspace.models import Member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def private(kajsa: Conversation, alice: Member) -> Conversation:
    """She wrote behind the link, and it is resolved."""
    now = timezone.now()
    secret = actions.make_private_link(kajsa.pk, by=alice, now=now)
    actions.take_private_words(secret, text="It is KX7QP2.", solved=False, now=now)
    actions.resolve(kajsa.pk, by=alice, now=now)
    return kajsa


def page(client: Client, conversation: Conversation) -> str:
    return client.get(f"/inbox/{conversation.pk}/").content.decode()


def test_it_is_offered_once_it_is_resolved_and_said_once_they_agreed(
    client: Client, private: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    assert "They agreed" in page(client, private)
    assert "Say it in the thread" not in page(client, private)
    url = f"/inbox/{private.pk}/solved/"
    assert client.post(url, {"agreed": "1"}, headers=FRAGMENT).status_code == 200
    shown = page(client, private)
    assert "You noted: they agree that the thread hears that it is solved" in shown
    assert "Solved together in private." in shown
    answer = client.post(f"{url}say/", headers=FRAGMENT)
    delivery = Delivery.objects.get()
    assert (delivery.text, delivery.scope) == ("Solved together in private.", "public")
    assert f"/inbox/deliveries/{delivery.pk}/undo/" in answer.content.decode()
    assert "solved, the thread knows" in page(client, private)
    assert client.post(f"{url}say/", headers=FRAGMENT).status_code == 422
    assert Delivery.objects.count() == 1


def test_while_it_is_open_nothing_is_offered(
    client: Client, private: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    actions.reopen(private.pk, by=alice, now=timezone.now())
    assert 'id="solved"' not in page(client, private)
    assert client.post(f"/inbox/{private.pk}/solved/say/", headers=FRAGMENT).status_code == 422


def test_a_mistake_is_taken_back_and_a_guest_does_neither(
    client: Client, private: Conversation, alice: Member, gus: Member
) -> None:
    client.force_login(alice)
    url = f"/inbox/{private.pk}/solved/"
    client.post(url, {"agreed": "1"})
    client.post(url)
    assert "You took back that they agreed" in page(client, private)
    client.force_login(gus)
    assert client.post(url, {"agreed": "1"}).status_code == 403
    assert client.post(f"{url}say/").status_code == 403


def test_the_check_reads_the_line_as_any_answer(
    client: Client,
    private: Conversation,
    alice: Member,
    lena: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(draft: Draft, statements: object, *, today: object) -> list[Finding]:
        assert draft.public
        return [
            Finding("craft", "note", 0, 2, "The same word twice", "", None, 0.9, None),
            Finding("contradiction", "hold", 0, 5, "We never say that.", "", 1, 0.9, None),
        ]

    monkeypatch.setattr("rapport.voice.queries.check_draft", never)
    client.force_login(alice)
    client.post(f"/inbox/{private.pk}/solved/", {"agreed": "1"})
    answer = client.post(f"/inbox/{private.pk}/solved/say/", headers=FRAGMENT)
    assert answer.status_code == 422
    assert "We never say that." in answer.content.decode()
    assert not Delivery.objects.exists()


def test_the_words_may_be_changed_before_they_go(
    client: Client, private: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    url = f"/inbox/{private.pk}/solved/"
    client.post(url, {"agreed": "1"})
    assert 'name="text"' in page(client, private).split('id="solved"')[1].split("</section>")[0]
    for words, why in (("  ", "nothing to send"), ("x" * 5_000, "Shorten it")):
        answer = client.post(f"{url}say/", {"text": words}, headers=FRAGMENT)
        assert answer.status_code == 422
        assert why in answer.content.decode()
    assert not Delivery.objects.exists()
    client.post(f"{url}say/", {"text": "Sorted,\nKajsa. Thank you!"}, headers=FRAGMENT)
    assert Delivery.objects.get().text == "Sorted, Kajsa. Thank you!"


def test_the_words_are_checked_as_public_ones_though_the_last_was_private(
    client: Client, private: Conversation, alice: Member, world: SmallWorld
) -> None:
    world.now = timezone.now()
    world.says("Thank you", who="kajsa", scope="private")
    actions.resolve(private.pk, by=alice, now=timezone.now())
    client.force_login(alice)
    url = f"/inbox/{private.pk}/solved/"
    client.post(url, {"agreed": "1"})
    words = {"text": "Paid to you at kajsa.berg@example.org."}
    assert client.post(f"{url}say/", words, headers=FRAGMENT).status_code == 422
    assert not Delivery.objects.exists()


def test_a_lead_sets_the_words(client: Client, lena: Member, alice: Member) -> None:
    client.force_login(lena)
    assert "Solved together in private." in client.get("/settings/replies/solved/").content.decode()
    assert client.post("/settings/replies/solved/", {"text": "x" * 300}).status_code == 422
    client.post("/settings/replies/solved/", {"text": "All sorted."})
    assert "All sorted." in client.get("/settings/replies/solved/").content.decode()
    client.force_login(alice)
    assert client.get("/settings/replies/solved/").status_code == 403


@pytest.mark.browser
def test_it_is_offered_by_key_and_fits_a_phone(
    server: str, private: Conversation, alice: Member, signed_in_page: OpenPage
) -> None:
    actions.note_agreed(private.pk, by=alice, now=timezone.now())
    page = signed_in_page(alice, size=PHONE)
    page.goto(f"/inbox/{private.pk}/")
    assert axe_finds(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("#conversation-title").focus()
    page.keyboard.press("Shift+T")
    page.get_by_text("solved, the thread knows").wait_for()
