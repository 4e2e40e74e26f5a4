"""A notice that asks for something counts until that is done, by whomever and however."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from pytest_django import DjangoAssertNumQueries

from rapport.channels.models import Account
from rapport.converse import actions
from rapport.converse.models import ClockPolicy, Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.workspace import actions as workspace
from rapport.workspace.models import Member, Notice
from rapport.workspace.registry import asking_kinds, notice_kinds
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
# These only tell: they count until they were seen.
TELLS_ONLY = {
    *("converse.mentioned", "converse.watched_answered", "converse.watched_noted"),
    *("converse.watched_resolved", "converse.consultation_answered", "converse.failing_fixed"),
    *("converse.left_to_you", "workspace.danger_taken"),
    *("voice.sent_back", "voice.statement_doubted", "converse.fell_silent"),
}


@pytest.fixture
def kajsa(world: SmallWorld, lena: Member, alice: Member) -> Conversation:
    Account.objects.update(owner=alice)
    policy = ClockPolicy(name="All", acknowledge_minutes=None, next_response_minutes=30)
    actions.set_policy(policy, by=lena, now=world.now)
    run_jobs()
    world.says("Where is my train?")
    return world.conversation()


@pytest.fixture
def standing(world: SmallWorld) -> Callable[[], set[str]]:
    def kinds() -> set[str]:
        workspace.settle_notices(now=world.now)
        found = Notice.objects.filter(done_at=None).values_list("kind", flat=True)
        return {kind.partition(".")[2] for kind in found}

    return kinds


def test_every_kind_says_when_it_is_done_or_only_tells() -> None:
    ours = {kind for kind in notice_kinds() if not kind.endswith((".tried", ".unknown"))}
    assert ours - set(asking_kinds()) == TELLS_ONLY


def test_a_late_clock_is_done_once_it_is_answered(
    kajsa: Conversation, world: SmallWorld, standing: Callable[[], set[str]], lena: Member
) -> None:
    for minutes in (50, 60):
        world.now = NOON + minutes * MINUTE
        actions.sound_alarms(now=world.now)
    assert standing() == {"clock_warning", "clock_breached", "clock_escalated"}
    world.ours("It is at platform 2.", under=kajsa.last_message.identity.remote_key)
    actions.sound_alarms(now=world.now)
    assert standing() == set()
    assert Notice.objects.exclude(done_at=world.now).count() == 0


def test_what_was_given_is_done_when_it_is_resolved_or_somebody_elses(
    kajsa: Conversation, world: SmallWorld, standing: Callable[[], set[str]],
    lena: Member, alice: Member, bob: Member,
) -> None:  # fmt: skip
    actions.hand_over(kajsa.pk, to=alice, by=lena, now=world.now)
    assert standing() == {"given"}
    world.now += MINUTE
    actions.hand_over(kajsa.pk, to=bob, by=lena, now=world.now)
    assert standing() == {"given"}
    assert Notice.objects.get(done_at=None).member == bob
    actions.resolve(kajsa.pk, by=bob, now=world.now)
    assert standing() == set()


def test_an_offer_is_done_when_it_is_declined(
    kajsa: Conversation, world: SmallWorld, standing: Callable[[], set[str]],
    alice: Member, bob: Member,
) -> None:  # fmt: skip
    actions.offer(kajsa.pk, to=bob, by=alice, now=world.now)
    assert standing() == {"offered"}
    actions.decline_offer(kajsa.pk, by=bob, now=world.now)
    assert standing() == set()


def test_hard_words_that_were_passed_on_are_done_when_somebody_takes_them(
    kajsa: Conversation, world: SmallWorld, standing: Callable[[], set[str]],
    alice: Member, lena: Member,
) -> None:  # fmt: skip
    actions.pass_on(kajsa.pk, by=alice, now=world.now)
    assert standing() == {"passed_on"}
    actions.assign(kajsa.pk, to=lena, by=lena, now=world.now)
    assert standing() == set()


def test_a_promise_is_done_when_it_was_kept(
    kajsa: Conversation, world: SmallWorld, standing: Callable[[], set[str]], alice: Member
) -> None:
    due = world.now + 90 * MINUTE
    made = actions.promise(kajsa.pk, "A call", due_at=due, by=alice, now=world.now)
    world.now = due - MINUTE
    actions.bring_promises_back(now=world.now)
    assert standing() == {"promise_due"}
    actions.settle(kajsa.pk, made.pk, state="kept", by=alice, now=world.now)
    assert standing() == set()


def test_a_danger_is_done_when_somebody_took_it(
    kajsa: Conversation, world: SmallWorld, standing: Callable[[], set[str]],
    lena: Member, olivia: Member, alice: Member,
) -> None:  # fmt: skip
    run = workspace.raise_alarm(("conversation", kajsa.pk), now=world.now)
    assert standing() == {"danger"}
    assert run is not None
    workspace.take_alarm(run.pk, by=alice, now=world.now)
    assert standing() == {"danger_taken"}


def test_what_is_seen_to_is_seen_to_once_and_in_two_statements(
    kajsa: Conversation, world: SmallWorld, standing: Callable[[], set[str]],
    alice: Member, bob: Member, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for _ in range(5):
        world.now += MINUTE
        actions.hand_over(kajsa.pk, to=bob, by=alice, now=world.now)
        actions.hand_over(kajsa.pk, to=alice, by=bob, now=world.now)
    actions.resolve(kajsa.pk, by=bob, now=world.now)
    with django_assert_max_num_queries(5):  # with a savepoint and the word to browsers
        assert workspace.settle_notices(now=world.now) == 10
    assert workspace.settle_notices(now=world.now) == 0


def test_a_mail_about_what_is_done_need_not_leave(
    kajsa: Conversation, world: SmallWorld, standing: Callable[[], set[str]],
    alice: Member, bob: Member, settings: Any, mailoutbox: list[EmailMessage],
) -> None:  # fmt: skip
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    actions.hand_over(kajsa.pk, to=bob, by=alice, now=world.now)
    actions.assign(kajsa.pk, to=alice, by=alice, now=world.now)
    assert standing() == set()
    workspace.send_soon(world.now + 2 * MINUTE)
    assert mailoutbox == []
    actions.hand_over(kajsa.pk, to=bob, by=alice, now=world.now + 2 * MINUTE)
    workspace.send_soon(world.now + 4 * MINUTE)
    assert [one.subject for one in mailoutbox] == [
        "Alice Ode gave you the conversation with Kajsa (Echo)"
    ]
