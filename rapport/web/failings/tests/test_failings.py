"""The pages of failings: made from a conversation, joined, fixed, told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from rapport.channels.testing import EchoNetwork
from rapport.converse import queries
from rapport.converse.models import Conversation, Failing
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Brand, Member
from tests.browser import PHONE, OpenPage, axe_finds

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(brand: Brand) -> Iterator[SmallWorld]:
    with EchoNetwork():
        small = SmallWorld(brand)
        small.now = timezone.now()
        small.says("The lift in Lund is out of order!", who="kajsa", key="k-1")
        small.says("It is, for weeks! Shame on you.", who="bo", under="k-1", root="k-1")
        yield small


@pytest.fixture
def kajsa(world: SmallWorld) -> Conversation:
    return world.conversation("kajsa")


@pytest.fixture
def as_alice(client: Client, alice: Member) -> Client:
    client.force_login(alice)
    return client


def made(client: Client, conversation: Conversation, **more: object) -> Failing:
    fields = {"conversation": conversation.pk, "title": "Lift in Lund", "due_on": "2020-01-01"}
    assert client.post("/failings/make/", fields | more).status_code == 302
    return Failing.objects.latest("pk")


def test_it_is_made_with_those_who_lend_their_voice(
    as_alice: Client, world: SmallWorld, kajsa: Conversation
) -> None:
    page = as_alice.get(f"/failings/make/?conversation={kajsa.pk}").content.decode()
    bo = world.conversation("bo")
    assert f'name="beside" value="{bo.pk}" checked' in page
    failing = made(as_alice, kajsa, beside=[bo.pk, "nonsense"])
    assert [one.who for one in queries.who_spoke_of(failing)] == ["Kajsa", "Bo"]
    listed = as_alice.get("/failings/").content.decode()
    assert "late since 1 Jan 2020" in listed
    assert "2 people" in listed


def test_without_words_the_form_comes_back(as_alice: Client, kajsa: Conversation) -> None:
    answer = as_alice.post("/failings/make/", {"conversation": kajsa.pk, "title": ""})
    assert answer.status_code == 422
    assert not Failing.objects.exists()
    assert as_alice.get("/failings/make/?conversation=nonsense").status_code == 404


def test_another_conversation_joins_and_everybody_is_told(
    as_alice: Client, world: SmallWorld, kajsa: Conversation
) -> None:
    failing = made(as_alice, kajsa)
    bo = world.conversation("bo").pk
    as_alice.post(f"/failings/{failing.pk}/join/", {"conversation": bo})
    as_alice.post(f"/failings/{failing.pk}/fix/")
    page = as_alice.get(f"/failings/{failing.pk}/").content.decode()
    assert "Whom to tell" in page
    assert page.count("Write to them") == 2
    for evidence in failing.evidence.all():
        as_alice.post(f"/failings/{failing.pk}/told/{evidence.pk}/")
    assert "Everybody was told" in as_alice.get(f"/failings/{failing.pk}/").content.decode()


def test_guests_look_and_change_nothing(
    client: Client, as_alice: Client, kajsa: Conversation, gus: Member
) -> None:
    failing = made(as_alice, kajsa)
    client.force_login(gus)
    assert client.get(f"/failings/{failing.pk}/").status_code == 200
    client.post(f"/failings/{failing.pk}/", {"title": "Other"})
    failing.refresh_from_db()
    assert failing.title == "Lift in Lund"
    for step in ("fix", "reopen", "join"):
        assert client.post(f"/failings/{failing.pk}/{step}/").status_code == 403


def test_the_pages_cost_few_statements(
    as_alice: Client, kajsa: Conversation, django_assert_max_num_queries: object
) -> None:
    failing = made(as_alice, kajsa)
    for path in ("/failings/", f"/failings/{failing.pk}/"):
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            assert as_alice.get(path).status_code == 200


@pytest.mark.browser
def test_a_key_in_the_inbox_leads_there_and_the_pages_pass_axe(
    server: str, kajsa: Conversation, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto(f"/inbox/{kajsa.pk}/")
    page.locator("#conversation-title").focus()
    page.keyboard.press("d")
    page.get_by_label("What fails").fill("Lift in Lund")
    assert axe_finds(page) == []
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("heading", name="Lift in Lund").wait_for()
    assert axe_finds(page) == []
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
