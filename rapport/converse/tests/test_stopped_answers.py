"""An answer that does not leave: what it changed is put back, and nothing that somebody did since."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from rapport.channels import actions as channels
from rapport.channels.errors import Refused
from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db
Status = Conversation.Status


@pytest.fixture
def waiting(world: SmallWorld, echo: EchoNetwork) -> Conversation:
    world.says("Where is my train?", key=echo.says("Where is my train?", by="kajsa"))
    return world.conversation()


@pytest.fixture
def quiet(world: SmallWorld, echo: EchoNetwork) -> Conversation:
    world.says("We are on the 07:12.", key=echo.says("We are on the 07:12.", by="kajsa"))
    found = world.conversation()
    assert found.status == Status.QUIET
    return found


def status_of(conversation: Conversation) -> str:
    conversation.refresh_from_db()
    return conversation.status


def send_due(delivery: Delivery) -> None:
    """Let the undo time pass and send what is due."""
    Delivery.objects.filter(pk=delivery.pk).update(due_at=delivery.created_at)
    channels._wake(delivery.account_id)
    run_jobs()


def test_what_a_colleague_answered_stays_answered_when_our_answer_is_refused(
    world: SmallWorld, waiting: Conversation, alice: Member, bob: Member, echo: EchoNetwork
) -> None:
    first = actions.reply(waiting.pk, "At 18:40.", by=alice, now=world.now)
    second = actions.reply(waiting.pk, "From platform 2.", by=bob, now=world.now, answer_over=True)
    later = timezone.now() + timedelta(days=1)
    Delivery.objects.filter(pk=first.pk).update(due_at=later)
    send_due(second)
    assert (status_of(waiting), waiting.waiting_since) == (Status.WAITING, None)
    echo.fail_next(Refused("Replies to this post are closed."))
    send_due(first)
    first.refresh_from_db()
    assert first.state == Delivery.State.REFUSED
    assert (status_of(waiting), waiting.waiting_since) == (Status.WAITING, None)


def test_what_was_answered_on_the_network_itself_stays_answered_when_ours_is_taken_back(
    world: SmallWorld, waiting: Conversation, alice: Member
) -> None:
    message = waiting.last_customer_message
    assert message is not None
    delivery = actions.reply(waiting.pk, "At 18:40.", by=alice, now=world.now)
    world.ours("At 18:40, platform 2.", under=message.remote_key, root=message.remote_key)
    actions.undo_send(delivery.pk, by=alice, now=world.now)
    assert status_of(waiting) == Status.WAITING


def test_of_two_answers_on_their_way_the_conversation_waits_for_us_when_both_are_taken_back(
    world: SmallWorld, waiting: Conversation, alice: Member, bob: Member
) -> None:
    first = actions.reply(waiting.pk, "At 18:40.", by=alice, now=world.now)
    second = actions.reply(waiting.pk, "From platform 2.", by=bob, now=world.now, answer_over=True)
    actions.undo_send(first.pk, by=alice, now=world.now)
    assert status_of(waiting) == Status.WAITING
    actions.undo_send(second.pk, by=bob, now=world.now)
    assert status_of(waiting) == Status.OPEN


def test_what_asked_for_nothing_asks_for_nothing_again_when_all_answers_are_taken_back(
    world: SmallWorld, quiet: Conversation, alice: Member, bob: Member
) -> None:
    first = actions.reply(quiet.pk, "Have a good trip.", by=alice, now=world.now)
    second = actions.reply(quiet.pk, "And welcome.", by=bob, now=world.now, answer_over=True)
    actions.undo_send(first.pk, by=alice, now=world.now)
    actions.undo_send(second.pk, by=bob, now=world.now)
    assert status_of(quiet) == Status.QUIET


def test_an_answer_to_what_was_resolved_never_resolves_it_again(
    world: SmallWorld, waiting: Conversation, alice: Member, bob: Member
) -> None:
    actions.resolve(waiting.pk, by=alice, now=world.now)
    first = actions.reply(waiting.pk, "At 18:40.", by=alice, now=world.now)
    assert status_of(waiting) == Status.RESOLVED
    actions.reopen(waiting.pk, by=bob, now=world.now)
    second = actions.reply(waiting.pk, "From platform 2.", by=bob, now=world.now, answer_over=True)
    actions.undo_send(first.pk, by=alice, now=world.now)
    assert status_of(waiting) == Status.WAITING
    actions.undo_send(second.pk, by=bob, now=world.now)
    assert status_of(waiting) == Status.OPEN


def test_what_somebody_resolved_snoozed_or_gave_away_since_stays_so(
    world: SmallWorld, waiting: Conversation, alice: Member, bob: Member
) -> None:
    delivery = actions.reply(waiting.pk, "At 18:40.", by=alice, now=world.now)
    until = world.now + timedelta(hours=3)
    actions.assign(waiting.pk, to=bob, by=bob, now=world.now)
    actions.snooze(waiting.pk, until=until, by=bob, now=world.now)
    actions.undo_send(delivery.pk, by=alice, now=world.now)
    assert status_of(waiting) == Status.OPEN
    assert (waiting.assignee, waiting.snoozed_until) == (bob, until)
    again = actions.reply(waiting.pk, "At 18:40.", by=alice, now=world.now)
    actions.resolve(waiting.pk, by=bob, now=world.now)
    actions.undo_send(again.pk, by=alice, now=world.now)
    assert status_of(waiting) == Status.RESOLVED
