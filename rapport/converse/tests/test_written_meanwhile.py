"""What a customer writes while an answer is on its way is not answered by it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.channels import actions as channels
from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.actions.outcomes import answer_sent
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.models import Message
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db
Status = Conversation.Status


@pytest.fixture
def waiting(world: SmallWorld, echo: EchoNetwork) -> Conversation:
    world.says("Where is my train?", key=echo.says("Where is my train?", by="kajsa"))
    return world.conversation()


def writes_again(world: SmallWorld, echo: EchoNetwork, text: str) -> Message:
    world.passes(minutes=1)
    return world.says(text, key=echo.says(text, by="kajsa"))


def leaves(delivery: Delivery, world: SmallWorld) -> None:
    """The undo time is over, and the answer goes out and is told back by the network."""
    world.passes(minutes=1)
    Delivery.objects.filter(pk=delivery.pk).update(due_at=delivery.created_at)
    channels._wake(delivery.account_id)
    run_jobs()


def test_a_message_between_the_writing_and_the_sending_waits_on_with_a_clock_of_its_own(
    world: SmallWorld, waiting: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    delivery = actions.reply(waiting.pk, "It leaves at 18:40.", by=alice, now=world.now)
    again = writes_again(world, echo, "And my refund, where is it?")
    leaves(delivery, world)
    waiting.refresh_from_db()
    delivery.refresh_from_db()
    assert (waiting.status, waiting.waiting_since) == (Status.OPEN, again.created_at)
    assert waiting.first_answered_at == delivery.sent_at
    assert waiting.next_due_at == again.created_at + timedelta(minutes=60)
    page = queries.conversation_page(alice, waiting.pk, now=world.now)
    assert [(c.name, c.state) for c in page.clocks] == [
        ("acknowledge", "done"),
        ("next", "running"),
    ]
    answer_sent(delivery.pk, now=world.now)  # a job may run twice
    waiting.refresh_from_db()
    assert (waiting.status, waiting.waiting_since) == (Status.OPEN, again.created_at)


def test_the_answer_to_it_ends_its_wait(
    world: SmallWorld, waiting: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    first = actions.reply(waiting.pk, "It leaves at 18:40.", by=alice, now=world.now)
    writes_again(world, echo, "And my refund, where is it?")
    leaves(first, world)
    second = actions.reply(waiting.pk, "On its way.", by=alice, now=world.now)
    leaves(second, world)
    answer_sent(first.pk, now=world.now)
    waiting.refresh_from_db()
    second.refresh_from_db()
    assert (waiting.status, waiting.waiting_since) == (Status.WAITING, None)
    assert waiting.answered_at == second.sent_at


def test_thanks_between_the_writing_and_the_sending_wait_for_nothing(
    world: SmallWorld, waiting: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    delivery = actions.reply(waiting.pk, "It leaves at 18:40.", by=alice, now=world.now)
    writes_again(world, echo, "ok")
    leaves(delivery, world)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.waiting_since) == (Status.WAITING, None)


def test_what_came_before_the_writing_is_answered_all_of_it(
    world: SmallWorld, waiting: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    writes_again(world, echo, "And my refund, where is it?")
    world.passes(minutes=1)
    delivery = actions.reply(waiting.pk, "18:40, and on its way.", by=alice, now=world.now)
    leaves(delivery, world)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.waiting_since) == (Status.WAITING, None)


def test_an_answer_given_on_the_network_itself_and_heard_late_answers_what_stood_before_it(
    world: SmallWorld, waiting: Conversation, echo: EchoNetwork
) -> None:
    written = world.passes(minutes=1)
    again = writes_again(world, echo, "And my refund, where is it?")
    world.passes(minutes=1)
    first = waiting.last_customer_message
    assert first is not None
    world.ours("It leaves at 18:40.", under=first.remote_key, at=written)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.waiting_since) == (Status.OPEN, again.created_at)
    assert waiting.first_answered_at == written
    assert waiting.next_due_at == again.created_at + timedelta(minutes=60)
