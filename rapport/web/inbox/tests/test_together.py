"""Watching, tasks and names in notes, from the screen."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from rapport.converse.models import Conversation, Watch
from rapport.workspace.actions import add_task
from rapport.workspace.models import Member, StaffTask
from tests.browser import OpenPage, axe_finds

pytestmark = pytest.mark.django_db


def test_watching_is_a_press_and_shown(client: Client, kajsa: Conversation, gus: Member) -> None:
    client.force_login(gus)
    client.post(f"/inbox/{kajsa.pk}/watch/", {"watch": "yes"})
    assert Watch.objects.get().member == gus
    assert "Watching" in client.get(f"/inbox/{kajsa.pk}/").content.decode()
    client.post(f"/inbox/{kajsa.pk}/watch/", {"watch": "no"})
    assert not Watch.objects.exists()
    assert client.post("/inbox/999/watch/").status_code == 404


def test_a_task_is_given_from_the_conversation_and_done_on_the_list(
    client: Client, kajsa: Conversation, alice: Member, bob: Member
) -> None:
    client.force_login(alice)
    given = {"text": "Call the <firm>", "to": bob.pk, "due": "2h"}
    assert client.post(f"/inbox/{kajsa.pk}/task/", given).status_code == 302
    task = StaffTask.objects.get()
    assert task.due_at is not None
    client.force_login(bob)
    page = client.get("/todo/").content.decode()
    assert "Call the &lt;firm&gt;" in page
    assert "from Alice Ode" in page
    assert client.get(f"/todo/{task.pk}/")["Location"] == f"/inbox/{kajsa.pk}/"
    client.post(f"/todo/{task.pk}/done/")
    assert "Everything is done." in client.get("/todo/").content.decode()
    client.post(f"/todo/{task.pk}/again/")
    task.refresh_from_db()
    assert task.done_at is None


def test_an_empty_task_is_refused_with_its_words_and_a_guest_gives_none(
    client: Client, kajsa: Conversation, alice: Member, gus: Member
) -> None:
    client.force_login(alice)
    answer = client.post(f"/inbox/{kajsa.pk}/task/", {"text": " "}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Please fill this in." in answer.content.decode()
    client.force_login(gus)
    assert client.post(f"/inbox/{kajsa.pk}/task/", {"text": "x"}).status_code == 403
    assert not StaffTask.objects.exists()


def test_names_for_a_note_are_colleagues_and_teams(
    client: Client, alice: Member, charlie: Member
) -> None:
    client.force_login(alice)
    page = client.get("/inbox/names/").content.decode()
    assert 'data-name="Alice Ode"' in page
    assert charlie.name not in page


@pytest.mark.browser
def test_a_name_is_taken_by_keyboard_and_the_task_list_passes_axe(
    kajsa: Conversation, alice: Member, bob: Member, signed_in_page: OpenPage
) -> None:
    add_task("Call", to=alice, by=bob, now=timezone.now(), about=("conversation", kajsa.pk))
    page = signed_in_page(alice, reduced_motion="reduce")
    page.goto(f"/inbox/{kajsa.pk}/?note=1")
    page.locator("#note-text").press_sequentially("Ask @bo")
    page.locator("#name-0").wait_for()
    page.keyboard.press("Enter")
    assert page.locator("#note-text").input_value() == "Ask @Bob Karlsson "
    assert axe_finds(page) == []
    page.goto("/todo/")
    assert axe_finds(page) == []
