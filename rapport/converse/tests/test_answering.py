"""Answering: sent once, undone in time, held with a reason, and never over a colleague unawares."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.channels import actions as channels
from rapport.channels.errors import Refused, SignInAgain
from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.errors import CannotAnswer, NothingToSay, SomebodyAnswers, TooLong
from rapport.converse.models import Conversation, ReplyDraft
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.workspace.actions import set_read_only
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db
Status = Conversation.Status


@pytest.fixture
def waiting(world: SmallWorld, echo: EchoNetwork) -> Conversation:
    world.says("Where is my train?", key=echo.says("Where is my train?", by="kajsa"))
    return world.conversation()


def test_a_reply_moves_the_conversation_at_once_and_stops_clocks_when_it_is_sent(
    world: SmallWorld, waiting: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    delivery = actions.reply(waiting.pk, "It leaves at 18:40.", by=alice, now=world.now)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.answered_at, waiting.assignee) == (Status.WAITING, None, alice)
    assert echo.texts == []
    _send_due(delivery)
    waiting.refresh_from_db()
    delivery.refresh_from_db()
    assert echo.texts == ["It leaves at 18:40."]
    assert waiting.answered_at == waiting.acknowledged_at == delivery.sent_at


def test_a_sent_reply_becomes_one_turn_whether_or_not_the_network_echoes_it(
    world: SmallWorld, waiting: Conversation, alice: Member
) -> None:
    delivery = actions.reply(waiting.pk, "It leaves at 18:40.", by=alice, now=world.now)
    _send_due(delivery)
    page = queries.conversation_page(alice, waiting.pk, now=world.now)
    ours = [t for t in page.turns if t.kind == "ours"]
    assert [(t.text, t.member_name) for t in ours] == [("It leaves at 18:40.", alice.name)]
    assert ours[0].delivery is not None
    assert ours[0].delivery.state == "sent"


def test_undo_takes_it_back_and_gives_the_words_back_as_a_draft(
    world: SmallWorld, waiting: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    delivery = actions.reply(waiting.pk, "Whatever.", by=alice, now=world.now)
    assert actions.undo_send(delivery.pk, by=alice, now=world.now + timedelta(seconds=9))
    waiting.refresh_from_db()
    assert waiting.status == Status.OPEN
    assert ReplyDraft.objects.get().text == "Whatever."
    _send_due(delivery)
    assert echo.texts == []


def test_undo_after_it_left_says_no(
    world: SmallWorld, waiting: Conversation, alice: Member
) -> None:
    delivery = actions.reply(waiting.pk, "It leaves at 18:40.", by=alice, now=world.now)
    _send_due(delivery)
    assert not actions.undo_send(delivery.pk, by=alice, now=world.now)


def test_a_lost_receipt_doubles_nothing(
    world: SmallWorld, waiting: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    delivery = actions.reply(waiting.pk, "It leaves at 18:40.", by=alice, now=world.now)
    echo.lose_receipt()
    _send_due(delivery)
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.UNKNOWN
    _send_due(delivery)
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.SENT
    assert echo.texts == ["It leaves at 18:40."]


def test_a_worker_killed_between_send_and_receipt_doubles_nothing(
    world: SmallWorld, waiting: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    delivery = actions.reply(waiting.pk, "It leaves at 18:40.", by=alice, now=world.now)
    echo.lose_receipt()
    _send_due(delivery)
    # What a killed worker leaves behind: the post stands, and the row says "sending".
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.SENDING)
    _send_due(delivery)
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.SENT
    assert echo.texts == ["It leaves at 18:40."]


def test_what_the_network_refuses_waits_again_with_the_reason(
    world: SmallWorld, waiting: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    delivery = actions.reply(waiting.pk, "It leaves at 18:40.", by=alice, now=world.now)
    echo.fail_next(Refused("Replies to this post are closed."))
    _send_due(delivery)
    waiting.refresh_from_db()
    page = queries.conversation_page(alice, waiting.pk, now=world.now)
    refused = [t.delivery for t in page.turns if t.delivery]
    assert waiting.status == Status.OPEN
    assert [(d.state, d.reason) for d in refused if d] == [
        ("refused", "Replies to this post are closed.")
    ]
    assert ReplyDraft.objects.get().text == "It leaves at 18:40."


def test_stop_sending_holds_the_next_reply_with_its_reason_and_letting_go_sends_it(
    world: SmallWorld, waiting: Conversation, alice: Member, lena: Member, echo: EchoNetwork
) -> None:
    hold = channels.stop_sending(
        world.account, reason="The station is on fire.", by=lena, now=world.now
    )
    delivery = actions.reply(waiting.pk, "Please keep calm.", by=alice, now=world.now)
    run_jobs()
    waiting.refresh_from_db()
    assert (delivery.state, delivery.reason) == (Delivery.State.HELD, "The station is on fire.")
    assert waiting.status == Status.OPEN
    assert channels.lift(hold, by=lena, now=world.now) == 1
    run_jobs()
    waiting.refresh_from_db()
    assert waiting.status == Status.WAITING
    _send_due(delivery)
    assert echo.texts == ["Please keep calm."]


def test_a_hold_placed_within_the_undo_time_catches_what_is_queued(
    world: SmallWorld, waiting: Conversation, alice: Member, lena: Member, echo: EchoNetwork
) -> None:
    delivery = actions.reply(waiting.pk, "Please keep calm.", by=alice, now=world.now)
    channels.stop_sending(world.account, reason="Wait.", by=lena, now=world.now)
    _send_due(delivery)
    assert echo.texts == []


def test_one_of_two_who_claim_wins_and_the_other_is_told_who(
    world: SmallWorld, waiting: Conversation, alice: Member, bob: Member
) -> None:
    assert actions.claim(waiting.pk, by=alice, now=world.now).granted
    second = actions.claim(waiting.pk, by=bob, now=world.now)
    assert (second.granted, second.holder_name) == (False, alice.name)
    with pytest.raises(SomebodyAnswers, match="Alice Ode is answering this"):
        actions.reply(waiting.pk, "Me too.", by=bob, now=world.now)


def test_a_claim_ends_by_itself(
    world: SmallWorld, waiting: Conversation, alice: Member, bob: Member
) -> None:
    actions.claim(waiting.pk, by=alice, now=world.now)
    assert actions.claim(waiting.pk, by=bob, now=world.now + timedelta(seconds=46)).granted


def test_the_second_answer_to_one_message_is_stopped_unless_it_is_meant(
    world: SmallWorld, waiting: Conversation, alice: Member, bob: Member
) -> None:
    actions.reply(waiting.pk, "At 18:40.", by=alice, now=world.now)
    with pytest.raises(SomebodyAnswers, match="has answered this already"):
        actions.reply(waiting.pk, "At 18:50.", by=bob, now=world.now)
    assert actions.reply(waiting.pk, "And platform 2.", by=bob, now=world.now, answer_over=True)


def test_a_like_acknowledges_praise_and_closes_its_clock(
    world: SmallWorld, alice: Member, echo: EchoNetwork
) -> None:
    key = echo.says("Thank you for waiting, lovely crew", by="owl")
    world.says("Thank you for waiting, lovely crew", who="owl", key=key)
    conversation = world.conversation("owl")
    delivery = actions.acknowledge(conversation.pk, by=alice, now=world.now)
    assert delivery is not None
    run_jobs()
    conversation.refresh_from_db()
    assert conversation.acknowledged_at is not None
    assert conversation.status == Status.QUIET


def test_a_like_acknowledges_a_question_and_leaves_its_answer_clock_running(
    world: SmallWorld, waiting: Conversation, alice: Member
) -> None:
    actions.acknowledge(waiting.pk, by=alice, now=world.now)
    run_jobs()
    waiting.refresh_from_db()
    assert waiting.acknowledged_at is not None
    assert (waiting.status, waiting.answered_at) == (Status.OPEN, None)


def test_a_sentence_that_acknowledges_leaves_the_answer_clock_running_too(
    world: SmallWorld, waiting: Conversation, alice: Member
) -> None:
    said = actions.acknowledge(waiting.pk, by=alice, now=world.now, text="We hear you.")
    assert said is not None
    _send_due(said)  # and the network tells it back to us as a message of ours
    waiting.refresh_from_db()
    assert waiting.acknowledged_at is not None
    assert (waiting.status, waiting.answered_at) == (Status.OPEN, None)


def test_a_read_only_workspace_cannot_send(
    world: SmallWorld, waiting: Conversation, alice: Member, olivia: Member
) -> None:
    set_read_only(True, by=olivia)
    with pytest.raises(CannotAnswer, match="read-only"):
        actions.reply(waiting.pk, "It leaves at 18:40.", by=alice, now=world.now)
    assert not Delivery.objects.exists()


def test_what_was_queued_when_the_workspace_became_read_only_does_not_leave(
    world: SmallWorld, waiting: Conversation, alice: Member, olivia: Member, echo: EchoNetwork
) -> None:
    delivery = actions.reply(waiting.pk, "It leaves at 18:40.", by=alice, now=world.now)
    set_read_only(True, by=olivia)
    _send_due(delivery)
    delivery.refresh_from_db()
    assert echo.texts == []
    assert delivery.state == Delivery.State.REFUSED


@pytest.mark.parametrize("text", ["", "   \n\t"])
def test_an_empty_reply_is_refused(
    world: SmallWorld, waiting: Conversation, alice: Member, text: str
) -> None:
    with pytest.raises(NothingToSay):
        actions.reply(waiting.pk, text, by=alice, now=world.now)


def test_a_reply_longer_than_the_network_takes_says_by_how_much(
    world: SmallWorld, waiting: Conversation, alice: Member
) -> None:
    with pytest.raises(TooLong, match="Shorten it by 99700"):
        actions.reply(waiting.pk, "x" * 100_000, by=alice, now=world.now)


def test_a_dead_token_holds_what_waits_and_signing_in_again_lets_it_go(
    world: SmallWorld, waiting: Conversation, alice: Member, echo: EchoNetwork
) -> None:
    delivery = actions.reply(waiting.pk, "It leaves at 18:40.", by=alice, now=world.now)
    echo.fail_next(SignInAgain("The password was changed."))
    _send_due(delivery)
    delivery.refresh_from_db()
    world.account.refresh_from_db()
    assert (delivery.state, world.account.state) == (Delivery.State.HELD, "sign_in")
    assert "must sign in again" in delivery.reason


def _send_due(delivery: Delivery) -> None:
    """Let the undo time pass and send what is due."""
    Delivery.objects.filter(pk=delivery.pk).update(due_at=delivery.created_at)
    channels._wake(delivery.account_id)
    run_jobs()
