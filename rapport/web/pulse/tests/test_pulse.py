"""Pulse speaks in sentences drawn from figures; empty, full and broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rapport.channels.actions import set_account_state, stop_sending
from rapport.channels.testing import EchoNetwork
from rapport.converse.testing import SmallWorld
from rapport.voice.actions import record_promise
from rapport.workspace.actions import add_purpose
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(brand: Brand) -> Iterator[SmallWorld]:
    with EchoNetwork():
        small = SmallWorld(brand)
        small.now = timezone.now()
        yield small


def pulse(client: Client, member: Member) -> str:
    client.force_login(member)
    page = client.get("/pulse/").content.decode()
    main = page[page.index('id="pulse"') :].split("</main>")[0]
    return " ".join(main.replace('">', '"> ').split())


def said(page: str) -> str:
    """The sentences, without their marks."""
    sentences = page[page.index('class="says"') :].split("</p>")[0]
    for url in ("/inbox/", "/inbox/?tab=clock", "/inbox/?tab=priority"):
        sentences = sentences.replace(f'<a href="{url}"> ', "").replace(f'<a href="{url}">', "")
    return sentences.replace("</a>", "")


def test_five_wait_and_one_promise_is_broken(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    now = timezone.now()
    for number in range(5):
        world.says("Where is my refund?", who=f"person{number}")
    person = world.conversation("person0").person
    record_promise(person, text="A call", due_at=now - timedelta(days=1), by=alice, now=now)
    assert "Five people wait; one promise is broken." in said(pulse(client, alice))


def test_one_is_a_person_and_praise_is_not_forgotten(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    world.says("Thank you for waiting for my train, lovely staff!", who="nurse")
    page = said(pulse(client, alice))
    assert "One person waits." in page
    assert "One who said something kind was not thanked yet." in page


def test_nobody_waits_is_said_as_such(client: Client, world: SmallWorld, alice: Member) -> None:
    world.ours("Good morning.", under="")
    assert "Nobody waits." in said(pulse(client, alice))


def test_a_new_house_says_what_to_do_first(client: Client, olivia: Member) -> None:
    page = pulse(client, olivia)
    assert "Nothing heard yet" in page
    assert "Waiting for an answer" not in page


def test_a_purpose_stands_as_not_measured_yet(
    client: Client, world: SmallWorld, brand: Brand, alice: Member
) -> None:
    add_purpose(brand, sentence="Nobody stranded is left without a word")
    page = pulse(client, alice)
    assert "Nobody stranded is left without a word" in page
    assert "not measured yet" in page


def test_what_is_broken_says_what_is_safe(
    client: Client, world: SmallWorld, alice: Member, lena: Member
) -> None:
    now = timezone.now()
    set_account_state(world.account, state="fault", reason="No route", now=now)
    stop_sending(world.account, reason="Wrong prices", by=lena, now=now)
    page = pulse(client, alice)
    assert "nothing is lost" in page
    assert "Sending is stopped: Wrong prices. Answers are kept and wait." in page


def test_what_a_colleague_took_is_not_yours(
    client: Client, world: SmallWorld, alice: Member, bob: Member
) -> None:
    world.says("Where is my refund?", who="pelle")
    conversation = world.conversation("pelle")
    conversation.assignee = bob
    conversation.save()
    assert "Pelle" not in pulse(client, alice)
    assert "Pelle" in pulse(client, bob)


def test_the_last_hours_are_drawn_with_words_for_those_who_cannot_see(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    world.says("Where is my refund?", who="pelle")
    page = pulse(client, alice)
    assert page.count('class="heard"') == 24
    assert "1 message heard in 24 hours" in page


def test_of_a_rough_reading_no_mood_is_drawn(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    """A rough model draws no curve (DESIGN 10): the only shapes of mood stand beside single messages."""
    world.says("Worst train ever, still late.", who="pelle")
    page = pulse(client, alice)
    assert page.count("<svg") == 1 + page.count('class="mood')
    assert "sentiment" not in page.lower()


@pytest.mark.usefixtures("reads_fully")
def test_the_mood_of_what_was_read_is_drawn_and_opens_its_list(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    world.says("Worst train ever, still late. I am so angry.", who="pelle")
    world.says("Lovely crew on the night train, thank you so much!", who="ada")
    world.says("Wann kommt der Zug nach Lund an?", who="ben")
    page = pulse(client, alice)
    assert "50 % glad, 50 % let down, of 2 read" in page
    assert "1 message is not in it" in page
    (negative,) = re.findall(r'href="([^"]+)">\s*1 let down<', page)
    found = client.get(negative.replace("&amp;", "&")).content.decode()
    assert "Worst train ever" in found
    assert "Lovely crew" not in found


def test_only_rows_offer_themselves_to_the_palette(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    """It looks for them in rows alone; places come from the rail."""
    world.says("Where is my refund?", who="kajsa")
    page = pulse(client, alice)
    assert page.count("data-palette=") == page.count("<li data-item") == 1
