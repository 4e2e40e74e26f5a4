"""Who was told of a fact on the board, and who knows an end that holds no longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rapport.channels.models import Delivery
from rapport.converse import actions, queries
from rapport.converse.models import Conversation, ToldFact
from rapport.converse.queries import Told
from rapport.converse.testing import SmallWorld
from rapport.listen import actions as listen
from rapport.listen.contract import WrittenFact
from rapport.listen.models import BoardFact
from rapport.people.actions import erase_person
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

SIX = NOON + timedelta(hours=6)
LIFT = WrittenFact("Lift out of order", "Halden Central", ends_at=SIX, sayable=True)
LINE = "Lift out of order, Halden Central, until 18:00."


@pytest.fixture
def lift(world: SmallWorld, alice: Member) -> BoardFact:
    return listen.write_fact(LIFT, brand=world.account.brand, by=alice, now=NOON)


@pytest.fixture
def asks(world: SmallWorld, lift: BoardFact) -> Conversation:
    world.says("Is the lift at Central broken?", who="kajsa")
    return world.conversation("kajsa")


def reply(
    conversation: Conversation,
    text: str,
    by: Member,
    *,
    put_in: Mapping[int, datetime | None] | None = None,
) -> Delivery:
    return actions.reply(
        conversation.pk, text, by=by, now=NOON, answer_over=True, said_facts=put_in
    )


def moved(lift: BoardFact, by: Member, *, hours: float) -> None:
    now = BoardFact.objects.get(pk=lift.pk)
    written = replace(LIFT, ends_at=SIX + timedelta(hours=hours))
    listen.change_fact(lift.pk, written, seen_version=now.version, by=by, now=NOON)


def told(lift: BoardFact) -> list[Told]:
    return queries.told([lift.pk]).get(lift.pk, [])


def know_another(lift: BoardFact) -> list[int]:
    return [one.conversation_id for one in told(lift) if one.is_old]


def test_a_reply_that_names_the_end_tells_of_the_fact(
    lift: BoardFact, asks: Conversation, alice: Member
) -> None:
    reply(asks, "Sorry, it should work again by 6 pm.", alice)
    [one] = told(lift)
    assert (one.who, one.end_told, one.is_old, one.member_name) == (
        "Kajsa",
        SIX,
        False,
        "Alice Ode",
    )


@pytest.mark.parametrize("text", ["Sorry, we look into it.", "We call you at 18:05."])
def test_a_reply_that_does_not_name_the_end_tells_of_nothing(
    lift: BoardFact, asks: Conversation, alice: Member, text: str
) -> None:
    reply(asks, text, alice)
    assert told(lift) == []


def test_a_line_that_was_put_in_tells_of_it_as_long_as_half_of_it_stands(
    lift: BoardFact, asks: Conversation, alice: Member
) -> None:
    reply(asks, "The lift is out of order at Halden Central, sorry.", alice, put_in={lift.pk: SIX})
    reply(asks, "Something else was written over it.", alice, put_in={lift.pk: SIX})
    [kept] = ToldFact.objects.all()
    assert kept.end_told is None


def test_when_the_end_moves_later_or_earlier_those_who_were_told_are_named(
    lift: BoardFact, asks: Conversation, alice: Member
) -> None:
    reply(asks, LINE, alice, put_in={lift.pk: SIX})
    assert know_another(lift) == []
    for hours in (2, -2):
        moved(lift, alice, hours=hours)
        assert know_another(lift) == [asks.pk]
    moved(lift, alice, hours=0)
    assert know_another(lift) == []


def test_whoever_was_told_the_new_end_too_knows_it(
    lift: BoardFact, asks: Conversation, alice: Member
) -> None:
    reply(asks, LINE, alice)
    moved(lift, alice, hours=2)
    reply(asks, "It takes until 20:00, sorry.", alice)
    assert know_another(lift) == []
    assert len(told(lift)) == 1


def test_an_end_that_moved_while_the_reply_was_written_is_an_old_one_at_once(
    lift: BoardFact, asks: Conversation, alice: Member
) -> None:
    moved(lift, alice, hours=2)
    reply(asks, LINE, alice, put_in={lift.pk: SIX})
    assert know_another(lift) == [asks.pk]


@pytest.mark.parametrize("state", ["undone", "refused", "held"])
def test_words_that_did_not_arrive_told_nobody(
    lift: BoardFact, asks: Conversation, alice: Member, state: str
) -> None:
    delivery = reply(asks, LINE, alice)
    Delivery.objects.filter(pk=delivery.pk).update(state=state)
    assert told(lift) == []


def test_nobody_knows_an_old_end_of_what_is_over(
    lift: BoardFact, asks: Conversation, alice: Member
) -> None:
    reply(asks, LINE, alice)
    moved(lift, alice, hours=2)
    listen.end_fact(lift.pk, by=alice, now=NOON)
    assert know_another(lift) == []
    assert len(told(lift)) == 1


def test_what_may_not_be_said_was_not_said_by_a_number_alike(
    lift: BoardFact, asks: Conversation, alice: Member
) -> None:
    BoardFact.objects.update(sayable=False)
    reply(asks, "We are here until 18:00.", alice)
    assert told(lift) == []


def test_a_fact_of_another_matter_is_not_told_by_the_same_time_of_day(
    world: SmallWorld, lift: BoardFact, alice: Member
) -> None:
    world.says("Where is my refund?", who="otto")
    reply(world.conversation("otto"), "We call you by 18:00.", alice)
    assert told(lift) == []


def test_an_erased_person_was_told_nothing(
    lift: BoardFact, asks: Conversation, alice: Member, lena: Member
) -> None:
    reply(asks, LINE, alice)
    erase_person(asks.person_id, by=lena, now=NOON)
    assert not ToldFact.objects.exists()
    assert BoardFact.objects.exists()


def test_whoever_was_told_is_found_in_one_statement(
    lift: BoardFact, asks: Conversation, world: SmallWorld, alice: Member, django_assert_num_queries
) -> None:
    for number in range(5):
        world.says("Is the lift at Central broken?", who=f"person{number}")
        reply(world.conversation(f"person{number}"), LINE, alice)
    with django_assert_num_queries(1):
        assert len(told(lift)) == 5
