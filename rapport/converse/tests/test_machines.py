"""Mail no person wrote: shown where it belongs, answering nothing and asking for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest

from rapport.channels.contract import Author, InboundPost
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.contract import TurnView
from rapport.converse.models import Conversation, Turn
from rapport.converse.testing import SmallWorld
from rapport.listen.models import Message
from rapport.people.actions import erase_person
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
Automatic = Literal["", "bounce", "autoreply", "list"]
RETURNED = (
    "This message was created automatically by mail delivery software.\n\n"
    "  kajsa@x.example\n    550 5.1.1 The mailbox is   unknown here\n"
)


@pytest.fixture
def world(brand: Brand) -> Iterator[SmallWorld]:
    with EchoNetwork():
        yield SmallWorld(brand)


def machine_says(
    world: SmallWorld, text: str, *, automatic: Automatic, under: str = "", who: str = "kajsa"
) -> Message:
    post = InboundPost(
        key="by-machine",
        author=Author(f"echo:{who}", who),
        text=text,
        created_at=world.now,
        kind="mail",
        parent_key=under,
        scope="private",
        to_us=True,
        automatic=automatic,
    )
    world.receive(post)
    return Message.objects.get(remote_key="by-machine")


def turns(world: SmallWorld, member: Member) -> tuple[TurnView, ...]:
    page = queries.conversation_page(member, world.conversation().pk, now=world.now)
    return tuple(turn for turn in page.turns if turn.kind != "event")


def answered(world: SmallWorld) -> Conversation:
    world.says("Where is my refund?", key="asked", scope="private")
    world.passes(minutes=5)
    world.ours("It left on Friday.", under="asked")
    world.passes(minutes=1)
    return world.conversation()


@pytest.mark.parametrize("automatic", ["autoreply", "bounce"])
def test_a_machine_opens_no_conversation(world: SmallWorld, automatic: Automatic) -> None:
    machine_says(world, "I am away. Where is my refund?", automatic=automatic)
    assert not Conversation.objects.exists()


def test_a_list_passes_on_what_people_write(world: SmallWorld) -> None:
    machine_says(world, "Where is my refund?", automatic="list")
    assert world.conversation().status == "open"


def test_danger_to_life_is_heard_whatever_a_header_claims(world: SmallWorld) -> None:
    machine_says(world, "Help, somebody fell on the track!", automatic="autoreply")
    assert world.conversation().danger


def test_an_automatic_answer_starts_no_clock_and_is_not_what_we_answer(
    world: SmallWorld, alice: Member
) -> None:
    before = answered(world)
    asked = before.last_customer_message_id
    machine_says(world, "I am away. Who helps me?", automatic="autoreply", under="asked")
    after = world.conversation()
    assert (after.pk, after.status, after.waiting_since) == (before.pk, "waiting", None)
    assert after.last_customer_message_id == asked
    assert turns(world, alice)[-1].automatic == "autoreply"


def test_an_automatic_answer_does_not_end_the_wait_of_a_person(world: SmallWorld) -> None:
    world.says("Where is my refund?", key="asked", scope="private")
    machine_says(world, "I am away.", automatic="autoreply", under="asked")
    assert world.conversation().waiting_since == world.now
    assert world.conversation().status == "open"


def test_what_came_back_stands_at_our_answer_with_its_reason(
    world: SmallWorld, alice: Member
) -> None:
    answered(world)
    ours = Message.objects.get(is_own=True)
    machine_says(
        world, RETURNED, automatic="bounce", under=ours.remote_key, who="mailer-daemon@far.example"
    )
    shown = {turn.message_id: turn for turn in turns(world, alice)}
    assert shown[ours.pk].came_back == "550 5.1.1 The mailbox is unknown here"
    assert [t.automatic for t in shown.values()] == ["", "", "bounce"]
    assert world.conversation().status == "waiting"


def test_what_came_back_names_the_person_and_goes_with_them(
    world: SmallWorld, lena: Member
) -> None:
    conversation = answered(world)
    ours = Message.objects.get(is_own=True)
    machine_says(
        world, RETURNED, automatic="bounce", under=ours.remote_key, who="mailer-daemon@far.example"
    )
    erase_person(conversation.person_id, by=lena, now=world.now)
    assert not Message.objects.filter(text__contains="kajsa@x.example").exists()
    assert not Turn.objects.exists()


def test_what_came_back_joins_in_with_nobody_and_is_not_read_for_moods(
    world: SmallWorld, alice: Member
) -> None:
    answered(world)
    ours = Message.objects.get(is_own=True)
    machine_says(world, RETURNED, automatic="bounce", under=ours.remote_key, who="mailer-daemon")
    world.says("It is not here. Where is it?", under="asked", scope="private")
    actions.weigh_all(now=world.now)
    conversation = world.conversation()
    assert conversation.status == "open"
    assert "others" not in {part["code"] for part in conversation.priority_parts}
    (bounce,) = [turn for turn in turns(world, alice) if turn.automatic]
    assert bounce.passages == ()
