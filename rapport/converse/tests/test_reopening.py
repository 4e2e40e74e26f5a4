"""Reopened, a conversation waits since they wrote what we have not answered, however much was said before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.models.signals import post_init

from rapport.channels import actions as channels
from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.models import Message
from rapport.understand.models import Reading
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(world: SmallWorld, echo: EchoNetwork) -> Message:
    return world.says("Where is my train?", key=echo.says("Where is my train?", by="kajsa"))


def reopened(world: SmallWorld, by: Member) -> Conversation:
    pk = world.conversation().pk
    actions.resolve(pk, by=by, now=world.now)
    actions.reopen(pk, by=by, now=world.passes(minutes=1))
    return world.conversation()


def later(world: SmallWorld, text: str) -> Message:
    return world.says(text, at=world.passes(minutes=5))


@contextmanager
def messages_read() -> Iterator[list[int]]:
    read: list[int] = []

    def note(instance: Message, **_: Any) -> None:
        read.append(instance.pk)

    post_init.connect(note, sender=Message)
    try:
        yield read
    finally:
        post_init.disconnect(note, sender=Message)


def test_of_a_long_conversation_no_more_is_read_than_of_a_short_one(
    world: SmallWorld, asked: Message, alice: Member
) -> None:
    with messages_read() as of_short:
        reopened(world, alice)
    for number in range(12):
        later(world, f"And where is bag {number}?")
    with messages_read() as of_long:
        found = reopened(world, alice)
    assert found.waiting_since == asked.created_at
    assert len(of_long) == len(of_short)


def test_it_waits_since_what_they_wrote_after_our_answer(
    world: SmallWorld, asked: Message, alice: Member
) -> None:
    world.ours("It leaves at 18:40.", under=asked.remote_key, at=world.passes(minutes=5))
    again = later(world, "From which platform?")
    later(world, "Hello? From which platform?")
    found = reopened(world, alice)
    assert (found.status, found.waiting_since) == ("open", again.created_at)


def test_what_only_shows_that_we_heard_is_no_answer(
    world: SmallWorld, asked: Message, alice: Member
) -> None:
    sign = actions.acknowledge(
        world.conversation().pk, by=alice, now=world.now, text="We look into it."
    )
    assert sign is not None
    Delivery.objects.filter(pk=sign.pk).update(due_at=sign.created_at)
    channels._wake(sign.account_id)
    run_jobs()
    assert Message.objects.filter(delivery=sign).exists()
    assert reopened(world, alice).waiting_since == asked.created_at


def test_it_waits_since_what_wants_an_answer_and_else_since_anything(
    world: SmallWorld, asked: Message, alice: Member
) -> None:
    second = later(world, "Where is my bag?")
    wants_nothing = {"needs_answer": False, "danger": False, "intent": "other"}
    Reading.objects.filter(message=asked).update(**wants_nothing)
    assert reopened(world, alice).waiting_since == second.created_at
    Reading.objects.filter(message=second).update(**wants_nothing)
    assert reopened(world, alice).waiting_since == asked.created_at


def test_what_machines_wrote_and_what_was_taken_back_waits_for_nobody(
    world: SmallWorld, asked: Message, alice: Member
) -> None:
    second = later(world, "Where is my bag?")
    third = later(world, "Where is my coat?")
    Message.objects.filter(pk=asked.pk).update(automatic="autoreply")
    Message.objects.filter(pk=second.pk).update(deleted_at=world.now)
    assert reopened(world, alice).waiting_since == third.created_at
    Reading.objects.filter(message=asked).update(danger=True)
    assert reopened(world, alice).waiting_since == asked.created_at
