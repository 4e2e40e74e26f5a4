"""From the box to the door: the check, the send, the way back, the collision, the states a turn can be in."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rapport.assets.actions import store_upload
from rapport.assets.models import Asset
from rapport.channels.actions import stop_sending
from rapport.channels.models import PARKED_FOR, Delivery
from rapport.converse import actions
from rapport.converse.models import Conversation, ReplyDraft
from rapport.converse.testing import SmallWorld
from rapport.voice.contract import Draft, Finding, Remedy
from rapport.voice.models import Objection
from rapport.web.inbox.tests.pictures import a_picture
from rapport.workspace.models import Member, Organisation

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true", "HX-Target": "answer-state"}


def thirty_days(draft: Draft, statements: object, *, today: object) -> list[Finding]:
    """A check that knows one thing: refunds take 14 days."""
    at = draft.text.find("30 days")
    if at < 0:
        return []
    remedy = Remedy("Use 14 days", at, at + 7, "14 days")
    why = "We say 14 days since March."
    return [
        Finding(
            "contradiction", "hold", at, at + 7, why, "Refunds take 14 days.", None, 0.9, remedy
        )
    ]


@pytest.fixture
def checking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.voice.queries.check_draft", thirty_days)


def reply(client: Client, conversation: Conversation, text: str, **fields: str):
    return client.post(
        f"/inbox/{conversation.pk}/reply/", {"text": text} | fields, headers=FRAGMENT
    )


def test_the_check_answers_with_the_passage_and_a_numbered_remedy(
    client: Client, kajsa: Conversation, alice: Member, checking: None
) -> None:
    client.force_login(alice)
    answer = client.post(
        f"/inbox/{kajsa.pk}/check/", {"text": "You get it within 30 days 🙂."}, headers=FRAGMENT
    )
    found = answer.content.decode()
    assert 'data-start="18" data-end="25"' in found
    assert 'data-replacement="14 days"' in found
    assert 'data-key="1|Alt+1"' in found
    assert "Refunds take 14 days." in found


def test_a_reply_is_queued_with_the_way_back_and_the_box_is_emptied(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    answer = reply(client, kajsa, "It left our bank today.\0\r\nSorry.")
    delivery = Delivery.objects.get()
    assert delivery.text == "It left our bank today.\nSorry."
    assert json.loads(answer.headers["HX-Trigger"])["rapport-sent"] == {"conversation": kajsa.pk}
    assert f"/inbox/deliveries/{delivery.pk}/undo/" in answer.content.decode()
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "It left our bank today." in page
    assert "sends in" in page


def test_undo_takes_it_back_and_gives_the_words_again(
    client: Client, kajsa: Conversation, alice: Member, gus: Member
) -> None:
    client.force_login(alice)
    reply(client, kajsa, "Too quick")
    path = f"/inbox/deliveries/{Delivery.objects.get().pk}/undo/"
    client.force_login(gus)
    assert client.post(path).status_code == 403
    client.force_login(alice)
    answer = client.post(path, headers=FRAGMENT)
    assert 'data-undone="' in answer.content.decode()
    assert "Too quick</textarea>" in answer.content.decode()
    assert Delivery.objects.get().state == "undone"
    assert client.post("/inbox/deliveries/999/undo/").status_code == 404


def test_undo_after_it_left_says_so(client: Client, kajsa: Conversation, alice: Member) -> None:
    client.force_login(alice)
    reply(client, kajsa, "On its way")
    Delivery.objects.update(state="sent")
    answer = client.post(f"/inbox/deliveries/{Delivery.objects.get().pk}/undo/", headers=FRAGMENT)
    assert "It has left already" in answer.content.decode()


def test_a_finding_of_weight_is_asked_about_once_and_may_be_meant(
    client: Client, kajsa: Conversation, alice: Member, checking: None
) -> None:
    client.force_login(alice)
    first = reply(client, kajsa, "Within 30 days.")
    assert first.status_code == 422
    assert "Send it as it is, because" in first.content.decode()
    assert not Delivery.objects.exists()
    assert reply(client, kajsa, "Within 30 days.", as_is="exception").status_code == 200
    assert Delivery.objects.get().answer.findings == [
        {"kind": "contradiction", "severity": "hold", "statement_id": None}
    ]


def test_the_second_is_told_keeps_the_draft_and_may_answer_over(
    client: Client, kajsa: Conversation, alice: Member, bob: Member
) -> None:
    actions.claim(kajsa.pk, by=bob, now=timezone.now())
    client.force_login(alice)
    claimed = client.post(f"/inbox/{kajsa.pk}/claim/", headers=FRAGMENT).content.decode()
    assert "Bob Karlsson" in claimed
    assert "is answering" in claimed
    refused = reply(client, kajsa, "Mine as well")
    assert refused.status_code == 422
    assert "Answer over" in refused.content.decode()
    assert ReplyDraft.objects.get(member=alice).text == "Mine as well"
    assert reply(client, kajsa, "Mine as well", answer_over="1").status_code == 200


def test_without_javascript_the_same_form_comes_back_with_the_text_and_the_reason(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    answer = client.post(f"/inbox/{kajsa.pk}/reply/", {"text": "x" * 301})
    assert answer.status_code == 422
    assert "takes 300 characters; this has 301" in answer.content.decode()
    assert "x" * 301 in answer.content.decode()
    assert client.post(f"/inbox/{kajsa.pk}/reply/", {"text": "Short."}).status_code == 302


def test_an_empty_reply_is_refused_with_a_word(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    answer = reply(client, kajsa, "   ")
    assert answer.status_code == 422
    assert "There is nothing to send yet" in answer.content.decode()


def test_acknowledging_likes_and_never_sends_the_draft(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    path = f"/inbox/{kajsa.pk}/acknowledge/"
    answer = client.post(path, {"text": "half a sent"}, headers=FRAGMENT)
    assert "They see that you heard." in answer.content.decode()
    assert Delivery.objects.get().kind == "like"
    assert Delivery.objects.get().text == ""
    assert "They know already" in client.post(path, headers=FRAGMENT).content.decode()


def test_stopped_sending_holds_the_reply_and_the_turn_says_why(
    client: Client, world: SmallWorld, kajsa: Conversation, alice: Member, lena: Member
) -> None:
    stop_sending(world.account, reason="Wrong prices went out", by=lena, now=timezone.now())
    client.force_login(alice)
    assert "Held" in reply(client, kajsa, "We will look.").content.decode()
    assert "Wrong prices went out" in client.get(f"/inbox/{kajsa.pk}/").content.decode()


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        ("refused", "The post was deleted.", "Refused: The post was deleted."),
        ("unknown", "", "Outcome unknown"),
        ("sending", "", "sending"),
    ],
)
def test_a_turn_says_how_far_it_came(
    client: Client, kajsa: Conversation, alice: Member, state: str, reason: str, words: str
) -> None:
    client.force_login(alice)
    reply(client, kajsa, "We will look.")
    Delivery.objects.update(state=state, reason=reason)
    assert words in client.get(f"/inbox/{kajsa.pk}/").content.decode()


def test_a_read_only_workspace_has_no_box_and_says_why(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    Organisation.objects.update(read_only=True)
    client.force_login(alice)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "This workspace is read-only" in page
    assert 'id="reply"' not in page


def test_an_outcome_nobody_can_look_up_is_decided_by_a_person(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    for answer, state in (("stands", "sent"), ("again", "queued")):
        delivery = actions.reply(
            kajsa.pk, "It left our bank.", by=alice, now=timezone.now(), answer_over=True
        )
        Delivery.objects.filter(pk=delivery.pk).update(
            state="unknown", due_at=timezone.now() + PARKED_FOR, attempts=1
        )
        assert b"It stands there" in client.get(f"/inbox/{kajsa.pk}/").content
        client.post(f"/inbox/deliveries/{delivery.pk}/{answer}/", headers=FRAGMENT)
        delivery.refresh_from_db()
        assert delivery.state == state
        told = client.post(f"/inbox/deliveries/{delivery.pk}/{answer}/", headers=FRAGMENT)
        assert b"decided this already" in told.content
    assert b"It stands there" not in client.get(f"/inbox/{kajsa.pk}/").content


def test_nobody_sends_a_picture_a_colleague_uploaded_nor_more_than_the_network_takes(
    client: Client, kajsa: Conversation, alice: Member, bob: Member
) -> None:
    def kept(member: Member) -> int:
        return store_upload(a_picture(), alt="A map", by_id=member.pk, now=timezone.now()).pk

    client.force_login(alice)
    bobs, mine = kept(bob), [kept(alice) for _ in range(5)]
    url = f"/inbox/{kajsa.pk}/reply/"
    many = {"text": "Here.", "picture": mine, **{f"alt-{pk}": "A map" for pk in mine}}
    refused = client.post(url, many, headers=FRAGMENT)
    assert refused.status_code == 422
    assert b"4 at most; this has 5. Leave 1 out." in refused.content
    one = {"text": "Here.", "picture": [bobs, mine[0]], f"alt-{bobs}": "x", f"alt-{mine[0]}": "Map"}
    assert client.post(url, one, headers=FRAGMENT).status_code == 200
    assert Delivery.objects.get().asset_ids == [mine[0]]
    assert Asset.objects.get(pk=bobs).alt == "A map"


def test_a_send_asks_the_database_sixteen_times_at_most(
    client: Client,
    kajsa: Conversation,
    alice: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(alice)
    # The session, the member and the workspace are among them, and the savepoint a test runs in.
    with django_assert_max_num_queries(16):
        assert reply(client, kajsa, "We looked at it, and it is mended.").status_code == 200


def test_why_it_goes_out_as_it_is_must_be_said_and_is_kept(
    client: Client, kajsa: Conversation, alice: Member, checking: None
) -> None:
    client.force_login(alice)
    assert reply(client, kajsa, "Within 30 days.", as_is="1").status_code == 422
    answer = reply(client, kajsa, "Within 30 days.", as_is="wrong", as_is_words="It is a voucher")
    assert answer.status_code == 200
    kept = Objection.objects.get()
    assert (kept.reason, kept.words, kept.passage) == ("wrong", "It is a voucher", "30 days")


def test_whoever_meant_it_and_answers_over_a_colleague_is_asked_each_only_once(
    client: Client, kajsa: Conversation, alice: Member, bob: Member, checking: None
) -> None:
    actions.claim(kajsa.pk, by=bob, now=timezone.now())
    client.force_login(alice)
    first = reply(client, kajsa, "Within 30 days.", as_is="exception")
    assert "Answer over" in first.content.decode()
    assert '<input type="hidden" name="as_is" value="exception">' in first.content.decode()
    other = reply(client, kajsa, "Within 30 days.", answer_over="1")
    assert '<input type="hidden" name="answer_over" value="1">' in other.content.decode()
    assert (
        reply(client, kajsa, "Within 30 days.", answer_over="1", as_is="exception").status_code
        == 200
    )


def a_note(draft: Draft, statements: object, *, today: object) -> list[Finding]:
    return [Finding("craft", "note", 0, 5, "Another language", "", None, 0.7, None)]


def test_a_note_that_is_not_so_is_kept_and_said_no_more_in_this_reply(
    client: Client, kajsa: Conversation, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.voice.queries.check_draft", a_note)
    client.force_login(alice)
    url, fields = f"/inbox/{kajsa.pk}/", {"text": "Hallo Kajsa"}
    assert "Another language" in client.post(f"{url}check/", fields).content.decode()
    said = client.post(f"{url}finding/", fields | {"kind": "craft", "start": "0"})
    assert said.content.decode() == "craft|Hallo"
    assert Objection.objects.get().state == "not_so"
    again = client.post(f"{url}check/", fields | {"not_so": "craft|Hallo"})
    assert "Another language" not in again.content.decode()
    for wrong in (
        {"kind": "craft", "start": "3"},
        {"kind": "robotic", "start": "0"},
        {"start": "x"},
    ):
        assert client.post(f"{url}finding/", fields | wrong).status_code == 409


def test_a_reply_whose_check_failed_may_go_and_stays_marked(
    client: Client, kajsa: Conversation, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*given: object, **more: object) -> list[Finding]:
        raise RuntimeError("no such pattern")

    monkeypatch.setattr("rapport.voice.checking.craft_in", fails)
    client.force_login(alice)
    url = f"/inbox/{kajsa.pk}/"
    said = client.post(f"{url}check/", {"text": "It left our bank today."}).content.decode()
    assert "Not looked at: craft." in said
    assert "data-not-so" not in said
    assert reply(client, kajsa, "It left our bank today.").status_code == 200
    assert Delivery.objects.get().state == "queued"
    assert "not all of it was checked" in client.get(url).content.decode()


def test_what_asks_to_wait_cannot_be_waved_away_as_not_so(
    client: Client, kajsa: Conversation, alice: Member, checking: None
) -> None:
    client.force_login(alice)
    fields = {"text": "Within 30 days.", "kind": "contradiction", "start": "7"}
    assert client.post(f"/inbox/{kajsa.pk}/finding/", fields).status_code == 409
    forged = fields | {"not_so": "contradiction|30 days"}
    assert "We say 14 days" in client.post(f"/inbox/{kajsa.pk}/check/", forged).content.decode()


def test_a_remedy_that_is_taken_counts_as_heeded_of_what_was_asked_before_too(
    client: Client, kajsa: Conversation, alice: Member, checking: None
) -> None:
    client.force_login(alice)
    fields = {"text": "Within 30 days.", "kind": "contradiction", "start": "7", "said": "took"}
    reply(client, kajsa, "Within 30 days.")
    assert client.post(f"/inbox/{kajsa.pk}/finding/", fields).status_code == 200
    assert [one.state for one in Objection.objects.all()] == ["heeded"]
