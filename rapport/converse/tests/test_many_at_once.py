"""Many conversations at once, put off, and resolved with a reason; and one undo for all of it."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from rapport.channels.contract import Author
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.contract import Tab
from rapport.converse.errors import CannotSnooze, NoSuchReason
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import facts, run_duties
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def echo():
    with EchoNetwork() as network:
        yield network


@pytest.fixture
def world(echo: EchoNetwork, brand: Brand) -> SmallWorld:
    return SmallWorld(brand)


@pytest.fixture
def crowd(world: SmallWorld) -> list[int]:
    posts = [
        world.post(
            "Where is my refund?",
            author=Author(remote_id=f"echo:p{n}", handle=f"p{n}", name=f"P{n}"),
            to_us=True,
        )
        for n in range(6)
    ]
    world.receive(*posts)
    return list(Conversation.objects.order_by("pk").values_list("pk", flat=True))


def open_now(member: Member, tab: Tab = Tab.PRIORITY) -> list[int]:
    return sorted(row.id for row in queries.inbox(member, tab=tab))


def test_a_snoozed_conversation_is_back_at_its_time_and_its_clocks_run_on(
    world: SmallWorld, crowd: list[int], alice: Member
) -> None:
    before = Conversation.objects.get(pk=crowd[0])
    until = world.now + timedelta(hours=3)
    actions.snooze(crowd[0], until=until, by=alice, now=world.now)
    assert crowd[0] not in open_now(alice)
    assert open_now(alice, Tab.SNOOZED) == [crowd[0]]
    assert queries.counts(alice, now=world.now).open == 5
    run_duties(until - timedelta(seconds=1), queue="in")
    assert crowd[0] not in open_now(alice)
    run_duties(until, queue="in")
    assert crowd[0] in open_now(alice)
    assert facts("converse.conversation_woken")[-1]["cause"] == "time"
    after = Conversation.objects.get(pk=crowd[0])
    assert (after.acknowledge_due_at, after.answer_due_at) == (
        before.acknowledge_due_at,
        before.answer_due_at,
    )


def test_a_snoozed_conversation_is_back_at_once_when_the_customer_writes(
    world: SmallWorld, alice: Member
) -> None:
    world.says("Where is my refund?", who="kajsa", key="k-1")
    found = world.conversation("kajsa")
    actions.snooze(found.pk, until=world.now + timedelta(days=3), by=alice, now=world.now)
    world.passes(minutes=5)
    world.says("Hello?", who="kajsa", under="k-1")
    assert open_now(alice) == [found.pk]
    assert facts("converse.conversation_woken")[-1]["cause"] == "message"
    actions.snooze(found.pk, until=world.now + timedelta(days=3), by=alice, now=world.now)
    actions.wake(found.pk, by=alice, now=world.now)
    assert open_now(alice) == [found.pk]


def test_what_was_put_off_together_comes_back_by_one_press_whatever_the_clock_of_the_house(
    world: SmallWorld, crowd: list[int], alice: Member
) -> None:
    tomorrow = (world.now + timedelta(days=1)).astimezone(ZoneInfo("Europe/Oslo"))
    act = actions.snooze_many(crowd, until=tomorrow, by=alice, now=world.now)
    assert act is not None
    assert open_now(alice) == []
    assert actions.undo_many(act.pk, by=alice, now=world.now) == len(crowd)
    assert sorted(open_now(alice)) == sorted(crowd)


def test_danger_is_never_put_off_and_nothing_to_the_past(
    world: SmallWorld, crowd: list[int], alice: Member
) -> None:
    Conversation.objects.filter(pk=crowd[0]).update(danger=True)
    until = world.now + timedelta(hours=1)
    with pytest.raises(CannotSnooze):
        actions.snooze(crowd[0], until=until, by=alice, now=world.now)
    with pytest.raises(CannotSnooze):
        actions.snooze(crowd[1], until=world.now, by=alice, now=world.now)
    actions.snooze_many(crowd, until=until, by=alice, now=world.now)
    assert open_now(alice) == [crowd[0]]


def test_resolving_keeps_the_reason_and_reopening_forgets_it(
    world: SmallWorld, crowd: list[int], alice: Member
) -> None:
    actions.resolve(crowd[0], reason="spam", by=alice, now=world.now)
    assert Conversation.objects.get(pk=crowd[0]).resolved_because == "spam"
    assert facts("converse.conversation_resolved")[-1]["reason"] == "spam"
    actions.reopen(crowd[0], by=alice, now=world.now)
    assert Conversation.objects.get(pk=crowd[0]).resolved_because == ""
    with pytest.raises(NoSuchReason):
        actions.resolve(crowd[0], reason="because", by=alice, now=world.now)


def test_reopened_it_waits_since_they_wrote_first(world: SmallWorld, alice: Member) -> None:
    first = world.says("Where is my refund? I have waited five weeks.", who="inga")
    world.says("Hello? Where is my refund?", who="inga", at=world.passes(minutes=40))
    pk = world.conversation("inga").pk
    actions.resolve(pk, by=alice, now=world.now)
    actions.reopen(pk, by=alice, now=world.now)
    assert world.conversation("inga").waiting_since == first.created_at


def test_a_customer_who_writes_again_reopens_what_was_resolved_for_a_reason(
    world: SmallWorld, alice: Member
) -> None:
    world.says("Where is my refund?", who="kajsa", key="k-1")
    found = world.conversation("kajsa")
    actions.resolve(found.pk, reason="answered", by=alice, now=world.now)
    world.passes(minutes=5)
    world.says("It is not here. Where is it?", who="kajsa", under="k-1")
    found.refresh_from_db()
    assert (found.status, found.resolved_because) == ("open", "")


def test_the_team_has_reasons_in_its_own_words(
    crowd: list[int], world: SmallWorld, olivia: Member, alice: Member
) -> None:
    assert [one.words for one in queries.resolve_reasons()][:2] == ["Answered", "Solved elsewhere"]
    actions.set_resolve_reasons(["Refunded", "Answered", " Refunded "], by=olivia)
    assert [one.words for one in queries.resolve_reasons()] == ["Refunded", "Answered"]
    refunded, answered = queries.resolve_reasons()
    assert answered.slug == "answered"
    actions.resolve(crowd[0], reason=refunded.slug, by=alice, now=world.now)
    actions.set_resolve_reasons(["Paid back"], by=olivia)
    page = queries.conversation_page(alice, crowd[0], now=world.now)
    assert [t.text for t in page.turns if t.kind == "event"] == ["resolved:Refunded"]
    actions.set_resolve_reasons([], by=olivia)
    assert queries.resolve_reasons()[0].words == "Answered"
    with pytest.raises(InvalidEntry):
        actions.set_resolve_reasons([str(n) for n in range(10)], by=olivia)
    with pytest.raises(NotAllowed):
        actions.set_resolve_reasons(["Mine"], by=alice)


def test_many_are_resolved_with_the_facts_of_one_and_one_undo_brings_all_back(
    world: SmallWorld, crowd: list[int], alice: Member, django_assert_max_num_queries
) -> None:
    before = list(Conversation.objects.order_by("pk").values())
    with django_assert_max_num_queries(12):
        act = actions.resolve_many(crowd[:5], reason="spam", by=alice, now=world.now)
    assert act is not None
    assert open_now(alice) == crowd[5:]
    told = facts("converse.conversation_resolved")
    assert [one["conversation_id"] for one in told] == crowd[:5]
    assert {one["act_id"] for one in told} == {act.pk}
    assert actions.undo_many(act.pk, by=alice, now=world.now) == 5
    assert open_now(alice) == crowd
    moved = {"version", "changed_at", "priority", "priority_parts"}
    after = list(Conversation.objects.order_by("pk").values())
    for one, other in zip(before, after, strict=True):
        assert {k: v for k, v in one.items() if k not in moved} == {
            k: v for k, v in other.items() if k not in moved
        }
    assert actions.undo_many(act.pk, by=alice, now=world.now) == 0


def test_undo_leaves_alone_what_somebody_changed_since(
    world: SmallWorld, crowd: list[int], alice: Member, bob: Member
) -> None:
    act = actions.assign_many(crowd, to=alice, by=alice, now=world.now)
    assert act is not None
    actions.assign(crowd[2], to=bob, by=bob, now=world.now)
    assert actions.undo_many(act.pk, by=alice, now=world.now) == 5
    assert list(Conversation.objects.exclude(assignee=None).values_list("pk", "assignee")) == [
        (crowd[2], bob.pk)
    ]


def test_undoing_a_resolve_never_makes_two_live_conversations_of_a_person(
    world: SmallWorld, alice: Member
) -> None:
    world.says("Where is my refund?", who="kajsa")
    first = world.conversation("kajsa")
    act = actions.resolve_many([first.pk], by=alice, now=world.now)
    assert act is not None
    Conversation.objects.filter(pk=first.pk).update(resolved_at=world.now - timedelta(days=9))
    world.passes(minutes=60 * 24)
    world.says("Another thing: is the 07:12 cancelled?", who="kajsa")
    assert world.conversation("kajsa").pk != first.pk
    assert actions.undo_many(act.pk, by=alice, now=world.now) == 0


def test_what_changes_nothing_is_no_act(world: SmallWorld, crowd: list[int], alice: Member) -> None:
    assert actions.assign_many(crowd, to=None, by=alice, now=world.now) is None
    assert actions.assign_many([10**12], to=alice, by=alice, now=world.now) is None
    assert facts("converse.conversation_assigned") == []
