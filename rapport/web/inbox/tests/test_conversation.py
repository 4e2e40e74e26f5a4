"""One conversation: the page, its fragment, and everything but answering."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rapport.channels.contract import Author
from rapport.converse import actions
from rapport.converse.models import Conversation, Note, ReplyDraft
from rapport.converse.queries.loading import TURNS_AT_MOST
from rapport.converse.testing import SmallWorld
from rapport.understand.models import Correction
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true", "HX-Target": "open"}


def test_it_has_an_address_of_its_own_with_the_list_beside_it(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert 'id="items"' in page
    assert 'id="conversation"' in page
    assert f'id="open-{kajsa.pk}"' in page
    assert 'aria-current="true"' in page


def test_htmx_gets_the_conversation_alone_and_caches_know_the_difference(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    answer = client.get(f"/inbox/{kajsa.pk}/", headers=FRAGMENT)
    assert 'id="conversation"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert 'id="items"' not in answer.content.decode()
    assert "HX-Request" in answer.headers["Vary"]
    restored = client.get(
        f"/inbox/{kajsa.pk}/", headers=FRAGMENT | {"HX-History-Restore-Request": "true"}
    )
    assert "<html" in restored.content.decode()


@pytest.mark.parametrize("path", ["/inbox/999/", "/inbox/999/?note=1"])
def test_what_is_not_there_is_nothing_here(client: Client, alice: Member, path: str) -> None:
    client.force_login(alice)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "does",
    [
        "check",
        "reply",
        "acknowledge",
        "claim",
        "release",
        "draft",
        "assign",
        "note",
        "resolve",
        "reopen",
        "mood",
    ],
)
def test_every_deed_answers_404_for_what_is_not_there_and_403_for_a_guest(
    client: Client, kajsa: Conversation, alice: Member, gus: Member, does: str
) -> None:
    client.force_login(alice)
    assert client.post(f"/inbox/999/{does}/").status_code == 404
    assert client.get(f"/inbox/{kajsa.pk}/{does}/").status_code == 405
    client.force_login(gus)
    assert client.post(f"/inbox/{kajsa.pk}/{does}/").status_code == 403


def test_a_guest_is_told_why_there_is_no_box(
    client: Client, kajsa: Conversation, gus: Member
) -> None:
    client.force_login(gus)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "Guests may read along, not answer." in page
    assert "<textarea" not in page


def test_onlookers_stand_together_between_the_turns(
    client: Client, world: SmallWorld, kajsa: Conversation, alice: Member
) -> None:
    for number in range(5):
        world.says("Same here.", who=f"by{number}", under="k-1", root="k-1", to_us=False)
    client.force_login(alice)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "Five others lend their voice" in page
    assert "two more" in page


def test_alice_takes_it_gives_it_to_bob_and_lets_it_go(
    client: Client, kajsa: Conversation, alice: Member, bob: Member
) -> None:
    client.force_login(alice)
    for to, holder in ((alice.pk, alice), (bob.pk, bob), ("", None)):
        answer = client.post(f"/inbox/{kajsa.pk}/assign/", {"to": to}, headers=FRAGMENT)
        assert "rapport-acted" in answer.headers["HX-Trigger"]
        kajsa.refresh_from_db()
        assert kajsa.assignee == holder
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "You took this" in page
    assert "You gave this to Bob Karlsson" in page
    assert client.post(f"/inbox/{kajsa.pk}/assign/", {"to": "99999"}).status_code == 404


def test_resolving_and_opening_again_stand_among_the_turns(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    assert client.post(f"/inbox/{kajsa.pk}/resolve/").status_code == 302
    assert "You resolved this" in client.get(f"/inbox/{kajsa.pk}/").content.decode()
    client.post(f"/inbox/{kajsa.pk}/reopen/")
    kajsa.refresh_from_db()
    assert kajsa.status == "open"


def test_a_note_is_for_colleagues_and_an_empty_one_is_refused_with_a_word(
    client: Client, kajsa: Conversation, alice: Member, echo
) -> None:
    client.force_login(alice)
    client.post(
        f"/inbox/{kajsa.pk}/note/", {"text": "Refunds are stuck at the bank."}, headers=FRAGMENT
    )
    assert Note.objects.get().text == "Refunds are stuck at the bank."
    assert "only colleagues see this" in client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert echo.texts == []
    empty = client.post(f"/inbox/{kajsa.pk}/note/", {"text": "  "}, headers=FRAGMENT)
    assert empty.status_code == 422
    assert "The note is empty" in empty.content.decode()
    assert (
        "The note is empty"
        in client.post(f"/inbox/{kajsa.pk}/note/", {"text": ""}).content.decode()
    )


def test_a_mood_is_corrected_in_one_press_and_says_by_whom(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    client.post(f"/inbox/{kajsa.pk}/mood/", {"sentiment": "positive"}, headers=FRAGMENT)
    assert Correction.objects.get().value == "positive"
    assert "corrected by Alice Ode" in client.get(f"/inbox/{kajsa.pk}/").content.decode()
    wrong = client.post(f"/inbox/{kajsa.pk}/mood/", {"sentiment": "grumpy"}, headers=FRAGMENT)
    assert wrong.status_code == 422


def test_why_it_stands_here_adds_up(client: Client, kajsa: Conversation, alice: Member) -> None:
    actions.weigh_all(now=timezone.now())
    kajsa.refresh_from_db()
    client.force_login(alice)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert f"Why {kajsa.priority}" in page
    assert sum(part["points"] for part in kajsa.priority_parts) == kajsa.priority


def test_a_message_of_a_hundred_thousand_letters_is_folded(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    world.says("Where is my refund? " + "ö" * 99_980, who="long")
    client.force_login(alice)
    page = client.get(f"/inbox/{world.conversation('long').pk}/").content.decode()
    assert "The whole message (100,000 letters)" in page


def test_the_draft_is_kept_on_the_server_for_its_writer_alone(
    client: Client, kajsa: Conversation, alice: Member, bob: Member
) -> None:
    client.force_login(alice)
    assert client.post(f"/inbox/{kajsa.pk}/draft/", {"text": "We are lo"}).status_code == 204
    assert ">We are lo</textarea>" in client.get(f"/inbox/{kajsa.pk}/").content.decode()
    client.force_login(bob)
    assert "We are lo" not in client.get(f"/inbox/{kajsa.pk}/").content.decode()
    client.force_login(alice)
    client.post(f"/inbox/{kajsa.pk}/draft/", {"text": ""})
    assert not ReplyDraft.objects.exists()


def test_opening_costs_at_most_ten_statements_with_everything_on_the_page(
    client: Client,
    world: SmallWorld,
    kajsa: Conversation,
    alice: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(12):
        world.says("Same here.", who=f"by{number}", under="k-1", root="k-1", to_us=False)
    actions.note(kajsa.pk, "Known.", by=alice, now=timezone.now())
    actions.assign(kajsa.pk, to=alice, by=alice, now=timezone.now())
    client.force_login(alice)
    with django_assert_max_num_queries(10):
        client.get(f"/inbox/{kajsa.pk}/", headers=FRAGMENT)


@pytest.fixture
def long_thread(world: SmallWorld, alice: Member) -> Conversation:
    """150 messages of one person in one thread, two of them in the same second, and a note after the tenth."""
    begun = world.now - timedelta(hours=4)
    first = world.says("Word number 0", who="lars", at=begun)
    conversation = Conversation.objects.get(person=first.author.person)  # type: ignore[union-attr]
    at = begun
    posts = []
    for n in range(1, 150):
        at += timedelta(seconds=0 if n == 75 else 60)
        author = Author(remote_id="echo:lars", handle="lars", name="Lars")
        posts.append(
            world.post(f"Word number {n}", author=author, under="post-1", at=at, to_us=True)
        )
    world.receive(*posts)
    actions.note(conversation.pk, "He is patient.", by=alice, now=begun + timedelta(seconds=630))
    return conversation


def _words(page: str) -> list[int]:
    return [int(n) for n in re.findall(r"Word number (\d+)</p>", page)]


def test_a_long_thread_opens_with_its_latest_and_shows_the_rest_window_by_window(
    client: Client, long_thread: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    page = client.get(f"/inbox/{long_thread.pk}/", headers=FRAGMENT).content.decode()
    shown, notes = _words(page), "He is patient." in page
    assert shown == list(range(150 - TURNS_AT_MOST, 150))
    assert not notes
    while link := re.search(r'hx-get="([^"]+before=[^"]+)"', page):
        page = client.get(
            unescape(link[1]), headers={"HX-Request": "true", "HX-Target": "earlier-link"}
        ).content.decode()
        assert 'id="conversation"' not in page
        shown = _words(page) + shown
        notes += "He is patient." in page
    assert shown == list(range(150))
    assert notes == 1


def test_without_scripts_the_earlier_window_is_a_page_with_a_way_back(
    client: Client, long_thread: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    page = client.get(f"/inbox/{long_thread.pk}/").content.decode()
    link = re.search(r'href="([^"]+before=[^"]+)"', page)
    assert link is not None
    earlier = client.get(unescape(link[1])).content.decode()
    assert _words(earlier) == list(range(150 - 2 * TURNS_AT_MOST, 150 - TURNS_AT_MOST))
    assert "To the latest" in earlier


@pytest.mark.parametrize("place", ["", "x", "1-", "-1", "9" * 17 + "-1", "1-" + "9" * 19, "٣-٣"])
def test_a_place_nobody_wrote_is_the_latest_or_nothing(
    client: Client, long_thread: Conversation, alice: Member, place: str
) -> None:
    client.force_login(alice)
    answer = client.get(f"/inbox/{long_thread.pk}/", {"before": place}, headers=FRAGMENT)
    assert answer.status_code == 200


def test_no_key_of_the_page_does_two_things(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    """Digits belong to whichever menu is open."""
    client.force_login(alice)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    keys = [key for keys in re.findall(r'data-key="([^"]+)"', page) for key in keys.split("|")]
    assert sorted({k for k in keys if keys.count(k) > 1 and not k.isdigit()}) == []
