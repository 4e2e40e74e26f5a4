"""Taking it private: by the network's own door, or by a link to our form that works once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.channels.contract import InboundPost
from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.errors import CannotAnswer, LinkTooOld, LinkUsed, NoSuchLink, NothingToSay
from rapport.converse.models import Conversation, PrivateLink
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.models import Message
from rapport.people.actions import erase_person
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(world: SmallWorld) -> Conversation:
    world.says("Where is my refund?", key="k-1")
    return world.conversation()


@pytest.fixture
def secret(asked: Conversation, alice: Member) -> str:
    return actions.make_private_link(asked.pk, by=alice, now=NOON)


def write(secret: str, text: str = "My booking is KX7QP2.", **more: object) -> None:
    given = {"solved": False, "now": NOON + timedelta(hours=1)} | more
    actions.take_private_words(secret, text=text, **given)  # type: ignore[arg-type]
    run_jobs()


def test_what_is_written_behind_the_link_joins_the_same_conversation_in_private(
    asked: Conversation, secret: str, alice: Member
) -> None:
    delivery = actions.reply(asked.pk, "Here is a link.", by=alice, now=NOON)
    actions.answer_sent(delivery.pk, now=NOON)
    write(secret, contact="kajsa@post.example")
    c = Conversation.objects.get()
    assert c.pk == asked.pk
    assert c.status == "open"
    assert c.thread_id == asked.thread_id
    said = Message.objects.latest("pk")
    assert said.scope == "private"
    assert said.text == "My booking is KX7QP2.\n\n(kajsa@post.example)"
    assert said.author == asked.last_customer_message.author  # type: ignore[union-attr]
    page = queries.conversation_page(alice, c.pk, now=NOON + timedelta(hours=2))
    assert page.passage == "continued"
    events = [turn.text for turn in page.turns if turn.kind == "event"]
    assert events == ["link_made", "link_used"]


def test_the_answer_after_it_hangs_under_the_public_post_and_is_checked_as_public(
    asked: Conversation, secret: str, alice: Member, echo: EchoNetwork
) -> None:
    write(secret)
    page = queries.conversation_page(alice, asked.pk, now=NOON + timedelta(hours=2))
    assert page.by_form
    assert page.is_public
    found = queries.check_reply(
        queries.conversation_for(alice, asked.pk),
        "Write to kajsa@post.example",
        by=alice,
        now=NOON,
        zone="UTC",
    )
    assert [f.kind for f in found] == ["personal_data"]
    delivery = actions.reply(asked.pk, "Thank you, we have it.", by=alice, now=NOON)
    assert (delivery.reply_to_key, delivery.scope) == ("k-1", "public")
    actions.answer_sent(delivery.pk, now=NOON + timedelta(hours=2))


def test_a_link_works_once_and_not_for_ever(secret: str) -> None:
    with pytest.raises(NothingToSay):
        write(secret, "  ")
    write(secret)
    with pytest.raises(LinkUsed):
        write(secret)
    with pytest.raises(NoSuchLink):
        write(secret[:-1])
    assert Message.objects.filter(scope="private").count() == 1


def test_a_link_ends_after_a_week_and_when_a_newer_one_is_made(
    asked: Conversation, secret: str, alice: Member
) -> None:
    with pytest.raises(LinkTooOld):
        write(secret, now=NOON + timedelta(days=8))
    newer = actions.make_private_link(asked.pk, by=alice, now=NOON + timedelta(minutes=1))
    with pytest.raises(LinkTooOld):
        write(secret)
    write(newer)


def test_they_may_say_that_it_is_solved_without_a_word(
    asked: Conversation, secret: str, alice: Member
) -> None:
    write(secret, "", solved=True)
    assert Message.objects.count() == 1
    page = queries.conversation_page(alice, asked.pk, now=NOON + timedelta(hours=2))
    assert page.passage == "solved"


def test_nothing_private_is_taken_private_again(world: SmallWorld, alice: Member) -> None:
    world.says("Between us", who="bo", scope="private")
    with pytest.raises(CannotAnswer, match="private already"):
        actions.make_private_link(world.conversation("bo").pk, by=alice, now=NOON)


def test_a_network_without_private_messages_says_so(asked: Conversation, alice: Member) -> None:
    with pytest.raises(CannotAnswer, match="Offer a link"):
        actions.reply(asked.pk, "Psst.", by=alice, now=NOON, privately=True)
    assert not Delivery.objects.exists()


def test_an_erasure_takes_the_links_along(asked: Conversation, secret: str, lena: Member) -> None:
    write(secret)
    erase_person(asked.person_id, by=lena, now=NOON)
    assert not PrivateLink.objects.exists()
    with pytest.raises(NoSuchLink):
        write(secret)


def test_a_message_taken_back_while_one_writes_is_not_answered(
    world: SmallWorld, asked: Conversation, alice: Member
) -> None:
    world.receive(InboundPost(key="k-1", deleted=True))
    with pytest.raises(CannotAnswer, match="took this message back"):
        actions.reply(asked.pk, "Here it is.", by=alice, now=NOON)
