"""Asking from a conversation, and the page of a department."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django import DjangoAssertNumQueries

from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions
from rapport.converse.models import Consultation, Conversation, SharedAnswer
from rapport.converse.testing import SmallWorld
from rapport.understand.models import Reading
from rapport.workspace.actions import add_team
from rapport.workspace.models import Brand, Member, Team
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(brand: Brand) -> Iterator[SmallWorld]:
    with EchoNetwork():
        small = SmallWorld(brand)
        small.now = timezone.now()
        yield small


@pytest.fixture
def kajsa(world: SmallWorld) -> Conversation:
    world.says("Is the <lift> at Central broken?", who="kajsa")
    return world.conversation("kajsa")


@pytest.fixture
def control(olivia: Member, gus: Member) -> Team:
    return add_team("Traffic control", members=[gus], by=olivia)


@pytest.fixture
def asked(kajsa: Conversation, control: Team, alice: Member) -> Consultation:
    now = timezone.now()
    due = now + timedelta(hours=1)
    return actions.consult(
        kajsa.pk, control, question="What <is> it?", due_at=due, by=alice, now=now
    )


def test_hard_words_are_covered_for_whoever_asks_and_whoever_is_asked(
    client: Client, asked: Consultation, alice: Member, gus: Member
) -> None:
    Reading.objects.update(offensive=True, danger=False)
    for member, where in ((alice, f"/inbox/{asked.conversation_id}/ask/"), (gus, f"/asked/{asked.pk}/")):  # fmt: skip
        client.force_login(member)
        before, _, covered = client.get(where).content.decode().partition("Hard words")
        assert "Is the &lt;lift&gt; at Central broken?" not in before
        assert "Is the &lt;lift&gt; at Central broken?" in covered


def test_alice_asks_from_the_conversation_and_sees_it_there(
    client: Client, kajsa: Conversation, control: Team, alice: Member
) -> None:
    client.force_login(alice)
    assert f"/inbox/{kajsa.pk}/ask/" in client.get(f"/inbox/{kajsa.pk}/").content.decode()
    page = client.get(f"/inbox/{kajsa.pk}/ask/").content.decode()
    assert "Traffic control (1 person)" in page
    given = {"team": control.pk, "question": "What is it?", "due": "30m"}
    answer = client.post(f"/inbox/{kajsa.pk}/ask/", given, follow=True)
    assert "Asked Traffic control" in answer.content.decode()
    assert Consultation.objects.get().asked_by == alice


def test_what_cannot_be_asked_comes_back_with_its_words(
    client: Client, kajsa: Conversation, olivia: Member, alice: Member
) -> None:
    empty = add_team("Ghosts", members=[], by=olivia)
    client.force_login(alice)
    given = {"team": empty.pk, "question": "Anybody there?", "due": "30m"}
    answer = client.post(f"/inbox/{kajsa.pk}/ask/", given)
    assert answer.status_code == 422
    assert "Nobody is in Ghosts" in answer.content.decode()
    assert "Anybody there?" in answer.content.decode()
    given = {"team": 999, "question": "", "due": "whenever"}
    assert client.post(f"/inbox/{kajsa.pk}/ask/", given).status_code == 422
    assert not Consultation.objects.exists()


def test_a_guest_asks_nothing_but_answers_what_his_team_is_asked(
    client: Client, kajsa: Conversation, asked: Consultation, gus: Member
) -> None:
    client.force_login(gus)
    assert client.get(f"/inbox/{kajsa.pk}/ask/").status_code == 403
    assert client.post(f"/asked/{asked.pk}/withdraw/").status_code == 403
    assert client.get(f"/asked/{asked.pk}/share/").status_code == 403
    assert "What &lt;is&gt; it?" in client.get("/asked/").content.decode()
    page = client.get(f"/asked/{asked.pk}/").content.decode()
    assert "Is the &lt;lift&gt; at Central broken?" in page
    assert "/reply/" not in page
    assert client.post(f"/asked/{asked.pk}/", {"text": " "}).status_code == 422
    assert client.post(f"/asked/{asked.pk}/", {"text": "A relay"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == ("answered", gus)
    assert not Delivery.objects.exists()


def test_somebody_of_another_team_reads_and_cannot_answer(
    client: Client, asked: Consultation, bob: Member
) -> None:
    client.force_login(bob)
    assert 'name="text"' not in client.get(f"/asked/{asked.pk}/").content.decode()
    answer = client.post(f"/asked/{asked.pk}/", {"text": "I guess"})
    assert answer.status_code == 422
    assert "Only its people answer" in answer.content.decode()


def test_a_question_is_withdrawn_by_whoever_works_with_it(
    client: Client, asked: Consultation, bob: Member
) -> None:
    client.force_login(bob)
    client.post(f"/asked/{asked.pk}/withdraw/")
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_an_answer_is_let_stand_elsewhere_by_choice(
    client: Client, world: SmallWorld, asked: Consultation, gus: Member, alice: Member
) -> None:
    world.says("The lift at Central, broken again", who="ben")
    ben = world.conversation("ben")
    client.force_login(alice)
    assert client.get(f"/asked/{asked.pk}/share/").status_code == 302
    actions.answer_consultation(asked.pk, "A relay", by=gus, now=timezone.now())
    page = client.get(f"/asked/{asked.pk}/share/").content.decode()
    assert f'value="{ben.pk}"' in page
    client.post(f"/asked/{asked.pk}/share/", {"to": [ben.pk, "x", "999"]})
    assert SharedAnswer.objects.get().conversation == ben
    assert "A relay" in client.get(f"/inbox/{ben.pk}/").content.decode()


def test_pages_cost_the_same_however_much_is_asked(
    client: Client,
    kajsa: Conversation,
    control: Team,
    alice: Member,
    gus: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    now = timezone.now()
    for number in range(12):
        due = now + timedelta(hours=number + 1)
        actions.consult(kajsa.pk, control, question=f"{number}?", due_at=due, by=alice, now=now)
    client.force_login(gus)
    with django_assert_max_num_queries(10):
        client.get("/asked/")
    with django_assert_max_num_queries(10):
        client.get(f"/asked/{Consultation.objects.all()[0].pk}/")
    client.force_login(alice)
    with django_assert_max_num_queries(10):
        client.get(f"/inbox/{kajsa.pk}/", headers={"HX-Request": "true", "HX-Target": "open"})


@pytest.mark.browser
def test_a_department_is_asked_by_keyboard_and_every_page_of_it_passes_axe(
    kajsa: Conversation, control: Team, alice: Member, gus: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice, reduced_motion="reduce")
    page.goto(f"/inbox/{kajsa.pk}/")
    page.keyboard.press("c")
    page.wait_for_url("**/ask/")
    assert axe_finds(page) == []
    page.get_by_label("Traffic control").check()
    page.get_by_label("What do you want to know?").fill("What is it?")
    page.get_by_role("button", name="Ask").click()
    page.locator(".consultation").wait_for()
    assert axe_finds(page) == []
    asked = Consultation.objects.get()
    desk = signed_in_page(gus, size=PHONE, reduced_motion="reduce")
    desk.goto(f"/asked/{asked.pk}/")
    assert axe_finds(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.browser
def test_ctrl_enter_asks_and_what_is_said_of_it_goes_by_itself(
    server: str, kajsa: Conversation, control: Team, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{kajsa.pk}/ask/")
    page.wait_for_load_state("load")
    page.get_by_text("Traffic control").click()
    page.get_by_label("What do you want to know?").fill("Which lift?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts .toast")).to_have_text(
        "Traffic control is asked. You stay the owner."
    )
    expect(page.locator(".above .notice")).to_have_count(0)
    expect(page.locator("#toasts .toast")).to_have_count(0)
    assert Consultation.objects.get().question == "Which lift?"


@pytest.mark.browser
def test_ctrl_enter_sends_a_task_and_asks_to_whom_a_handover_goes(
    server: str, kajsa: Conversation, alice: Member, bob: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{kajsa.pk}/")
    page.wait_for_load_state("load")
    page.keyboard.press("y")
    page.get_by_label("What is to be done").fill("Call the depot")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".tasks")).to_contain_text("Call the depot")
    page.keyboard.press("t")
    page.locator("[name=summary]").first.fill("She waits since May.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#conv-head details[open] .menu-line").first).to_be_focused()
