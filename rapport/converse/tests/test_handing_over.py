"""The end of a shift: what is open, in which order, who takes it, and that nothing is left to nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rapport.converse import actions, queries
from rapport.converse.errors import CannotAnswer
from rapport.converse.models import Conversation, HandoverOffer, Note
from rapport.converse.registry import Debt, forget_debt, register_debt
from rapport.ledger.models import StoredFact
from rapport.ledger.testing import run_jobs
from rapport.voice.actions import record_promise
from rapport.workspace import actions as workspace
from rapport.workspace.models import Notice

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.fixture
def rota(olivia, lena, alice, bob):
    """Alice until 22:00; Bob from then on, and Lena leads the night."""
    care = workspace.add_team("Care", members=[alice, bob], by=olivia)
    for member, leads in ((alice, False), (bob, False), (lena, True)):
        times = ("14", "22") if member is alice else ("22", "6")
        workspace.add_weekly_shifts(
            member,
            weekdays=range(7),
            starts=times[0],
            ends=times[1],
            team=care,
            leads=leads,
            by=lena,
        )
    return care


@pytest.fixture
def nine(world, alice):
    """Nine open of Alice's: two late, one promised, and the rest by priority."""
    world.now = moment("2026-05-12T20:00")
    for n in range(9):
        world.says(f"Where is my train number {n}? I need help now.", who=f"guest{n}")
    found = list(Conversation.objects.order_by("pk"))
    evening = moment("2026-05-12T21:45")
    for n, c in enumerate(found):
        late = n in (6, 7)
        Conversation.objects.filter(pk=c.pk).update(
            assignee=alice,
            priority=10 + n,
            acknowledged_at=world.now,
            answer_due_at=evening - timedelta(minutes=10 * n - 50)
            if late
            else evening.replace(hour=23),
        )
    person = found[2].person
    record_promise(
        person, text="A call", due_at=moment("2026-05-13T10:00"), by=alice, now=world.now
    )
    Conversation.objects.filter(pk=found[2].pk).update(status="waiting", waiting_since=None)
    asked = {found[4].pk: Debt("asked", moment("2026-05-12T22:10"), who="Traffic control")}
    register_debt(
        "asked", find=lambda some, now: {c.pk: asked[c.pk] for c in some if c.pk in asked}
    )
    yield found
    forget_debt("asked")


def test_a_quarter_to_ten_with_nine_open(rota, nine, alice, bob, lena):
    """The list in its order with who owes what; at 22:00:01 nothing is unowned, and the lead has what nobody accepted."""
    now = moment("2026-05-12T21:45")
    actions.end_shifts(now=now)
    listed = queries.open_of(alice, now=now)
    assert [(one.kind, one.debt.who if one.debt else "") for one in listed] == [
        ("breached", ""),
        ("breached", ""),
        ("asked", "Traffic control"),
        ("promised", ""),
        *[("rest", "")] * 5,
    ]
    ids = [one.conversation.pk for one in listed]
    assert ids[:4] == [nine[7].pk, nine[6].pk, nine[4].pk, nine[2].pk]
    assert ids[4:] == [nine[n].pk for n in (8, 5, 3, 1, 0)]
    assert [one.debt.due_at for one in listed[2:4]] == [
        moment("2026-05-12T22:10"),
        moment("2026-05-13T10:00"),
    ]
    for pk in ids[:3]:
        actions.offer(pk, to=bob, by=alice, now=now, summary="She waits on platform 4.")
    assert actions.accept_offer(ids[0], by=bob, now=now)
    assert actions.decline_offer(ids[1], by=bob, now=now)

    assert actions.end_shifts(now=moment("2026-05-12T21:59:59")) == []
    assert set(actions.end_shifts(now=moment("2026-05-12T22:00:01"))) == set(ids[1:])

    owners = dict(Conversation.objects.values_list("pk", "assignee__name"))
    assert None not in owners.values()
    assert owners == {ids[0]: bob.name} | dict.fromkeys(ids[1:], lena.name)
    fact = StoredFact.objects.get(kind="converse.conversations_passed_on")
    assert fact.payload["why"] == "shift_ended"
    assert Notice.objects.filter(member=lena, kind="converse.left_to_you").count() == 1
    # What was offered and not answered can still be taken, now from the lead.
    assert actions.accept_offer(ids[2], by=bob, now=moment("2026-05-12T22:05"))
    assert Conversation.objects.get(pk=ids[2]).assignee == bob


def test_an_end_is_seen_to_once_and_what_is_taken_afterwards_stays(rota, nine, alice):
    actions.end_shifts(now=moment("2026-05-12T21:45"))
    assert len(actions.end_shifts(now=moment("2026-05-12T22:00:01"))) == 9
    actions.assign(nine[0].pk, to=alice, by=alice, now=moment("2026-05-12T22:03"))
    assert actions.end_shifts(now=moment("2026-05-12T22:03:06")) == []
    assert Conversation.objects.get(pk=nine[0].pk).assignee == alice


def test_an_end_in_an_hour_without_workers_is_seen_to_when_they_are_back(rota, nine):
    actions.end_shifts(now=moment("2026-05-12T21:45"))
    assert len(actions.end_shifts(now=moment("2026-05-12T23:30"))) == 9


def test_without_anybody_on_it_goes_to_a_lead_all_the_same(nine, alice, lena, olivia):
    workspace.add_weekly_shifts(alice, weekdays=range(7), starts="14", ends="22", by=olivia)
    actions.end_shifts(now=moment("2026-05-12T21:45"))
    assert len(actions.end_shifts(now=moment("2026-05-12T22:00:01"))) == 9
    assert {c.assignee for c in Conversation.objects.all()} == {lena}


def test_whoever_goes_on_keeps_what_they_have(rota, nine, alice, lena):
    workspace.add_shift(
        alice,
        on=moment("2026-05-12T00:00").date(),
        starts="22",
        ends="23",
        by=lena,
        now=moment("2026-05-12T12:00"),
    )
    actions.end_shifts(now=moment("2026-05-12T21:45"))
    assert actions.end_shifts(now=moment("2026-05-12T22:00:01")) == []
    assert len(actions.end_shifts(now=moment("2026-05-12T23:00:01"))) == 9


def test_somebody_removed_in_the_middle_of_a_shift_loses_nothing(rota, nine, alice, lena, olivia):
    actions.claim(nine[0].pk, by=alice, now=moment("2026-05-12T15:00"))
    actions.resolve(nine[1].pk, by=alice, now=moment("2026-05-12T15:00"))
    workspace.deactivate(alice, by=olivia)
    run_jobs()
    live = Conversation.objects.exclude(status="resolved")
    assert {c.assignee for c in live} == {lena}
    assert {c.team for c in live} == {rota}
    assert not Conversation.objects.filter(claimed_by=alice).exists()
    assert Conversation.objects.get(pk=nine[1].pk).assignee == alice
    assert StoredFact.objects.get(kind="converse.conversations_passed_on").payload["why"] == "left"
    assert actions.pass_on_all(alice.pk, now=moment("2026-05-12T15:01")) == []


def test_whoever_becomes_a_guest_passes_on_and_whoever_becomes_a_lead_does_not(
    rota, nine, alice, bob, olivia
):
    workspace.set_role(alice, role="lead", by=olivia)
    run_jobs()
    assert Conversation.objects.filter(assignee=alice).count() == 9
    workspace.set_role(alice, role="guest", by=olivia)
    run_jobs()
    assert not Conversation.objects.filter(assignee=alice).exists()
    assert not Conversation.objects.filter(assignee=None).exists()


def test_a_team_without_members_and_nobody_who_leads_it_leaves_it_to_the_owner(nine, alice, olivia):
    workspace.add_team("Night", members=[alice], by=olivia)
    workspace.deactivate(alice, by=olivia)
    run_jobs()
    assert {c.assignee for c in Conversation.objects.all()} == {olivia}


def test_a_handover_carries_its_summary_and_tells_the_receiver(nine, alice, bob):
    now = moment("2026-05-12T16:00")
    actions.hand_over(nine[0].pk, to=bob, by=alice, now=now, summary="Platform 4, with a dog.")
    assert Conversation.objects.get(pk=nine[0].pk).assignee == bob
    assert Note.objects.get().text == "Platform 4, with a dog."
    assert Notice.objects.get(member=bob).kind == "converse.given"


def test_an_offer_is_gone_once_somebody_else_has_it(nine, alice, bob, lena):
    now = moment("2026-05-12T21:45")
    actions.offer(nine[0].pk, to=bob, by=alice, now=now)
    actions.assign(nine[0].pk, to=lena, by=lena, now=now)
    assert not HandoverOffer.objects.exists()
    assert not actions.accept_offer(nine[0].pk, by=bob, now=now)


def test_nobody_else_answers_an_offer(nine, alice, bob, lena):
    actions.offer(nine[0].pk, to=bob, by=alice, now=moment("2026-05-12T21:45"))
    assert not actions.accept_offer(nine[0].pk, by=lena, now=moment("2026-05-12T21:46"))
    assert not actions.decline_offer(nine[0].pk, by=lena, now=moment("2026-05-12T21:46"))
    assert Conversation.objects.get(pk=nine[0].pk).assignee == alice


def test_nothing_is_offered_to_a_guest_nor_when_it_is_over(nine, alice, bob, gus):
    now = moment("2026-05-12T21:45")
    with pytest.raises(CannotAnswer, match="Gus Grand cannot answer"):
        actions.offer(nine[0].pk, to=gus, by=alice, now=now)
    actions.resolve(nine[0].pk, by=alice, now=now)
    with pytest.raises(CannotAnswer, match="over"):
        actions.offer(nine[0].pk, to=bob, by=alice, now=now)


def test_ends_of_shifts_cost_few_statements_when_nothing_ends(rota, django_assert_max_num_queries):
    actions.end_shifts(now=moment("2026-05-12T16:00"))
    with django_assert_max_num_queries(8):  # two of them the savepoint
        actions.end_shifts(now=moment("2026-05-12T16:00:05"))
