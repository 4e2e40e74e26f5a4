"""The list, the page and the figures: right, and in a fixed number of statements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.converse import actions, queries
from rapport.converse.contract import Tab
from rapport.converse.errors import NoSuchConversation
from rapport.converse.testing import SmallWorld
from rapport.people.models import Person
from rapport.voice.actions import record_promise
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db


def test_a_broken_promise_stands_first_and_says_why(world: SmallWorld, alice: Member) -> None:
    world.says("Is the 18:40 late?", who="anders", followers=48_000)
    world.says("Nobody called about the ramp. Still waiting?", who="rvik")
    person = Person.objects.get(handles__name="rvik")
    record_promise(
        person,
        text="We call on Friday",
        due_at=world.now - timedelta(days=3),
        by=alice,
        now=world.now,
    )
    actions.weigh_all(now=world.now)
    first, second = queries.inbox(alice)
    assert (first.handle, first.chips[0].text) == ("rvik", "promise broken")
    assert first.priority > second.priority
    page = queries.conversation_page(alice, first.id, now=world.now)
    assert page.parts[0].name == "Promise broken"
    assert page.person.promises[0].state == "broken"


def test_a_row_says_at_most_three_reasons_and_its_clock(world: SmallWorld, alice: Member) -> None:
    for number in range(4):
        root = world.says(f"Line 4 late again? ({number})")
    for number in range(6):
        world.says("Same here, still late", who=f"b{number}", under=root.remote_key, to_us=False)
    actions.weigh_all(now=world.now)
    (row,) = queries.inbox(alice)
    assert len(row.chips) == 3
    assert row.chips[0].clock == "acknowledge"
    assert [c.text for c in row.chips[1:]] == ["+6 join in", "4 times this week"]


def test_the_audience_stands_beside_the_exchange_and_is_not_taken_for_it(
    world: SmallWorld, alice: Member
) -> None:
    root = world.says("Line 4 late again?")
    world.says("Same here", who="anders", under=root.remote_key, to_us=False)
    world.ours(
        "A signal fault; trains run from 19:30.", under=root.remote_key, at=world.passes(minutes=3)
    )
    page = queries.conversation_page(alice, world.conversation().pk, now=world.now)
    assert [t.kind for t in page.turns] == ["customer", "onlooker", "ours"]
    assert page.onlookers == 1


def test_guests_may_look_and_strangers_see_nothing(
    world: SmallWorld, gus: Member, charlie: Member
) -> None:
    world.says("Where is my train?")
    conversation = world.conversation()
    page = queries.conversation_page(gus, conversation.pk, now=world.now)
    assert (page.can_answer, page.cannot_answer_because) == (
        False,
        "Guests may read along, not answer.",
    )
    assert queries.inbox(charlie) == []
    with pytest.raises(NoSuchConversation):
        queries.conversation_page(charlie, conversation.pk, now=world.now)


def test_the_page_takes_the_same_few_statements_for_a_long_thread(
    world: SmallWorld, alice: Member
) -> None:
    root = world.says("Line 4 late again?")
    actions.note(world.conversation().pk, "Asked traffic control.", by=alice, now=world.now)
    short = _statements(
        lambda: queries.conversation_page(alice, world.conversation().pk, now=world.now)
    )
    for number in range(30):
        world.says("Same here", who=f"b{number}", under=root.remote_key, to_us=False)
    conversation = world.conversation()
    with CaptureQueriesContext(connection) as captured:
        page = queries.conversation_page(alice, conversation.pk, now=world.now)
    assert page.onlookers == 30
    assert len(captured) <= 6
    assert short == len(captured) + 1  # the helper also fetched the conversation


def test_the_list_takes_one_statement(world: SmallWorld, alice: Member) -> None:
    for number in range(12):
        world.says("Where is my train?", who=f"c{number}")
    assert _statements(lambda: queries.inbox(alice)) == 1


def test_the_tabs_order_what_waits(world: SmallWorld, alice: Member) -> None:
    for who in ("first", "second", "third"):
        world.says("Where is my train?", who=who)
        world.passes(minutes=1)
    actions.assign(world.conversation("second").pk, to=alice, by=alice, now=world.now)
    by_tab = {tab: [row.handle for row in queries.inbox(alice, tab=tab)] for tab in Tab}
    assert by_tab[Tab.CLOCK] == ["first", "second", "third"]
    assert by_tab[Tab.NEWEST] == ["third", "second", "first"]
    assert by_tab[Tab.MINE] == ["second"]
    assert by_tab[Tab.RESOLVED] == []


def test_counts_tell_what_waits_what_is_mine_and_what_is_late(
    world: SmallWorld, alice: Member
) -> None:
    asked = world.says("Where is my train?")
    world.says("And mine?", who="anders")
    actions.assign(world.conversation("anders").pk, to=alice, by=alice, now=world.now)
    found = queries.counts(alice, now=world.now + timedelta(minutes=16))
    assert (found.open, found.mine, found.overdue, found.oldest_at) == (2, 1, 2, asked.created_at)


def test_ten_people_under_one_thread_in_forty_minutes_are_a_pile_on(world: SmallWorld) -> None:
    root = world.says("Line 4 cancelled again?")
    for number in range(8):
        world.says("Same here", who=f"b{number}", under=root.remote_key, to_us=False)
    assert queries.pile_ons(now=world.now) == ()
    world.says("Me too", who="b8", under=root.remote_key, to_us=False, at=world.passes(minutes=10))
    (pile_on,) = queries.pile_ons(now=world.now)
    assert (pile_on.people, pile_on.minutes, pile_on.title) == (10, 10, "Line 4 cancelled again?")


def test_one_person_writing_ten_times_is_no_pile_on(world: SmallWorld) -> None:
    root = world.says("Line 4 cancelled again?")
    for _ in range(12):
        world.says("Hello? Anybody?", under=root.remote_key)
    assert queries.pile_ons(now=world.now) == ()


def test_pulse_speaks_from_figures(world: SmallWorld, alice: Member) -> None:
    world.says("Where is my train?")
    world.says("Thank you for waiting, lovely crew", who="owl")
    person = Person.objects.get(handles__name="kajsa")
    record_promise(
        person,
        text="We call on Friday",
        due_at=world.now - timedelta(days=3),
        by=alice,
        now=world.now,
    )
    found = queries.waiting_summary(now=world.now)
    assert (found.waiting, found.praise_waiting, found.broken_promises) == (2, 1, 1)
    assert sum(hour.heard for hour in found.volume) == 2
    assert len(found.volume) == 24


def test_pulse_and_the_badge_count_the_same_people(world: SmallWorld, alice: Member) -> None:
    for name in ("kajsa", "pelle", "vik"):
        world.says("Where is my train?", who=name)
    pk = world.conversation("pelle").pk
    actions.snooze(pk, until=world.now + timedelta(days=1), by=alice, now=world.now)
    later = world.passes(minutes=60 * 5)
    pulse, badge = queries.waiting_summary(now=later), queries.counts(alice, now=later)
    assert pulse.waiting == badge.open == 2
    assert pulse.overdue == badge.overdue == 2
    assert pulse.oldest_at == badge.oldest_at


def _statements(call) -> int:  # type: ignore[no-untyped-def]
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)
