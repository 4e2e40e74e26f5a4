"""Promises beside the box and beside the person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from rapport.converse.models import Answer, Conversation
from rapport.voice.actions import record_promise
from rapport.voice.models import Promise
from rapport.workspace.models import Member
from tests.browser import OpenPage, axe_finds

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}
WORDS = "We will call you within two days."


def send(client: Client, conversation: Conversation, **fields: object) -> list[dict[str, str]]:
    client.post(f"/inbox/{conversation.pk}/reply/", {"text": f"Sorry. {WORDS}"} | fields)
    rows: list[dict[str, str]] = Answer.objects.get().promises
    return rows


@pytest.fixture
def as_alice(client: Client, alice: Member) -> Client:
    client.force_login(alice)
    return client


def test_the_check_offers_what_the_draft_promises_with_its_date(
    as_alice: Client, kajsa: Conversation
) -> None:
    url = f"/inbox/{kajsa.pk}/check/"
    found = as_alice.post(url, {"text": f"Sorry. {WORDS}"}, headers=FRAGMENT).content.decode()
    assert f'name="promise" value="{WORDS}" checked' in found
    assert 'name="promise-due" value="' in found


def test_what_was_not_shown_counts_and_what_was_left_out_does_not(
    as_alice: Client, kajsa: Conversation
) -> None:
    assert [row["text"] for row in send(as_alice, kajsa)] == [WORDS]
    Answer.objects.all().delete()
    shown = {"promise-shown": WORDS, "promise-due": "2031-05-06T10:00", "answer_over": "1"}
    assert send(as_alice, kajsa, **shown) == []
    Answer.objects.all().delete()
    (row,) = send(as_alice, kajsa, **shown, promise=WORDS)
    assert row["due_at"].startswith("2031-05-06")


def test_one_is_written_down_by_hand_and_kept_or_released(
    as_alice: Client, kajsa: Conversation
) -> None:
    url = f"/inbox/{kajsa.pk}/promises/"
    ahead = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    for due, status in (("", 422), ("2020-01-01T10:00", 422), ("nonsense", 422), (ahead, 302)):
        assert as_alice.post(url, {"text": "A voucher", "due": due}).status_code == status
    owed = Promise.objects.get()
    page = as_alice.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "A voucher" in page
    assert 'data-key="K"' in page
    as_alice.post(f"{url}{owed.pk}/", {"state": "released"})
    owed.refresh_from_db()
    assert owed.state == "released"


def test_guests_see_promises_and_settle_none(
    client: Client, kajsa: Conversation, alice: Member, gus: Member
) -> None:
    now = timezone.now()
    due_at = now + timedelta(days=1)
    owed = record_promise(kajsa.person, text="A call", due_at=due_at, by=alice, now=now)
    client.force_login(gus)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "A call" in page
    assert 'data-key="K"' not in page
    assert client.post(f"/inbox/{kajsa.pk}/promises/{owed.pk}/").status_code == 403


@pytest.mark.browser
def test_a_promise_typed_is_offered_and_a_kept_one_is_settled_by_a_key(
    server: str, kajsa: Conversation, alice: Member, signed_in_page: OpenPage
) -> None:
    now = timezone.now()
    record_promise(kajsa.person, text="A call", due_at=now + timedelta(days=1), by=alice, now=now)
    page = signed_in_page(alice)
    page.goto(f"/inbox/{kajsa.pk}/")
    page.keyboard.press("r")
    page.keyboard.type(f"Sorry. {WORDS}")
    line = page.locator("#promises [data-promise]")
    expect(line).to_have_count(1)
    line.get_by_role("checkbox").uncheck()
    page.locator("#reply-text").press_sequentially(" And I will write tomorrow.")
    expect(line).to_have_count(2)
    expect(line.first.get_by_role("checkbox")).not_to_be_checked()
    assert axe_finds(page) == []
    page.locator("#conversation-title").focus()
    page.keyboard.press("Shift+K")
    expect(page.locator(".owed .pill")).to_have_text("kept")
