"""Times, spans and numbers as a person would say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from rapport.kit.business_time import Hours, blocks_told
from rapport.web.shell import wording

NOW = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (6, "6 min"),
        (89, "89 min"),
        (90, "2 h"),
        (600, "10 h"),
        (2160, "2 days"),
        (-3, "0 min"),
    ],
)
def test_a_span_is_said_in_one_unit(minutes: int, words: str) -> None:
    assert wording.span(minutes) == words


@pytest.mark.parametrize(
    ("seconds", "words", "tone"),
    [
        (3000, "answer in 50 min", "neutral"),
        (330, "answer in 6 min", "warn"),
        (1, "answer in 1 min", "warn"),
        (0, "answer 1 min late", "hot"),
        (-700, "answer 12 min late", "hot"),
    ],
)
def test_a_clock_is_words_that_warm_before_they_redden(seconds: int, words: str, tone: str) -> None:
    due_at = NOW + timedelta(seconds=seconds)
    assert wording.clock("answer", due_at=due_at, now=NOW) == words
    assert wording.clock_tone(due_at=due_at, now=NOW) == tone


OFFICE = Hours("UTC", (*((blocks_told("9-17"),) * 5), (), ()))
FRIDAY = datetime(2026, 5, 15, 16, 50, tzinfo=UTC)
MONDAY = datetime(2026, 5, 18, 9, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due_at", "words", "tone"),
    [
        (MONDAY - timedelta(minutes=20), MONDAY, "answer in 20 min", "neutral"),
        (FRIDAY, MONDAY, "answer due Mon 09:20", "neutral"),
        (FRIDAY, MONDAY - timedelta(minutes=18), "answer due Mon 09:02", "warn"),
        (
            FRIDAY + timedelta(hours=1),
            MONDAY - timedelta(minutes=18),
            "answer due Mon 09:02",
            "neutral",
        ),
        (MONDAY - timedelta(hours=3), MONDAY, "answer due 09:20", "neutral"),
        (MONDAY - timedelta(hours=12), MONDAY, "answer due tomorrow 09:20", "neutral"),
        (FRIDAY + timedelta(minutes=5), FRIDAY, "answer 5 min late", "hot"),
        (MONDAY, FRIDAY, "answer late since Fri 16:50", "hot"),
        (FRIDAY + timedelta(minutes=20), FRIDAY, "answer late since 16:50", "hot"),
    ],
)
def test_a_clock_names_the_moment_where_a_closing_lies_between(
    now: datetime, due_at: datetime, words: str, tone: str
) -> None:
    with timezone.override(UTC):
        assert wording.clock("answer", due_at=due_at, now=now, hours=OFFICE) == words
        assert wording.clock_tone(due_at=due_at, now=now, hours=OFFICE) == tone


def test_an_open_page_leaves_the_moment_alone_until_the_clock_runs_on() -> None:
    opening = MONDAY - timedelta(minutes=20)
    ahead = wording.clock_saying(due_at=MONDAY, now=FRIDAY, hours=OFFICE)
    assert (ahead.due_at, ahead.still_until) == (MONDAY, opening)
    running = wording.clock_saying(due_at=MONDAY, now=opening, hours=OFFICE)
    assert (running.due_at, running.still_until) == (MONDAY, None)
    assert wording.clock_saying(due_at=FRIDAY, now=MONDAY, hours=OFFICE).due_at is None


def test_a_clock_that_stands_still_says_until_when() -> None:
    with timezone.override(UTC):
        night = FRIDAY + timedelta(hours=1)
        opens = MONDAY - timedelta(minutes=20)
        assert wording.stopped(now=night, hours=OFFICE) == ("stopped until Mon 09:00", opens)
        assert wording.stopped(now=MONDAY, hours=OFFICE) == ("", None)
        never = Hours(week=((),) * 7)
        assert wording.stopped(now=night, hours=never) == ("", None)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 5, 12, 8, 5, tzinfo=UTC), "08:05"),
        (datetime(2026, 5, 11, 23, 0, tzinfo=UTC), "yesterday"),
        (datetime(2026, 5, 7, 8, 0, tzinfo=UTC), "Thu"),
        (datetime(2026, 3, 1, 8, 0, tzinfo=UTC), "1 Mar"),
        (datetime(2024, 11, 2, 8, 0, tzinfo=UTC), "2 Nov 2024"),
    ],
)
def test_a_moment_is_said_as_near_as_it_is(at: datetime, words: str) -> None:
    with timezone.override(UTC):
        assert wording.moment(at, now=NOW) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "under 0.1 s"),
        (0.8, "0.8 s"),
        (9.96, "10.0 s"),
        (40.4, "40 s"),
        (240, "4 min"),
        (7200, "2 h"),
    ],
)
def test_what_is_over_in_a_moment_is_said_in_parts_of_a_second(seconds: float, words: str) -> None:
    assert wording.short_span(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (200, "heard 0.8 s after it is written, 95 of 100 within 2.1 s"),
        (20, "heard 0.8 s after it is written, 95 of 100 within 2.1 s"),
        (19, "heard 0.8 s after it is written, all 19 within 2.1 s"),
        (1, "heard 0.8 s after it is written (one post)"),
    ],
)
def test_a_delay_measured_on_few_posts_says_how_few(count: int, words: str) -> None:
    median, most = timedelta(seconds=0.8), timedelta(seconds=2.1)
    assert wording.heard_after(count=count, median=median, most=most) == words


def test_numbers_are_words_up_to_ten() -> None:
    assert [wording.number(n) for n in (0, 1, 10, 11, 1234)] == ["no", "one", "ten", "11", "1 234"]
    assert [wording.times(n) for n in (1, 2, 3)] == ["once", "twice", "three times"]
    assert [wording.short_number(n) for n in (999, 2100, 48_000, 1_000_000)] == [
        "999",
        "2.1k",
        "48k",
        "1M",
    ]


@given(st.integers(min_value=0, max_value=10**7), st.integers(min_value=0, max_value=10**7))
def test_a_longer_span_is_never_said_to_be_shorter(one: int, other: int) -> None:
    def minutes(words: str) -> int:
        number, unit = words.split()
        return int(number) * {"min": 1, "h": 60, "day": 1440, "days": 1440}[unit]

    shorter, longer = sorted((one, other))
    assert minutes(wording.span(shorter)) <= minutes(wording.span(longer))


@pytest.mark.parametrize(
    ("name", "handle", "shown"),
    [
        ("Ben Ask", "ben.example", "ben.example"),
        ("Nordbuss", "nordbuss", ""),
        ("Nordbuss", "@NordBuss", ""),
        ("", "ben.example", ""),
    ],
)
def test_a_handle_that_says_the_name_once_more_is_left_out(
    name: str, handle: str, shown: str
) -> None:
    assert wording.handle_beside(name, handle) == shown
