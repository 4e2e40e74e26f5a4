"""Mail no person wrote: shown where it belongs, answering nothing and asking for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

import pytest

from rapport.channels.contract import Author, InboundPost
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.contract import TurnView
from rapport.converse.models import Conversation, Turn
from rapport.converse.queries.bounces import bounce_reason, returned_words
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
    world: SmallWorld,
    text: str,
    *,
    automatic: Automatic,
    under: str = "",
    who: str = "kajsa",
    key: str = "by-machine",
) -> Message:
    post = InboundPost(
        key=key,
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
    return Message.objects.get(remote_key=key)


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


def comes_back(
    world: SmallWorld, ours: Message, *, text: str = RETURNED, key: str = "by-machine"
) -> None:
    machine_says(
        world,
        text,
        automatic="bounce",
        under=ours.remote_key,
        who="mailer-daemon@far.example",
        key=key,
    )


def test_an_answer_that_came_back_is_ours_to_give_again(world: SmallWorld, alice: Member) -> None:
    before = answered(world)
    asked = Message.objects.get(remote_key="asked")
    assert (before.status, before.waiting_since) == ("waiting", None)
    comes_back(world, Message.objects.get(is_own=True))
    after = world.conversation()
    assert (after.pk, after.status, after.answered_at) == (before.pk, "open", None)
    # The clock runs on from where it began, and so does the one for a sign: they have heard nothing.
    assert after.waiting_since == asked.created_at
    assert after.answer_due_at == before.answer_due_at == asked.created_at + timedelta(hours=1)
    assert after.acknowledged_at is None
    (row,) = queries.inbox(alice)
    assert row.came_back == "mailbox unknown"
    assert {chip.clock for chip in row.chips} == {"", "acknowledge"}


def test_an_answer_that_came_back_opens_what_was_resolved(world: SmallWorld, alice: Member) -> None:
    conversation = answered(world)
    actions.resolve(conversation.pk, by=alice, now=world.now)
    comes_back(world, Message.objects.get(is_own=True))
    after = world.conversation()
    assert (after.pk, after.status, after.resolved_at) == (conversation.pk, "open", None)


def test_an_earlier_sign_that_arrived_stands(world: SmallWorld) -> None:
    conversation = answered(world)
    signed = conversation.opened_at + timedelta(minutes=2)
    Conversation.objects.filter(pk=conversation.pk).update(acknowledged_at=signed)
    comes_back(world, Message.objects.get(is_own=True))
    assert world.conversation().acknowledged_at == signed


def test_where_a_later_answer_arrived_nobody_is_called(world: SmallWorld, alice: Member) -> None:
    answered(world)
    first = Message.objects.get(is_own=True)
    world.passes(minutes=1)
    world.ours("Once more: it left on Friday.", under="asked")
    comes_back(world, first)
    assert world.conversation().status == "waiting"
    second = Message.objects.get(is_own=True, text__startswith="Once more")
    comes_back(world, second, key="by-machine-2")
    after = world.conversation()
    assert (after.status, after.waiting_since) == ("open", after.opened_at)


def test_a_new_answer_ends_it_and_its_row_says_so_no_more(world: SmallWorld, alice: Member) -> None:
    answered(world)
    comes_back(world, Message.objects.get(is_own=True))
    world.passes(minutes=1)
    world.ours("To your other address: it left on Friday.", under="asked")
    after = world.conversation()
    assert (after.status, after.came_back) == ("waiting", "")


def test_what_came_back_waits_even_where_the_question_is_read_anew(world: SmallWorld) -> None:
    answered(world)
    comes_back(world, Message.objects.get(is_own=True))
    world.says("Thank you, all is well", key="asked", scope="private")
    assert world.conversation().status == "open"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("550 5.1.1 <kajsa@x.example> unknown", "mailbox unknown"),
        ("552 5.2.2 over quota", "mailbox full"),
        ("554 5.7.26 not signed", "their server refuses us"),
        ("550 No such user here", "550 No such user here"),
        ("", "no reason given"),
    ],
)
def test_why_it_came_back_is_said_in_few_words(text: str, said: str) -> None:
    assert returned_words(bounce_reason(text)) == said


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
