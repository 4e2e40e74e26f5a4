"""Promises of a conversation: they bind once the answer stands, come back before they are due, and break visibly."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.errors import CannotAnswer, NothingToSay
from rapport.converse.models import Answer, Conversation
from rapport.converse.testing import SmallWorld
from rapport.voice.models import Promise
from rapport.workspace.models import Member, Notice
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
DUE = NOON + timedelta(hours=20)


@pytest.fixture
def promised(world: SmallWorld, echo: EchoNetwork, alice: Member) -> Conversation:
    """Kajsa asked, Alice answered "We will call you tomorrow", and it stands."""
    world.says("Where is my refund?")
    pk = world.conversation().pk
    words = "We will call you tomorrow."
    actions.reply(pk, words, by=alice, now=NOON, promises=[(words, DUE)])
    actions.answer_sent(Answer.objects.get().delivery_id, now=NOON)
    return world.conversation()


def chips(c: Conversation, member: Member) -> list[str]:
    return [chip.text for row in queries.inbox(member) if row.id == c.pk for chip in row.chips]


def test_it_binds_once_the_answer_stands(promised: Conversation, alice: Member) -> None:
    actions.answer_sent(Answer.objects.get().delivery_id, now=NOON)
    owed = Promise.objects.get()
    assert (owed.text, owed.due_at, owed.recorded_by) == (
        "We will call you tomorrow.",
        DUE,
        alice,
    )
    assert promised.status == "waiting"


def test_an_answer_taken_back_promised_nothing(world: SmallWorld, alice: Member) -> None:
    world.says("Where is my refund?")
    actions.reply(world.conversation().pk, "Soon.", by=alice, now=NOON, promises=[("Soon.", DUE)])
    actions.undo_send(Answer.objects.get().delivery_id, by=alice, now=NOON)
    assert not Promise.objects.exists()


def test_an_answer_held_past_what_it_promises_has_broken_it(
    world: SmallWorld, alice: Member
) -> None:
    world.says("Where is my refund?")
    actions.reply(world.conversation().pk, "Soon.", by=alice, now=NOON, promises=[("Soon.", DUE)])
    actions.answer_sent(Answer.objects.get().delivery_id, now=DUE + timedelta(hours=1))
    assert actions.bring_promises_back(now=DUE + timedelta(hours=1)) == 1
    assert "promise broken" in chips(world.conversation(), alice)


def test_it_comes_back_before_it_is_due_and_tells_whoever_made_it_once(
    promised: Conversation, alice: Member, bob: Member
) -> None:
    assert actions.bring_promises_back(now=DUE - timedelta(hours=5)) == 0
    soon = DUE - timedelta(hours=3)
    assert actions.bring_promises_back(now=soon) == 1
    assert actions.bring_promises_back(now=soon) == 0
    promised.refresh_from_db()
    assert promised.status == "open"
    assert chips(promised, alice) == ["promise owed", "question"]
    assert [(n.member, n.kind) for n in Notice.objects.all()] == [(alice, "converse.promise_due")]


def test_silence_breaks_it_visibly(promised: Conversation, alice: Member) -> None:
    late = DUE + timedelta(minutes=1)
    actions.bring_promises_back(now=late)
    promised.refresh_from_db()
    assert promised.status == "open"
    assert "promise broken" in chips(promised, alice)
    assert Notice.objects.get().kind == "converse.promise_broken"


def test_a_resolved_conversation_opens_again_for_what_is_owed(
    promised: Conversation, alice: Member
) -> None:
    actions.resolve(promised.pk, by=alice, now=NOON)
    actions.bring_promises_back(now=DUE - timedelta(hours=1))
    promised.refresh_from_db()
    assert promised.status == "open"


def test_what_was_put_off_is_back_in_the_lists_for_what_is_owed(
    promised: Conversation, alice: Member
) -> None:
    actions.snooze(promised.pk, until=DUE + timedelta(days=2), by=alice, now=NOON)
    actions.bring_promises_back(now=DUE - timedelta(hours=3))
    assert [row.id for row in queries.inbox(alice)] == [promised.pk]
    page = queries.conversation_page(alice, promised.pk, now=DUE - timedelta(hours=3))
    assert [t.text for t in page.turns if t.text.startswith("woken")] == ["woken:promise"]


def test_it_comes_back_in_the_conversation_that_the_one_of_then_is_part_of(
    world: SmallWorld, promised: Conversation, alice: Member
) -> None:
    actions.resolve(promised.pk, by=alice, now=NOON)
    earlier = Conversation.objects.get(pk=promised.pk)
    earlier.pk, earlier.opened_at = None, NOON - timedelta(days=9)
    earlier.save(force_insert=True)
    actions.merge(earlier.pk, promised.pk, by=alice, now=NOON)
    actions.bring_promises_back(now=DUE - timedelta(hours=3))
    found = dict(Conversation.objects.values_list("pk", "status"))
    assert found == {earlier.pk: "open", promised.pk: "merged"}


def test_a_kept_promise_neither_comes_back_nor_breaks(
    promised: Conversation, alice: Member
) -> None:
    actions.bring_promises_back(now=DUE - timedelta(hours=1))
    pk = Promise.objects.get().pk
    assert actions.settle(promised.pk, pk, state="kept", by=alice, now=DUE)
    assert not actions.settle(promised.pk, pk, state="kept", by=alice, now=DUE)
    assert actions.bring_promises_back(now=DUE + timedelta(days=1)) == 0
    promised.refresh_from_db()
    assert promised.status == "waiting"


def test_the_leads_are_told_where_nobody_of_then_works_here(
    promised: Conversation, alice: Member, lena: Member
) -> None:
    Member.objects.filter(pk=alice.pk).update(is_active=False)
    actions.bring_promises_back(now=DUE - timedelta(hours=1))
    assert [n.member for n in Notice.objects.all()] == [lena]


def test_by_hand_it_needs_words_and_a_moment_ahead(promised: Conversation, alice: Member) -> None:
    with pytest.raises(NothingToSay):
        actions.promise(promised.pk, " ", due_at=DUE, by=alice, now=NOON)
    with pytest.raises(CannotAnswer, match="lies ahead"):
        actions.promise(promised.pk, "A call", due_at=NOON, by=alice, now=NOON)
    made = actions.promise(promised.pk, "A voucher", due_at=DUE, by=alice, now=NOON)
    assert made.message_id == promised.last_customer_message_id
