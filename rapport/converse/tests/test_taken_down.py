"""A network that takes an answer and then deletes it: the words stay ours, and the customer waits for us again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.channels.contract import InboundPost
from rapport.channels.duties import wake_due_accounts
from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.contract import TAKEN_DOWN
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.people.actions import erase_person
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db
Status = Conversation.Status
WORDS = "It leaves at 18:40."


@pytest.fixture
def waiting(world: SmallWorld, echo: EchoNetwork) -> Conversation:
    world.says("Where is my train?", key=echo.says("Where is my train?", by="kajsa"))
    return world.conversation()


def sent(waiting: Conversation, by: Member, *, text: str = WORDS) -> Delivery:
    """It stands on the network, with its receipt."""
    delivery = actions.reply(waiting.pk, text, by=by, now=waiting.opened_at)
    wake_due_accounts(delivery.due_at)
    run_jobs()
    delivery.refresh_from_db()
    assert delivery.state == "sent"
    return delivery


def is_deleted_there(world: SmallWorld, delivery: Delivery) -> None:
    world.receive(InboundPost(key=delivery.remote_key, deleted=True))


def test_its_customer_waits_again_from_where_they_began(
    world: SmallWorld, waiting: Conversation, alice: Member
) -> None:
    delivery = sent(waiting, alice)
    assert world.conversation().status == Status.WAITING
    is_deleted_there(world, delivery)
    after = world.conversation()
    assert (after.pk, after.status, after.answered_at) == (waiting.pk, Status.OPEN, None)
    assert after.waiting_since == waiting.waiting_since
    assert after.answer_due_at == waiting.answer_due_at
    assert after.acknowledged_at is None
    (row,) = queries.inbox(alice)
    assert row.came_back == TAKEN_DOWN


def test_its_words_stay_in_the_thread_and_it_says_that_it_is_gone(
    world: SmallWorld, waiting: Conversation, alice: Member
) -> None:
    is_deleted_there(world, sent(waiting, alice))
    page = queries.conversation_page(alice, waiting.pk, now=world.now)
    (ours,) = [turn for turn in page.turns if turn.kind == "ours"]
    assert (ours.text, ours.deleted) == (WORDS, True)


def test_it_is_not_sent_again_by_itself(
    world: SmallWorld, waiting: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    delivery = sent(waiting, alice)
    is_deleted_there(world, delivery)
    wake_due_accounts(delivery.due_at + timedelta(hours=1))
    run_jobs()
    delivery.refresh_from_db()
    assert (delivery.state, echo.texts) == ("sent", [WORDS])


def test_what_was_resolved_opens(world: SmallWorld, waiting: Conversation, alice: Member) -> None:
    delivery = sent(waiting, alice)
    actions.resolve(waiting.pk, by=alice, now=world.now)
    is_deleted_there(world, delivery)
    after = world.conversation()
    assert (after.status, after.resolved_at, after.resolved_because) == (Status.OPEN, None, "")


def test_where_another_answer_stands_nobody_is_called(
    world: SmallWorld, waiting: Conversation, alice: Member
) -> None:
    delivery = sent(waiting, alice)
    sent(waiting, alice, text="Platform 4, if you want to sit in front.")
    is_deleted_there(world, delivery)
    assert world.conversation().status == Status.WAITING


def test_the_next_answer_ends_it(world: SmallWorld, waiting: Conversation, alice: Member) -> None:
    is_deleted_there(world, sent(waiting, alice))
    sent(waiting, alice, text="Once more: at 18:40.")
    after = world.conversation()
    assert (after.status, after.came_back, after.waiting_since) == (Status.WAITING, "", None)


def test_a_message_of_theirs_that_is_deleted_calls_nobody(
    world: SmallWorld, waiting: Conversation, alice: Member
) -> None:
    sent(waiting, alice)
    said = world.conversation().last_customer_message
    assert said is not None
    world.receive(InboundPost(key=said.remote_key, deleted=True))
    after = world.conversation()
    assert (after.status, after.came_back) == (Status.WAITING, "")


def test_who_writes_with_us_elsewhere_meanwhile_is_not_asked_for_twice(
    world: SmallWorld, waiting: Conversation, alice: Member
) -> None:
    delivery = sent(waiting, alice)
    actions.resolve(waiting.pk, by=alice, now=world.now)
    world.now += timedelta(days=4)
    world.says("Do you sell bikes?", key="bikes")
    assert world.conversation().pk != waiting.pk
    is_deleted_there(world, delivery)
    waiting.refresh_from_db()
    assert waiting.status == Status.RESOLVED


def test_erasing_the_person_leaves_no_words_of_it(
    world: SmallWorld, waiting: Conversation, alice: Member, olivia: Member
) -> None:
    delivery = sent(waiting, alice)
    is_deleted_there(world, delivery)
    erase_person(waiting.person_id, by=olivia, now=world.now)
    run_jobs()
    delivery.refresh_from_db()
    assert WORDS not in delivery.text
