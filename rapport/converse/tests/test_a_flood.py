"""Somebody who writes five hundred times in a minute is one conversation, read in windows and answered once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from rapport.channels.contract import Author
from rapport.converse import queries
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.listen.models import Message
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
FLOOD = 500


def test_five_hundred_messages_in_a_minute_are_one_conversation_with_one_clock(
    world: SmallWorld, alice: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    kajsa = Author(remote_id="echo:kajsa", handle="kajsa", name="Kajsa")
    said = [
        world.post(
            f"Where is my refund? {number}",
            author=kajsa,
            at=NOON + timedelta(seconds=number * 60 / FLOOD),
            to_us=True,
        )
        for number in range(FLOOD)
    ]
    world.passes(minutes=1)
    for begin in range(0, FLOOD, 50):
        world.receive(*said[begin : begin + 50])
    world.says("Is the 09:40 running?", who="ben", at=world.now)
    conversation = Conversation.objects.get(person__handles__name="kajsa")
    assert Message.objects.filter(author__name="kajsa").count() == FLOOD
    assert (conversation.waiting_since, conversation.opened_at) == (NOON, NOON)
    assert conversation.acknowledge_due_at == NOON + timedelta(minutes=15)
    assert conversation.last_customer_message.text == f"Where is my refund? {FLOOD - 1}"
    # Nobody else is crowded out: two rows, each once.
    assert sorted(row.who for row in queries.inbox(alice)) == ["Ben", "Kajsa"]
    with django_assert_max_num_queries(10):
        page = queries.conversation_page(alice, conversation.pk, now=world.now)
    assert len(page.turns) < FLOOD
    assert page.turns[-1].text == f"Where is my refund? {FLOOD - 1}"
