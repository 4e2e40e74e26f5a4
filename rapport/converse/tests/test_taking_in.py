"""Messages become conversations: who waits, since when, and whose voices are only the audience."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.channels.contract import Author, InboundPost
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.models import Message
from rapport.understand import actions as understanding
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db
Status = Conversation.Status


def test_a_question_opens_a_conversation_with_two_clocks(world: SmallWorld) -> None:
    asked = world.says("Where is my train?")
    conversation = world.conversation()
    assert conversation.status == Status.OPEN
    assert conversation.waiting_since == asked.created_at
    assert conversation.acknowledge_due_at == asked.created_at + timedelta(minutes=15)
    assert conversation.answer_due_at == asked.created_at + timedelta(minutes=60)


def test_praise_gets_an_acknowledgement_clock_and_no_other(world: SmallWorld) -> None:
    world.says("Thank you for waiting for my connection, lovely crew")
    conversation = world.conversation()
    assert conversation.status == Status.OPEN
    assert conversation.acknowledge_due_at is not None
    assert conversation.answer_due_at is None


def test_chatter_to_us_waits_for_nobody(world: SmallWorld) -> None:
    world.says("The 18:40 to Lund, seen from my window")
    assert world.conversation().status == Status.QUIET


def test_two_messages_200_ms_apart_make_one_conversation(world: SmallWorld) -> None:
    first = world.says("Where is my train?")
    world.says("Hello?", at=first.created_at + timedelta(milliseconds=200))
    assert Conversation.objects.count() == 1
    assert world.conversation().waiting_since == first.created_at


def test_a_batch_with_both_messages_makes_one_conversation_too(world: SmallWorld) -> None:

    author = Author(remote_id="echo:kajsa", handle="kajsa")
    world.receive(
        world.post("Where?", author=author, to_us=True),
        world.post("And when?", author=author, to_us=True),
    )
    assert Conversation.objects.count() == 1
    assert world.conversation().turns.count() == 2


def test_bystanders_in_the_thread_are_kept_as_audience_without_a_conversation(
    world: SmallWorld,
) -> None:
    root = world.says("Line 4 late again?")
    world.says("Same here, still waiting", who="anders", under=root.remote_key, to_us=False)
    assert Message.objects.count() == 2
    assert Conversation.objects.count() == 1


def test_what_neither_addresses_us_nor_stands_in_our_threads_is_not_stored(
    world: SmallWorld,
) -> None:
    author_post = world.post("Nice weather", author=_author("vera"))
    received = world.receive(author_post)
    assert received.passed_by == 1
    assert not Message.objects.exists()


def test_an_answer_written_outside_rapport_stops_the_clocks(world: SmallWorld) -> None:
    asked = world.says("Where is my train?")
    at = world.passes(minutes=7)
    world.ours("It leaves at 18:40.", under=asked.remote_key)
    conversation = world.conversation()
    assert conversation.status == Status.WAITING
    assert conversation.waiting_since is None
    assert conversation.acknowledged_at == conversation.answered_at == at


def test_writing_again_after_an_answer_starts_the_next_clock(world: SmallWorld) -> None:
    asked = world.says("Where is my train?")
    world.passes(minutes=5)
    ours = world.ours("It leaves at 18:40.", under=asked.remote_key)
    world.passes(minutes=30)
    again = world.says("It did not. Where is it?", under=ours.remote_key)
    conversation = world.conversation()
    assert Conversation.objects.count() == 1
    assert (conversation.status, conversation.waiting_since) == (Status.OPEN, again.created_at)
    assert conversation.next_due_at == again.created_at + timedelta(minutes=60)


def test_our_answer_that_arrives_before_the_question_it_answers_still_counts(
    world: SmallWorld,
) -> None:
    """Out of order: the network may bring a batch in any order; ours then has no parent yet."""
    author = _author("kajsa")
    question = world.post("Where is my train?", author=author, to_us=True, at=world.now)
    ours = world.post(
        "It leaves at 18:40.",
        author=_author("us"),
        under=question.key,
        own=True,
        at=world.now + timedelta(minutes=3),
    )
    world.receive(ours, question)
    assert world.conversation().status == Status.WAITING


def test_history_stands_as_past_and_starts_no_clock(world: SmallWorld) -> None:
    asked = world.says("Where was my train?", at=world.now - timedelta(days=20))
    conversation = world.conversation()
    assert conversation.status == Status.PAST
    assert conversation.answer_due_at is None
    world.ours("At the station.", under=asked.remote_key, at=asked.created_at + timedelta(hours=9))
    assert world.conversation().answered_at == asked.created_at + timedelta(hours=9)


def test_a_correction_to_needs_no_answer_takes_it_from_the_list_and_back(
    world: SmallWorld, alice: Member
) -> None:
    message = world.says("Is it Friday yet?")

    understanding.correct(message, field="needs_answer", value="no", by=alice, now=world.now)
    run_jobs()
    assert world.conversation().status == Status.QUIET
    understanding.correct(message, field="needs_answer", value="yes", by=alice, now=world.now)
    run_jobs()
    assert world.conversation().status == Status.OPEN


def test_a_message_taken_back_by_its_writer_waits_no_more(world: SmallWorld) -> None:

    message = world.says("Where is my train?")
    world.receive(InboundPost(key=message.remote_key, deleted=True))
    message.refresh_from_db()
    assert message.text == ""
    assert world.conversation().status == Status.QUIET


def test_taking_the_same_page_in_twice_changes_nothing(world: SmallWorld) -> None:
    post = world.post("Where is my train?", author=_author("kajsa"), to_us=True)
    first = world.receive(post)
    version = world.conversation().version
    second = world.receive(post)
    assert (len(first.new_ids), second.doubled, second.new_ids) == (1, 1, ())
    assert world.conversation().version == version


def test_a_parent_that_arrives_late_joins_the_threads(world: SmallWorld) -> None:
    reply = world.says("@haldenrail is this true?", who="anders", under="root-1")
    root = world.says("Line 4 will close", who="vera", key="root-1", to_us=True)
    reply.refresh_from_db()
    assert reply.thread_id == root.thread_id
    assert reply.parent_id == root.pk


def test_a_provisional_root_that_has_a_parent_itself_merges_its_thread(world: SmallWorld) -> None:
    leaf = world.says("is this true?", who="anders", under="middle")
    world.says("the very first", who="vera", key="first")
    middle = world.says("in between", who="bo", key="middle", under="first")
    leaf.refresh_from_db()
    assert leaf.thread_id == middle.thread_id
    assert world.conversation("anders").thread_id == middle.thread_id


def _author(who: str) -> Author:
    return Author(remote_id=f"echo:{who}", handle=who)
