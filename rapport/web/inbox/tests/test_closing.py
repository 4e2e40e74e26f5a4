"""Resolving with a reason, snoozing, several at once: as forms do it, with and without JavaScript."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rapport.converse import actions
from rapport.converse.models import Conversation, ManyAtOnce
from rapport.converse.testing import SmallWorld
from rapport.web.inbox.snoozing import choices, until_in
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def three(world: SmallWorld) -> list[int]:
    for name in ("kajsa", "pelle", "vik"):
        world.says("Where is my refund?", who=name)
    return [world.conversation(name).pk for name in ("kajsa", "pelle", "vik")]


def test_a_reason_is_one_of_the_buttons_and_stands_on_the_timeline(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert re.findall(r'name="reason" value="(\w+)"', page)[:2] == ["answered", "elsewhere"]
    assert client.post(f"/inbox/{kajsa.pk}/resolve/", {"reason": "spam"}).status_code == 302
    assert "You resolved this: Spam" in client.get(f"/inbox/{kajsa.pk}/").content.decode()
    answer = client.post(f"/inbox/{kajsa.pk}/resolve/", {"reason": "gone"}, headers=HTMX)
    assert answer.status_code == 422


def test_a_snoozed_conversation_stands_under_snoozed_and_can_be_brought_back(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    until = timezone.now() + timedelta(days=2)
    client.post(f"/inbox/{kajsa.pk}/snooze/", {"until": until.isoformat()})
    assert b"data-item" not in client.get("/inbox/").content
    assert b"data-item" in client.get("/inbox/?tab=snoozed").content
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "You snoozed this until" in page
    assert "Bring back" in page
    client.post(f"/inbox/{kajsa.pk}/wake/")
    assert b"data-item" in client.get("/inbox/").content


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"until": "x"},
        {"day": "2020-01-01"},
        {"day": "9999-12-31"},
        {"until": "2020-01-01T10:00"},
    ],
)
def test_no_time_and_a_time_that_is_past_are_refused(
    client: Client, kajsa: Conversation, alice: Member, form: dict[str, str]
) -> None:
    client.force_login(alice)
    answer = client.post(f"/inbox/{kajsa.pk}/snooze/", form, headers=HTMX)
    assert answer.status_code == 422
    assert Conversation.objects.get(pk=kajsa.pk).snoozed_until is None


def test_what_is_offered_lies_ahead_and_is_read_back_as_it_was_offered() -> None:
    for hour in range(0, 24 * 8, 5):
        now = timezone.now() + timedelta(hours=hour)
        for choice in choices(now=now):
            until = until_in({"until": choice.value}, now=now)
            assert until is not None
            assert until > now


def test_several_are_resolved_at_once_and_put_back_by_one_press(
    client: Client, three: list[int], alice: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client.force_login(alice)
    with django_assert_max_num_queries(10):
        bar = client.get("/inbox/many/", headers=HTMX).content.decode()
    assert 'value="no_answer"' in bar
    done = client.post("/inbox/many/resolve/", {"ids": three[:2], "reason": "spam"}, headers=HTMX)
    assert "2 resolved." in done.content.decode()
    assert done.headers["HX-Trigger"] == "rapport-many-done"
    undo = re.search(r'action="(/inbox/many/\d+/undo/)"', done.content.decode())
    assert undo
    assert client.get("/inbox/").content.count(b"data-item") == 1
    timeline = client.get(f"/inbox/{three[0]}/").content.decode()
    assert "Undo for all of them" in timeline
    put_back = client.post(undo.group(1), headers=HTMX).content.decode()
    assert "Put back: 2 conversations." in put_back
    assert client.get("/inbox/").content.count(b"data-item") == 3
    assert "nothing left" in client.post(undo.group(1), headers=HTMX).content.decode()


def test_several_leave_out_who_is_in_danger_and_say_so(
    client: Client, three: list[int], alice: Member
) -> None:
    client.force_login(alice)
    Conversation.objects.filter(pk=three[0]).update(danger=True)
    done = client.post("/inbox/many/resolve/", {"ids": three[:2]}, headers=HTMX).content.decode()
    assert "1 resolved. 1 in danger was left." in done
    assert Conversation.objects.get(pk=three[0]).status == "open"
    again = client.post("/inbox/many/resolve/", {"ids": three[:1]}, headers=HTMX).content.decode()
    assert "1 in danger was left." in again
    assert "/undo/" not in again
    tomorrow = {"ids": three, "until": (timezone.now() + timedelta(days=1)).isoformat()}
    put_off = client.post("/inbox/many/snooze/", tomorrow, headers=HTMX).content.decode()
    assert "1 snoozed. 1 in danger was left." in put_off
    page = client.post("/inbox/many/resolve/", {"ids": three}, follow=True).content.decode()
    assert "1 in danger: open it, and resolve it by itself." in page
    assert page.count('name="ids"') == 1


def test_without_javascript_a_page_asks_what_to_do_with_those_chosen(
    client: Client, three: list[int], alice: Member, bob: Member
) -> None:
    client.force_login(alice)
    page = client.get(f"/inbox/many/?ids={three[0]}&ids={three[1]}").content.decode()
    assert page.count('name="ids"') == 2
    assert client.post("/inbox/many/assign/", {"ids": three[:2], "to": bob.pk}).status_code == 302
    assert Conversation.objects.filter(assignee=bob).count() == 2
    assert "Nothing was chosen" in client.get("/inbox/many/?ids=x").content.decode()


def test_a_guest_can_choose_and_do_nothing(
    client: Client, three: list[int], gus: Member, alice: Member
) -> None:
    client.force_login(gus)
    assert "data-many" not in client.get("/inbox/").content.decode()
    assert client.post("/inbox/many/resolve/", {"ids": three}).status_code == 403
    assert client.post("/inbox/many/snooze/", {"ids": three}).status_code == 403
    assert client.post("/inbox/many/assign/", {"ids": three}).status_code == 403
    act = actions.resolve_many(three, by=alice, now=timezone.now())
    assert act is not None
    assert client.post(f"/inbox/many/{act.pk}/undo/").status_code == 403
    assert ManyAtOnce.objects.get().undone_at is None


def test_what_was_done_to_one_names_the_conversation_to_the_page(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    answer = client.post(f"/inbox/{kajsa.pk}/resolve/", {"reason": "answered"}, headers=HTMX)
    assert json.loads(answer.headers["HX-Trigger"])["rapport-acted"] == {"conversation": kajsa.pk}


def way_back(answer: HttpResponse) -> str:
    """The address that the toast's button asks."""
    found = re.search(r'action="(/inbox/many/\d+/undo/)"', answer.content.decode())
    assert found
    return found.group(1)


def test_one_resolved_is_put_back_by_one_press_as_many_are(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    done = client.post(f"/inbox/{kajsa.pk}/resolve/", {"reason": "answered"}, headers=HTMX)
    assert "1 resolved." in done.content.decode()
    assert 'data-key="z"' in done.content.decode()
    back = client.post(way_back(done), headers=HTMX)
    assert "Put back: 1 conversation." in back.content.decode()
    assert json.loads(back.headers["HX-Trigger"])["rapport-acted"] == {"conversation": kajsa.pk}
    kajsa.refresh_from_db()
    assert (kajsa.status, kajsa.resolved_because) == ("open", "")


def test_one_snoozed_is_put_back_by_one_press_to_what_it_was_before(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    sooner, later = (timezone.now() + timedelta(days=days) for days in (2, 4))
    url = f"/inbox/{kajsa.pk}/snooze/"
    client.post(url, {"until": sooner.isoformat()}, headers=HTMX)
    done = client.post(url, {"until": later.isoformat()}, headers=HTMX)
    assert "1 snoozed. Back" in done.content.decode()
    client.post(way_back(done), headers=HTMX)
    kajsa.refresh_from_db()
    assert kajsa.snoozed_until == sooner


def test_resolving_what_is_resolved_offers_nothing_to_take_back(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    for _again in range(2):
        answer = client.post(f"/inbox/{kajsa.pk}/resolve/", headers=HTMX)
    assert "Nothing to change there." in answer.content.decode()
    assert "/undo/" not in answer.content.decode()


def test_what_is_resolved_has_a_key_to_open_it_again(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    client.post(f"/inbox/{kajsa.pk}/resolve/", headers=HTMX)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert re.search(r'data-key="E"[^>]*>Open again', page)
