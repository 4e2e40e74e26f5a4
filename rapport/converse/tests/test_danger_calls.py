"""A message in danger calls people; what is over calls nobody."""

from __future__ import annotations

import pytest

from rapport.converse import actions, queries
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.people.actions import erase_person
from rapport.understand import actions as understand
from rapport.workspace import actions as staff
from rapport.workspace.models import Member, Notice, PhoneRun

DANGER = "I cannot go on. I want to kill myself."


@pytest.fixture
def kajsa(world: SmallWorld, lena: Member) -> Conversation:
    world.now = world.now.replace(hour=3)
    world.says(DANGER, who="kajsa")
    conversation = world.conversation("kajsa")
    assert conversation.danger
    return conversation


def test_danger_calls_at_once_and_stands_on_the_timeline_with_the_script(
    kajsa: Conversation, lena: Member, world: SmallWorld
) -> None:
    (notice,) = Notice.objects.filter(member=lena)
    assert (notice.kind, notice.weight) == ("workspace.danger", "now")
    page = queries.conversation_page(lena, kajsa.pk, now=world.now)
    assert [t.text for t in page.turns if t.kind == "event"] == ["alarm_started", "alarm_told:1"]
    assert page.together is not None
    assert page.together.alarm is not None
    assert page.together.alarm.is_calling
    assert "emergency services" in page.together.script


def test_who_takes_it_has_the_conversation(
    kajsa: Conversation, world: SmallWorld, alice: Member
) -> None:
    staff.take_alarm(PhoneRun.objects.get().pk, by=alice, now=world.now)
    run_jobs()
    kajsa.refresh_from_db()
    assert kajsa.assignee == alice


def test_who_answers_has_taken_it(kajsa: Conversation, world: SmallWorld, alice: Member) -> None:
    actions.reply(kajsa.pk, "@kajsa I am here.", by=alice, now=world.now, answer_over=True)
    run = PhoneRun.objects.get()
    assert (run.taken_by, run.next_at) == (alice, None)


def test_more_words_within_half_an_hour_are_told_to_whoever_has_it(
    kajsa: Conversation, world: SmallWorld, alice: Member
) -> None:
    staff.take_alarm(PhoneRun.objects.get().pk, by=alice, now=world.now)
    world.passes(minutes=1)
    world.says(DANGER, who="kajsa")
    assert PhoneRun.objects.count() == 1
    (notice,) = Notice.objects.filter(member=alice)
    assert (notice.kind, notice.weight) == ("converse.danger_again", "now")


def test_later_everybody_is_called_again(
    kajsa: Conversation, world: SmallWorld, alice: Member
) -> None:
    staff.take_alarm(PhoneRun.objects.get().pk, by=alice, now=world.now)
    actions.resolve(kajsa.pk, by=alice, now=world.passes(minutes=5))
    world.passes(minutes=60)
    world.says(DANGER, who="kajsa")
    assert PhoneRun.objects.filter(ended_at=None).count() == 1


def test_our_own_words_and_edits_call_nobody_again(
    kajsa: Conversation, world: SmallWorld, alice: Member
) -> None:
    staff.take_alarm(PhoneRun.objects.get().pk, by=alice, now=world.now)
    actions.take_in(
        world.account.pk,
        message_ids=(),
        again_ids=[kajsa.last_customer_message_id or 0],
        now=world.passes(minutes=90),
    )
    assert PhoneRun.objects.filter(ended_at=None).count() == 0


def test_what_a_person_corrects_calls_nobody_any_more(
    kajsa: Conversation, world: SmallWorld, lena: Member
) -> None:
    message = kajsa.last_customer_message
    assert message is not None
    understand.correct(message, field="danger", value="no", by=lena, now=world.now)
    run_jobs()
    kajsa.refresh_from_db()
    assert not kajsa.danger
    assert PhoneRun.objects.get().next_at is None


def test_resolving_ends_the_calling(kajsa: Conversation, world: SmallWorld, lena: Member) -> None:
    actions.resolve(kajsa.pk, by=lena, now=world.now)
    assert staff.call_on(world.passes(minutes=10)) == 0


def test_a_resolve_taken_back_calls_again_where_nobody_had_taken_it(
    kajsa: Conversation, world: SmallWorld, lena: Member
) -> None:
    act = actions.resolve(kajsa.pk, by=lena, now=world.now)
    assert act is not None
    assert actions.undo_many(act.pk, by=lena, now=world.passes(minutes=1)) == 1
    assert PhoneRun.objects.filter(ended_at=None).count() == 1
    actions.resolve(kajsa.pk, by=lena, now=world.now)
    actions.reopen(kajsa.pk, by=lena, now=world.now)
    assert PhoneRun.objects.filter(ended_at=None).count() == 1


def test_a_resolve_taken_back_calls_nobody_where_somebody_had_taken_it(
    kajsa: Conversation, world: SmallWorld, alice: Member
) -> None:
    staff.take_alarm(PhoneRun.objects.get().pk, by=alice, now=world.now)
    act = actions.resolve(kajsa.pk, by=alice, now=world.now)
    assert act is not None
    actions.undo_many(act.pk, by=alice, now=world.now)
    assert not PhoneRun.objects.filter(ended_at=None).exists()


def test_resolving_many_at_once_leaves_danger_where_it_is_and_the_calling_goes_on(
    kajsa: Conversation, world: SmallWorld, lena: Member
) -> None:
    world.says("Where is my refund?", who="pelle")
    pelle = world.conversation("pelle")
    act = actions.resolve_many([kajsa.pk, pelle.pk], by=lena, now=world.now)
    assert act is not None
    assert list(act.ones.values_list("conversation_id", flat=True)) == [pelle.pk]
    kajsa.refresh_from_db()
    assert kajsa.status == "open"
    assert PhoneRun.objects.get().ended_at is None
    assert actions.resolve_many([kajsa.pk], by=lena, now=world.now) is None


def test_old_danger_heard_for_the_first_time_calls_nobody(world: SmallWorld, lena: Member) -> None:
    long_ago = world.now
    world.passes(minutes=60 * 24 * 10)
    world.says(DANGER, who="kajsa", at=long_ago)
    assert not PhoneRun.objects.exists()


def test_erasing_the_person_forgets_the_calls(
    kajsa: Conversation, world: SmallWorld, lena: Member
) -> None:
    erase_person(kajsa.person_id, by=lena, now=world.now)
    assert not PhoneRun.objects.exists()
    assert not Notice.objects.exists()
