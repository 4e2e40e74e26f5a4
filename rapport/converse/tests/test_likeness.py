"""How the team answered the like before: what is alike, who said it, and nothing of the other person."""

from __future__ import annotations

import pytest

from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.models import Answer
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
LAMP = "My bicycle lamp was stolen on the night train to Narvik, what can I do?"


def answered(
    world: SmallWorld, by: Member, question: str, answer: str, *, who: str, scope: str = "public"
) -> int:
    """Somebody asked, one of us answered, it stands and is resolved."""
    world.says(question, who=who, scope=scope, at=world.passes(minutes=1))
    pk = world.conversation(who).pk
    actions.reply(pk, answer, by=by, now=NOON)
    delivery = Answer.objects.get(conversation=pk).delivery
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.SENT, sent_at=NOON)
    actions.answer_sent(delivery.pk, now=NOON)
    actions.resolve(pk, by=by, now=NOON)
    return pk


@pytest.fixture
def past(world: SmallWorld, echo: EchoNetwork, bob: Member) -> SmallWorld:
    lamp = "Somebody stole the lamp of my bicycle on the night train"
    answered(world, bob, lamp, "Dear Bosse, sorry. Report it at lost property.", who="bosse")
    answered(world, bob, "Is the dining car open today?", "It is, until ten.", who="cia")
    answered(world, bob, "Where is my refund?", "It left our bank today.", who="dan")
    world.says(LAMP, who="kajsa", at=world.passes(minutes=1))
    return world


def test_the_likest_stands_with_its_source_and_our_customers_name(
    past: SmallWorld, alice: Member
) -> None:
    found = queries.answered_alike(alice, past.conversation("kajsa").pk)
    assert [one.answer for one in found] == ["Dear Kajsa, sorry. Report it at lost property."]
    assert (found[0].by, found[0].to) == ("Bob Karlsson", "Bosse")
    assert found[0].conversation_id == past.conversation("bosse").pk
    assert 0.18 <= found[0].likeness <= 1


def test_what_was_said_in_private_is_not_offered_for_the_public(
    world: SmallWorld, echo: EchoNetwork, bob: Member
) -> None:
    answered(world, bob, LAMP, "Your card is 4711.", who="bosse", scope="private")
    world.says(LAMP, who="kajsa", at=world.passes(minutes=1))
    assert queries.answered_alike(bob, world.conversation("kajsa").pk) == []


def test_no_words_no_likeness(world: SmallWorld, alice: Member) -> None:
    world.says("?!", who="kajsa")
    assert queries.answered_alike(alice, world.conversation("kajsa").pk) == []


@pytest.mark.parametrize(
    "text", ["' | !x & (", "it's a 'quoted' <-> word", "🚆🚆🚆🚆", "列車が遅れています"]
)
def test_no_text_breaks_the_search(world: SmallWorld, alice: Member, text: str) -> None:
    world.says(text, who="kajsa")
    assert queries.answered_alike(alice, world.conversation("kajsa").pk) == []


def test_it_costs_three_statements(
    past: SmallWorld, alice: Member, django_assert_num_queries: object
) -> None:
    pk = past.conversation("kajsa").pk
    with django_assert_num_queries(3):  # type: ignore[operator]
        queries.answered_alike(alice, pk)
