"""Failings: made from conversations, given to a department, fixed, and everybody told by a person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.errors import NothingToSay
from rapport.converse.models import Answer, Failing
from rapport.converse.testing import SmallWorld
from rapport.people.actions import erase_person
from rapport.workspace.actions import add_team
from rapport.workspace.models import Member, Notice, Team
from rapport.workspace.registry import notice_words
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def lifts(olivia: Member, bob: Member) -> Team:
    add_team(name="Lifts", members=[bob], by=olivia)
    return Team.objects.get()


@pytest.fixture
def failing(world: SmallWorld, lifts: Team, alice: Member) -> Failing:
    for who in ("kajsa", "bo"):
        world.says("The lift in Lund is out of order again!", who=who)
    pks = [world.conversation(who).pk for who in ("kajsa", "bo")]
    return actions.make_failing(
        world.account.brand,
        title="Lift in Lund",
        conversation_ids=[*pks, 999_999],
        team=lifts,
        due_on=date(2026, 5, 20),
        by=alice,
        now=NOON,
    )


def test_the_department_is_told_once_and_its_words_name_the_failing(
    failing: Failing, bob: Member, lifts: Team, alice: Member
) -> None:
    actions.change_failing(
        failing, title="Lift in Lund", team=lifts, due_on=None, by=alice, now=NOON
    )
    notice = Notice.objects.get(member=bob)
    say = notice_words(notice.kind)
    assert say is not None
    assert say([notice]) == {notice.pk: "Yours to mend: Lift in Lund"}


def test_evidence_is_added_once_and_counts_people(
    failing: Failing, world: SmallWorld, alice: Member
) -> None:
    pk = world.conversation("kajsa").pk
    assert actions.add_evidence(failing, [pk], by=alice, now=NOON) == 0
    (held,) = queries.failings()
    assert held.people == 2  # type: ignore[attr-defined]
    assert [f.pk for f in queries.failings_of(pk)] == [failing.pk]


def test_once_fixed_those_not_answered_since_are_to_be_told(
    failing: Failing, world: SmallWorld, echo: EchoNetwork, alice: Member
) -> None:
    actions.assign(world.conversation("bo").pk, to=alice, by=alice, now=NOON)
    fixed = NOON + timedelta(hours=1)
    actions.fix_failing(failing, by=alice, now=fixed)
    actions.fix_failing(failing, by=alice, now=fixed)
    failing.refresh_from_db()
    assert [(one.who, one.is_told) for one in queries.who_spoke_of(failing)] == [
        ("Kajsa", False),
        ("Bo", False),
    ]
    actions.reply(world.conversation("kajsa").pk, "It works again.", by=alice, now=fixed)
    delivery = Answer.objects.get().delivery
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.SENT, sent_at=fixed)
    bo = queries.who_spoke_of(failing)[1]
    assert actions.note_told_otherwise(bo.evidence_id, failing=failing, now=fixed)
    assert [one.is_told for one in queries.who_spoke_of(failing)] == [True, True]


def test_whoever_has_a_conversation_hears_that_it_is_fixed(
    failing: Failing, world: SmallWorld, alice: Member, bob: Member
) -> None:
    actions.assign(world.conversation("bo").pk, to=bob, by=alice, now=NOON)
    actions.fix_failing(failing, by=alice, now=NOON)
    kinds = Notice.objects.filter(kind="converse.failing_fixed")
    assert [n.member for n in kinds] == [bob]


def test_what_was_not_fixed_after_all_is_open_again(failing: Failing, alice: Member) -> None:
    actions.fix_failing(failing, by=alice, now=NOON)
    actions.reopen_failing(failing, by=alice, now=NOON)
    assert [f.fixed_at for f in queries.failings()] == [None]


def test_a_failing_needs_words(world: SmallWorld, alice: Member) -> None:
    with pytest.raises(NothingToSay):
        actions.make_failing(
            world.account.brand, title=" ", conversation_ids=[], by=alice, now=NOON
        )


def test_an_erased_person_is_no_evidence_any_more(
    failing: Failing, world: SmallWorld, lena: Member
) -> None:
    erase_person(world.conversation("kajsa").person_id, by=lena, now=NOON)
    assert [one.who for one in queries.who_spoke_of(failing)] == ["Bo"]
