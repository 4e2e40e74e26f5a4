"""What was solved in private is told to the thread only if the customer agreed, and only by a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.contract import SolvedView
from rapport.converse.errors import CannotSaySolved, NothingToSay
from rapport.converse.models import Conversation, SolvedInPublic
from rapport.converse.testing import SmallWorld
from rapport.people.actions import erase_person
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)
LINE = "Solved together in private."


@pytest.fixture
def asked(world: SmallWorld) -> Conversation:
    world.says("Where is my refund?", key="k-1")
    return world.conversation()


@pytest.fixture
def by_form(asked: Conversation, alice: Member) -> Conversation:
    """They wrote through the link, and ticked nothing."""
    secret = actions.make_private_link(asked.pk, by=alice, now=NOON)
    actions.take_private_words(secret, text="It is KX7QP2.", solved=False, now=NOON)
    return asked


@pytest.fixture
def agreed(by_form: Conversation, alice: Member) -> Conversation:
    actions.note_agreed(by_form.pk, by=alice, now=NOON)
    actions.resolve(by_form.pk, by=alice, now=NOON)
    return by_form


def shown(member: Member, conversation: Conversation) -> SolvedView:
    return queries.conversation_page(member, conversation.pk, now=LATER).solved


def events(member: Member, conversation: Conversation) -> list[str]:
    page = queries.conversation_page(member, conversation.pk, now=LATER)
    return [turn.text for turn in page.turns if turn.text.startswith("solved")]


def test_whoever_noted_that_they_agreed_stands_on_the_timeline(
    by_form: Conversation, alice: Member
) -> None:
    assert shown(alice, by_form).state == "private"
    for _ in range(2):
        actions.note_agreed(by_form.pk, by=alice, now=NOON)
    assert shown(alice, by_form) == SolvedView("agreed")
    assert events(alice, by_form) == ["solved_agreed"]


def test_the_line_goes_under_their_public_words_and_can_be_taken_back(
    agreed: Conversation, alice: Member
) -> None:
    delivery = actions.say_solved(agreed.pk, LINE, by=alice, now=NOON)
    assert (delivery.text, delivery.reply_to_key, delivery.scope) == (LINE, "k-1", "public")
    assert delivery.origin == "member"
    assert shown(alice, agreed).state == "said"
    with pytest.raises(CannotSaySolved, match="told already"):
        actions.say_solved(agreed.pk, LINE, by=alice, now=NOON)
    assert actions.undo_send(delivery.pk, by=alice, now=NOON)
    assert shown(alice, agreed).state == "agreed"
    assert actions.say_solved(agreed.pk, LINE, by=alice, now=NOON).pk != delivery.pk
    agreed.refresh_from_db()
    assert agreed.status == "resolved"


def test_after_private_messages_it_still_goes_under_the_public_ones(
    world: SmallWorld, asked: Conversation, alice: Member
) -> None:
    world.passes(minutes=5)
    world.says("My booking is KX7QP2.", scope="private", key="k-2")
    assert world.conversation() == asked
    actions.note_agreed(asked.pk, by=alice, now=LATER)
    actions.resolve(asked.pk, by=alice, now=LATER)
    delivery = actions.say_solved(asked.pk, LINE, by=alice, now=LATER)
    assert (delivery.reply_to_key, delivery.scope) == ("k-1", "public")


def test_nothing_is_said_without_their_word_or_before_it_is_solved(
    by_form: Conversation, alice: Member
) -> None:
    with pytest.raises(CannotSaySolved, match="have not agreed"):
        actions.say_solved(by_form.pk, LINE, by=alice, now=NOON)
    actions.note_agreed(by_form.pk, by=alice, now=NOON)
    with pytest.raises(CannotSaySolved, match="not resolved"):
        actions.say_solved(by_form.pk, LINE, by=alice, now=NOON)
    actions.resolve(by_form.pk, by=alice, now=NOON)
    with pytest.raises(NothingToSay):
        actions.say_solved(by_form.pk, " ", by=alice, now=NOON)
    assert not Delivery.objects.exists()


def test_what_was_noted_by_mistake_is_taken_back_and_a_tick_of_theirs_never(
    asked: Conversation, by_form: Conversation, alice: Member
) -> None:
    actions.note_agreed(by_form.pk, by=alice, now=NOON)
    for _ in range(2):
        actions.take_back_agreed(by_form.pk, by=alice, now=LATER)
    assert events(alice, by_form) == ["solved_agreed", "solved_not_agreed"]
    secret = actions.make_private_link(asked.pk, by=alice, now=NOON)
    actions.take_private_words(secret, text="Yes!", solved=True, may_say=True, now=NOON)
    actions.take_back_agreed(asked.pk, by=alice, now=LATER)
    assert shown(alice, asked) == SolvedView("agreed", by_form=True)


def test_a_box_left_empty_on_the_form_is_no_agreement(asked: Conversation, alice: Member) -> None:
    secret = actions.make_private_link(asked.pk, by=alice, now=NOON)
    actions.take_private_words(secret, text="Solved!", solved=True, now=NOON)
    assert shown(alice, asked).state == "private"


def test_a_permission_alone_is_no_message(asked: Conversation, alice: Member) -> None:
    secret = actions.make_private_link(asked.pk, by=alice, now=NOON)
    with pytest.raises(NothingToSay):
        actions.take_private_words(secret, text=" ", solved=False, may_say=True, now=NOON)
    assert not SolvedInPublic.objects.exists()


@pytest.mark.parametrize("scope", ["public", "private"])
def test_where_only_one_side_of_it_exists_there_is_nothing_to_tell(
    world: SmallWorld, alice: Member, scope: str
) -> None:
    world.says("Hello", who="bo", scope=scope)
    assert shown(alice, world.conversation("bo")).state == ""
    with pytest.raises(CannotSaySolved):
        actions.note_agreed(world.conversation("bo").pk, by=alice, now=NOON)


def test_a_lead_changes_the_words_and_an_agent_does_not(
    agreed: Conversation, alice: Member, lena: Member
) -> None:
    actions.set_solved_line("  All sorted,\n with thanks. ", by=lena)
    assert shown(alice, agreed).line == queries.solved_line() == "All sorted, with thanks."
    with pytest.raises(InvalidEntry):
        actions.set_solved_line("x" * 201, by=lena)
    with pytest.raises(NotAllowed):
        actions.set_solved_line("Mine.", by=alice)


def test_an_erasure_takes_it_along(agreed: Conversation, lena: Member, echo: EchoNetwork) -> None:
    erase_person(agreed.person_id, by=lena, now=NOON)
    assert not SolvedInPublic.objects.exists()
