"""Who is where: known to every process from its beats, told where it is news, gone by itself, kept nowhere."""

from __future__ import annotations

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from rapport.ledger.actions import tell_presence
from rapport.ledger.contract import Beat, Notice
from rapport.ledger.live import Hub
from rapport.ledger.presence import GONE_AFTER_SECONDS, TABS_AT_MOST, TYPING_SECONDS, Presence

ALICE, BOB, DOOR, SHED = 1, 2, 12, 13


def test_a_beat_is_news_once_and_the_next_is_none() -> None:
    presence = Presence()
    assert presence.hear(Beat(ALICE, "a", DOOR), at=0.0) == {DOOR}
    assert presence.hear(Beat(ALICE, "a", DOOR), at=10.0) == frozenset()
    assert presence.at_subject(DOOR) == {ALICE: "reads"}


def test_who_is_not_heard_of_for_twenty_seconds_is_gone() -> None:
    presence = Presence()
    presence.hear(Beat(ALICE, "a", DOOR), at=0.0)
    assert presence.sweep(at=GONE_AFTER_SECONDS - 0.1) == frozenset()
    assert presence.ends_at() == GONE_AFTER_SECONDS
    assert presence.sweep(at=GONE_AFTER_SECONDS) == {DOOR}
    assert presence.at_subject(DOOR) == {}
    assert presence.ends_at() is None


def test_typing_outlives_a_beat_that_says_nothing_of_it_and_ends_by_itself() -> None:
    presence = Presence()
    assert presence.hear(Beat(BOB, "b", DOOR, types=True), at=0.0) == {DOOR}
    assert presence.hear(Beat(BOB, "b", DOOR), at=1.0) == frozenset()
    assert presence.at_subject(DOOR) == {BOB: "types"}
    assert presence.ends_at() == TYPING_SECONDS
    assert presence.sweep(at=TYPING_SECONDS) == {DOOR}
    assert presence.at_subject(DOOR) == {BOB: "reads"}


def test_a_tab_is_at_one_place_and_a_member_stays_where_another_tab_of_theirs_is() -> None:
    presence = Presence()
    presence.hear(Beat(ALICE, "a", DOOR), at=0.0)
    presence.hear(Beat(ALICE, "b", DOOR), at=0.0)
    assert presence.hear(Beat(ALICE, "a", SHED), at=1.0) == {SHED}
    assert presence.hear(Beat(ALICE, "b", 0), at=2.0) == {DOOR}
    assert presence.is_at(ALICE, SHED)
    assert not presence.is_at(ALICE, DOOR)


def test_one_member_cannot_fill_the_memory_with_tabs() -> None:
    presence = Presence()
    for number in range(TABS_AT_MOST * 2):
        presence.hear(Beat(ALICE, f"tab{number}", 100 + number), at=0.0)
    assert sum(presence.is_at(ALICE, 100 + n) for n in range(TABS_AT_MOST * 2)) == TABS_AT_MOST


@given(
    st.lists(
        st.tuples(
            st.integers(1, 3),
            st.sampled_from("ab"),
            st.integers(0, 3),
            st.booleans(),
            st.floats(0, 15),
        ),
        max_size=30,
    )
)
def test_whatever_was_heard_nothing_is_left_after_twenty_silent_seconds(
    beats: list[tuple[int, str, int, bool, float]],
) -> None:
    presence, at = Presence(), 0.0
    for member, tab, subject, types, passed in beats:
        at += passed
        presence.sweep(at=at)
        presence.hear(Beat(member, tab, subject, types=types), at=at)
        assert presence.at_subject(0) == {}
    presence.sweep(at=at + GONE_AFTER_SECONDS)
    assert presence.ends_at() is None
    assert [presence.at_subject(n) for n in range(4)] == [{}] * 4


@pytest.mark.django_db(transaction=True)
async def test_two_processes_know_the_same_and_a_page_opened_later_is_told_nothing_old() -> None:
    one, other = Hub(), Hub()
    async with one.subscribe() as here, other.subscribe() as there:
        await sync_to_async(_tell)(Beat(ALICE, "a", DOOR, types=True))
        news = Notice("presence", (DOOR,), (0,))
        assert await asyncio.wait_for(here.get(), 20) == news
        assert await asyncio.wait_for(there.get(), 20) == news
        assert one.presence.at_subject(DOOR) == other.presence.at_subject(DOOR) == {ALICE: "types"}
        async with one.subscribe(since=one._complete_since) as later:
            assert later.empty()


@pytest.mark.django_db(transaction=True)
async def test_an_open_page_is_told_when_somebody_is_heard_of_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rapport.ledger.presence.GONE_AFTER_SECONDS", 0.2)
    hub = Hub()
    async with hub.subscribe() as stream:
        hub.hear(Beat(ALICE, "a", DOOR))
        assert (await asyncio.wait_for(stream.get(), 20)).ids == (DOOR,)
        assert (await asyncio.wait_for(stream.get(), 20)).ids == (DOOR,)
        assert hub.presence.at_subject(DOOR) == {}


def _tell(beat: Beat) -> None:
    try:
        tell_presence(beat)
    finally:
        connections.close_all()
