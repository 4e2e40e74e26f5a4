"""The engine agrees with a reference that counts every minute, and with itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.kit.business_time import (
    Hours,
    Pause,
    due_at,
    is_open,
    last_opening,
    minutes_between,
    next_opening,
    open_time,
)
from rapport.kit.business_time.tests import reference
from rapport.kit.business_time.tests.reference import MINUTE, all_hours, moments, targets

# Weeks with nights and closed days take longer to make up than to count through.
LAW = settings(max_examples=40)
spans = st.tuples(st.integers(-600, 2_000), st.integers(0, 900))


def _pauses(start: datetime, told: list[tuple[int, int]]) -> list[Pause]:
    return [
        Pause(start + begin * MINUTE, start + (begin + length) * MINUTE) for begin, length in told
    ]


@LAW
@given(all_hours(), moments, targets, st.lists(spans, max_size=3))
def test_what_is_due_agrees_with_counting_every_minute(
    hours: Hours, start: datetime, minutes: int, told: list[tuple[int, int]]
) -> None:
    pauses = _pauses(start, told)
    expected = reference.due_at(hours, start, minutes, pauses)
    assert due_at(hours, start, minutes, pauses=pauses) == expected


@LAW
@given(all_hours(), moments, st.integers(0, 4_000), st.lists(spans, max_size=3))
def test_the_minutes_between_agree_with_counting_every_minute(
    hours: Hours, start: datetime, length: int, told: list[tuple[int, int]]
) -> None:
    end, pauses = start + length * MINUTE, _pauses(start, told)
    expected = reference.minutes_between(hours, start, end, pauses)
    assert minutes_between(hours, start, end, pauses=pauses) == expected


@LAW
@given(all_hours(), moments)
def test_the_next_opening_is_the_first_open_minute(hours: Hours, moment: datetime) -> None:
    expected = moment
    while not reference.is_open(hours, expected):
        expected += MINUTE
    assert next_opening(hours, moment) == expected
    assert is_open(hours, moment) == (expected == moment)


seconds = st.timedeltas(timedelta(0), timedelta(seconds=59, microseconds=999_999))


@LAW
@given(all_hours(), moments, seconds, targets)
def test_until_it_is_due_exactly_the_target_passes(
    hours: Hours, start: datetime, beyond: timedelta, minutes: int
) -> None:
    start += beyond
    due = due_at(hours, start, minutes)
    assert open_time(hours, start, due) == minutes * MINUTE
    assert minutes_between(hours, start, due) == minutes
    if due > start:  # and it is the first such moment
        assert open_time(hours, start, due - MINUTE / 60) < minutes * MINUTE


@LAW
@given(all_hours(), moments, moments, targets, targets)
def test_later_and_longer_is_never_due_earlier(
    hours: Hours, one: datetime, other: datetime, short: int, more: int
) -> None:
    early, late = sorted((one, other))
    assert due_at(hours, early, short) <= due_at(hours, late, short)
    assert due_at(hours, early, short) <= due_at(hours, early, short + more)


@LAW
@given(all_hours(), moments, seconds, targets, targets)
def test_two_targets_one_after_the_other_are_one(
    hours: Hours, start: datetime, beyond: timedelta, first: int, second: int
) -> None:
    start += beyond
    assert due_at(hours, due_at(hours, start, first), second) == due_at(
        hours, start, first + second
    )


@LAW
@given(all_hours(), st.lists(moments, min_size=3, max_size=3))
def test_time_between_adds_up(hours: Hours, three: list[datetime]) -> None:
    a, b, c = sorted(three)
    assert open_time(hours, a, c) == open_time(hours, a, b) + open_time(hours, b, c)
    assert open_time(hours, c, a) == timedelta(0)


@LAW
@given(all_hours(), moments, st.integers(1, 900), spans)
def test_a_pause_shifts_what_is_due_by_its_open_time(
    hours: Hours, start: datetime, minutes: int, told: tuple[int, int]
) -> None:
    [pause] = _pauses(start, [told])
    counted = open_time(hours, max(start, pause.start), pause.end) // MINUTE
    plain = due_at(hours, start, minutes)
    shifted = due_at(hours, start, minutes, pauses=[pause])
    assert shifted == (plain if pause.start >= plain else due_at(hours, start, minutes + counted))


@LAW
@given(all_hours(), moments, st.lists(spans, max_size=4))
def test_pauses_that_overlap_stop_the_clock_once(
    hours: Hours, start: datetime, told: list[tuple[int, int]]
) -> None:
    pauses, end = _pauses(start, told), start + timedelta(days=2)
    again = [*pauses, *reversed(pauses)]
    assert open_time(hours, start, end, pauses=again) == open_time(hours, start, end, pauses=pauses)


@LAW
@given(all_hours(), moments, st.integers(1, 900))
def test_from_its_last_opening_a_clock_runs_without_a_stop(
    hours: Hours, start: datetime, minutes: int
) -> None:
    due = due_at(hours, start, minutes)
    began = last_opening(hours, start, due)
    if began is None:
        assert due - start == minutes * MINUTE
    else:
        assert open_time(hours, began, due) == due - began
        assert start < began <= due
        assert not is_open(hours, began - MINUTE) or began == due
