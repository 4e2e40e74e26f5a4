"""A colleague reads a reply before it leaves: asked by rule, approved, changed, sent back, and never left waiting unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from rapport.channels import actions as channels
from rapport.channels.errors import SignInAgain
from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.errors import TooLong
from rapport.converse.models import Answer, Conversation, ReplyDraft
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.people.actions import erase_person
from rapport.voice import actions as voice
from rapport.voice import queries as said
from rapport.voice.errors import CannotApprove
from rapport.voice.models import Approval, ApprovalRule, Promise
from rapport.workspace.actions import deactivate, take_reply
from rapport.workspace.models import Member, Notice
from rapport.workspace.reaching.replies import reply_address, token_in
from rapport.workspace.registry import letter_of

pytestmark = pytest.mark.django_db
State = Approval.State
HOLD = [{"kind": "personal_data", "severity": "hold", "statement_id": None}]
NOTE = [{"kind": "robotic", "severity": "note", "statement_id": None}]


@pytest.fixture
def waiting(world: SmallWorld, echo: EchoNetwork) -> Conversation:
    text = "Where is my refund?"
    world.says(text, key=echo.says(text, by="kajsa"))
    return world.conversation()


@pytest.fixture
def rule(lena: Member, world: SmallWorld) -> ApprovalRule:
    return a_rule(lena, world)


def a_rule(lena: Member, world: SmallWorld, **changes: Any) -> ApprovalRule:
    values: dict[str, Any] = {"name": "Everything", "minutes": 10, **changes}
    return voice.keep_approval_rule(ApprovalRule(**values), by=lena, now=world.now)


@pytest.fixture
def asked(world: SmallWorld, waiting: Conversation, rule: ApprovalRule, alice: Member) -> Approval:
    delivery = actions.reply(waiting.pk, "You get 50 EUR.", by=alice, now=world.now)
    return Approval.objects.select_related("delivery").get(delivery=delivery)


def told(member: Member, kind: str) -> int:
    return Notice.objects.filter(member=member, kind=kind).count()


def send_due(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(due_at=delivery.created_at)
    channels._wake(delivery.account_id)
    run_jobs()


def test_it_waits_and_nothing_leaves_however_long(
    asked: Approval,
    waiting: Conversation,
    lena: Member,
    alice: Member,
    bob: Member,
    echo: EchoNetwork,
) -> None:
    assert asked.delivery.state == Delivery.State.REVIEW
    send_due(asked.delivery)
    assert echo.texts == []
    waiting.refresh_from_db()
    assert (waiting.status, waiting.answered_at) == ("open", None)
    assert [told(one, "voice.approval_asked") for one in (lena, alice, bob)] == [1, 0, 0]


def test_approved_it_leaves_after_the_undo_time_and_stops_the_clocks(
    world: SmallWorld,
    asked: Approval,
    waiting: Conversation,
    lena: Member,
    alice: Member,
    echo: EchoNetwork,
) -> None:
    actions.approve_answer(asked.pk, by=lena, now=world.passes(minutes=3))
    run_jobs()
    waiting.refresh_from_db()
    asked.delivery.refresh_from_db()
    assert (waiting.status, asked.delivery.state) == ("waiting", "queued")
    assert asked.delivery.due_at == world.now + timedelta(seconds=10)
    send_due(asked.delivery)
    assert echo.texts == ["You get 50 EUR."]
    waiting.refresh_from_db()
    assert waiting.answered_at is not None
    page = queries.conversation_page(alice, waiting.pk, now=world.now)
    [turn] = [one for one in page.turns if one.kind == "ours"]
    assert (turn.member_name, turn.approved_by, turn.is_in_other_words) == ("Alice Ode", "Lena Lund", False)  # fmt: skip


def test_who_watches_hears_of_it_when_it_leaves_and_not_while_it_waits(
    world: SmallWorld,
    waiting: Conversation,
    rule: ApprovalRule,
    alice: Member,
    bob: Member,
    lena: Member,
) -> None:
    actions.watch(waiting.pk, by=bob, now=world.now)
    delivery = actions.reply(waiting.pk, "Soon.", by=alice, now=world.now)
    run_jobs()
    assert told(bob, "converse.watched_answered") == 0
    actions.approve_answer(Approval.objects.get(delivery=delivery).pk, by=lena, now=world.now)
    run_jobs()
    assert told(bob, "converse.watched_answered") == 1


def test_changed_in_place_the_new_words_leave_and_the_old_ones_are_kept(
    world: SmallWorld, asked: Approval, lena: Member, echo: EchoNetwork
) -> None:
    actions.approve_answer(asked.pk, by=lena, now=world.now, text="You get 30 EUR.")
    asked.refresh_from_db()
    assert (asked.state, asked.original) == (State.CHANGED, "You get 50 EUR.")
    send_due(asked.delivery)
    assert echo.texts == ["You get 30 EUR."]


def test_sent_back_its_writer_has_the_words_again_and_hears_why(
    world: SmallWorld,
    asked: Approval,
    waiting: Conversation,
    lena: Member,
    alice: Member,
    echo: EchoNetwork,
) -> None:
    voice.send_back(asked.pk, by=lena, now=world.now, note="It is 30.")
    run_jobs()
    assert ReplyDraft.objects.get(member=alice).text == "You get 50 EUR."
    assert told(alice, "voice.sent_back") == 1
    asked.delivery.refresh_from_db()
    assert asked.delivery.state == Delivery.State.UNDONE
    send_due(asked.delivery)
    assert echo.texts == []
    # Written anew it is read anew.
    again = actions.reply(waiting.pk, "You get 30 EUR.", by=alice, now=world.now)
    assert again.state == Delivery.State.REVIEW


def test_its_writer_takes_it_back_and_nobody_need_read_it(
    world: SmallWorld, asked: Approval, lena: Member, alice: Member
) -> None:
    assert actions.undo_send(asked.delivery_id, by=alice, now=world.now)
    run_jobs()
    asked.refresh_from_db()
    assert asked.state == State.WITHDRAWN
    assert not said.approvals_waiting(lena).exists()
    with pytest.raises(CannotApprove, match="took it back"):
        voice.approve(asked.pk, by=lena, now=world.now)


def test_nobody_approves_their_own_and_only_who_is_asked_does(
    world: SmallWorld, asked: Approval, alice: Member, bob: Member
) -> None:
    with pytest.raises(CannotApprove, match="Somebody else"):
        voice.approve(asked.pk, by=alice, now=world.now)
    with pytest.raises(CannotApprove, match="not asked of you"):
        voice.approve(asked.pk, by=bob, now=world.now)


def test_a_guest_whom_a_rule_names_lets_nothing_go(
    world: SmallWorld, waiting: Conversation, lena: Member, alice: Member, gus: Member
) -> None:
    a_rule(lena, world, approver=gus)
    delivery = actions.reply(waiting.pk, "Soon.", by=alice, now=world.now)
    asked = Approval.objects.get(delivery=delivery)
    assert (asked.asked_of, told(gus, "voice.approval_asked")) == (None, 0)
    Approval.objects.filter(pk=asked.pk).update(asked_of=gus)
    with pytest.raises(CannotApprove, match="not asked of you"):
        voice.approve(asked.pk, by=gus, now=world.now)


def test_who_comes_second_is_told_who_decided(
    world: SmallWorld, asked: Approval, lena: Member, olivia: Member
) -> None:
    voice.approve(asked.pk, by=lena, now=world.now)
    with pytest.raises(CannotApprove, match="Lena Lund approved it already"):
        voice.send_back(asked.pk, by=olivia, now=world.now, note="No!")


def test_a_named_approver_need_not_lead_and_the_deputy_follows_then_everybody(
    world: SmallWorld,
    waiting: Conversation,
    lena: Member,
    alice: Member,
    bob: Member,
    olivia: Member,
) -> None:
    a_rule(lena, world, approver=bob, deputy=lena, minutes=5)
    delivery = actions.reply(waiting.pk, "Soon.", by=alice, now=world.now)
    asked = Approval.objects.get(delivery=delivery)
    assert (asked.asked_of, told(bob, "voice.approval_asked")) == (bob, 1)
    assert [one.pk for one in said.approvals_waiting(bob)] == [asked.pk]
    assert voice.pass_on_approvals(now=world.passes(minutes=4)) == 0
    assert voice.pass_on_approvals(now=world.passes(minutes=1)) == 1
    asked.refresh_from_db()
    assert (asked.asked_of, told(lena, "voice.approval_waits_long")) == (lena, 1)
    voice.pass_on_approvals(now=world.passes(minutes=5))
    asked.refresh_from_db()
    assert (asked.asked_of, asked.due_at) == (None, None)
    assert told(olivia, "voice.approval_waits_long") == 1
    # Everybody is asked once: the list holds it from there.
    assert voice.pass_on_approvals(now=world.passes(minutes=500)) == 0
    voice.approve(asked.pk, by=olivia, now=world.now)


def test_an_approver_who_leaves_is_not_waited_for(
    world: SmallWorld,
    waiting: Conversation,
    lena: Member,
    olivia: Member,
    alice: Member,
    bob: Member,
) -> None:
    a_rule(lena, world, approver=bob, minutes=600)
    delivery = actions.reply(waiting.pk, "Soon.", by=alice, now=world.now)
    deactivate(bob, by=olivia)
    run_jobs()
    asked = Approval.objects.get(delivery=delivery)
    assert asked.asked_of is None
    assert told(lena, "voice.approval_waits_long") == 1
    # And the next reply asks who is there from the beginning.
    another = actions.reply(waiting.pk, "Later.", by=alice, now=world.now)
    assert Approval.objects.get(delivery=another).asked_of is None


@pytest.mark.parametrize(
    ("changes", "findings", "waits"),
    [
        ({}, [], True),
        ({"severity": "hold"}, HOLD, True),
        ({"severity": "hold"}, NOTE, False),
        ({"severity": "second"}, HOLD, True),
        ({"severity": "note"}, NOTE, True),
        ({"severity": "note"}, [], False),
        ({"condition": "refund"}, [], True),
        ({"condition": "lift"}, [], False),
        ({"condition": "refund", "severity": "hold"}, NOTE, False),
        ({"newcomers_until": 1}, [], True),
    ],
)
def test_all_that_a_rule_asks_for_must_hold(
    world: SmallWorld, waiting: Conversation, lena: Member, alice: Member,
    changes: Any, findings: Any, waits: bool,
) -> None:  # fmt: skip
    a_rule(lena, world, **changes)
    delivery = actions.reply(waiting.pk, "Soon.", by=alice, now=world.now, findings=findings)
    assert (delivery.state == Delivery.State.REVIEW) is waits


def test_who_has_sent_enough_is_no_newcomer_any_more(
    world: SmallWorld, waiting: Conversation, lena: Member, alice: Member
) -> None:
    send_due(actions.reply(waiting.pk, "Soon.", by=alice, now=world.now))
    a_rule(lena, world, newcomers_until=2)
    again = actions.reply(waiting.pk, "Today.", by=alice, now=world.now)
    assert again.state == Delivery.State.REVIEW
    actions.approve_answer(Approval.objects.get(delivery=again).pk, by=lena, now=world.now)
    send_due(again)
    third = actions.reply(waiting.pk, "It is there.", by=alice, now=world.now)
    assert third.state == Delivery.State.QUEUED


def test_the_first_rule_that_fits_counts_and_those_of_other_brands_do_not(
    world: SmallWorld, waiting: Conversation, lena: Member, alice: Member
) -> None:
    first = a_rule(lena, world, name="Refunds", condition="refund")
    second = a_rule(lena, world, name="All")
    reply = actions.reply(waiting.pk, "Soon.", by=alice, now=world.now)
    assert Approval.objects.get(delivery=reply).rule == first
    voice.move_approval_rule(second.pk, places=-1, by=lena, now=world.now)
    reply = actions.reply(waiting.pk, "Today.", by=alice, now=world.now)
    assert Approval.objects.get(delivery=reply).rule == second


def test_those_who_may_approve_wait_for_nobody_unless_the_rule_says_so(
    world: SmallWorld, waiting: Conversation, lena: Member, olivia: Member
) -> None:
    rule = a_rule(lena, world)
    assert actions.reply(waiting.pk, "Soon.", by=lena, now=world.now).state == "queued"
    rule.leads_too = True
    voice.keep_approval_rule(rule, by=lena, now=world.now)
    reply = actions.reply(waiting.pk, "Today.", by=lena, now=world.now)
    assert reply.state == Delivery.State.REVIEW
    voice.approve(Approval.objects.get(delivery=reply).pk, by=olivia, now=world.now)


def test_danger_to_life_waits_for_nobody(
    world: SmallWorld, waiting: Conversation, rule: ApprovalRule, alice: Member
) -> None:
    Conversation.objects.filter(pk=waiting.pk).update(danger=True)
    delivery = actions.reply(waiting.pk, "Stay where you are.", by=alice, now=world.now)
    assert delivery.state == Delivery.State.QUEUED


def test_a_hold_that_came_meanwhile_keeps_what_was_approved(
    world: SmallWorld, asked: Approval, lena: Member, echo: EchoNetwork
) -> None:
    channels.stop_sending(world.account, reason="A storm", by=lena, now=world.now)
    actions.approve_answer(asked.pk, by=lena, now=world.now)
    asked.delivery.refresh_from_db()
    assert (asked.delivery.state, asked.delivery.reason) == ("held", "A storm")


def test_a_token_revoked_between_approval_and_sending_holds_it_and_says_so(
    world: SmallWorld, asked: Approval, lena: Member, echo: EchoNetwork
) -> None:
    actions.approve_answer(asked.pk, by=lena, now=world.now)
    echo.fail_next(SignInAgain("The password was changed."))
    send_due(asked.delivery)
    asked.delivery.refresh_from_db()
    assert asked.delivery.state == Delivery.State.HELD
    assert "must sign in again" in asked.delivery.reason


def test_the_approvers_words_must_fit_the_network_too(
    world: SmallWorld, asked: Approval, lena: Member
) -> None:
    with pytest.raises(TooLong):
        actions.approve_answer(asked.pk, by=lena, now=world.now, text="x" * 1_000)
    with pytest.raises(CannotApprove, match="no words left"):
        voice.approve(asked.pk, by=lena, now=world.now, text="  ")
    asked.refresh_from_db()
    assert asked.waits


def test_a_promise_the_approver_struck_out_is_not_owed(
    world: SmallWorld, waiting: Conversation, rule: ApprovalRule, lena: Member, alice: Member
) -> None:
    promises = [("I will call you tomorrow", world.now + timedelta(days=1))]
    text = "Sorry. I will call you tomorrow."
    delivery = actions.reply(waiting.pk, text, by=alice, now=world.now, promises=promises)
    asked = Approval.objects.get(delivery=delivery)
    actions.approve_answer(asked.pk, by=lena, now=world.now, text="Sorry. Write to us any time.")
    send_due(delivery)
    assert Answer.objects.get(delivery=delivery).promises == []
    assert not Promise.objects.exists()


@pytest.mark.parametrize(
    ("mail", "state"),
    [
        ("Yes", State.APPROVED),
        ("ok!", State.APPROVED),
        ("Ja.", State.APPROVED),
        ("Yes, but say 30 EUR", State.BACK),
        ("No", State.BACK),
    ],
)
def test_a_mail_that_says_yes_and_nothing_else_approves(
    world: SmallWorld, asked: Approval, lena: Member, mail: str, state: str
) -> None:
    voice.decide_by_mail(asked.pk, mail, by=lena, now=world.now)
    asked.refresh_from_db()
    assert (asked.state, asked.note) == (state, "" if state == State.APPROVED else mail)


def test_a_mail_that_comes_too_late_changes_nothing(
    world: SmallWorld, asked: Approval, lena: Member, olivia: Member
) -> None:
    voice.send_back(asked.pk, by=olivia, now=world.now, note="No.")
    voice.decide_by_mail(asked.pk, "Yes", by=lena, now=world.now)
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (State.BACK, olivia)


def test_erasing_the_person_stops_what_waits_and_keeps_no_words(
    world: SmallWorld, asked: Approval, waiting: Conversation, olivia: Member, echo: EchoNetwork
) -> None:
    erase_person(waiting.person_id, by=olivia, now=world.now)
    run_jobs()
    assert not Approval.objects.exists()
    delivery = Delivery.objects.get(pk=asked.delivery_id)
    assert (delivery.state, delivery.text) == (Delivery.State.UNDONE, "")


def test_the_page_takes_no_statement_more_for_what_waits(
    world: SmallWorld, waiting: Conversation, lena: Member, alice: Member,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    actions.reply(waiting.pk, "Soon.", by=alice, now=world.now)
    with CaptureQueriesContext(connection) as without:
        queries.conversation_page(alice, waiting.pk, now=world.now)
    a_rule(lena, world)
    actions.reply(waiting.pk, "Today.", by=alice, now=world.now)
    with django_assert_num_queries(len(without)):
        page = queries.conversation_page(alice, waiting.pk, now=world.now)
    [turn] = [one for one in page.turns if one.text == "Today."]
    assert turn.delivery is not None
    assert turn.delivery.approval is not None
    assert (turn.delivery.state, turn.delivery.approval.waits, turn.delivery.can_undo) == ("review", True, True)  # fmt: skip


def test_the_letter_holds_the_reply_and_its_answer_decides_once_and_from_the_approver_alone(
    world: SmallWorld, asked: Approval, lena: Member, alice: Member
) -> None:
    notice = Notice.objects.get(member=lena, kind="voice.approval_asked")
    letter = letter_of(notice)
    assert letter is not None
    assert "You get 50 EUR." in letter.text
    to_answer = replace(letter, mailbox="support@halden.example")
    token = token_in([reply_address(notice, to_answer, now=world.now)])
    refused = take_reply(token, sender=alice.email, text="Yes", key="mail-1", now=world.now)
    assert "another address" in refused
    for _again in range(2):
        taken = take_reply(token, sender=lena.email, text="Yes", key="mail-2", now=world.now)
        assert taken == ""
        run_jobs()
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (State.APPROVED, lena)
    assert letter_of(notice) is None
