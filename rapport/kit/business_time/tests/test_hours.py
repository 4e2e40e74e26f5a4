"""Hours as people write them: blocks, nights, closed days, holidays, clocks that are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from rapport.kit.business_time import (
    Block,
    Hours,
    HoursError,
    NeverOpens,
    Pause,
    UnknownCountry,
    block,
    blocks_told,
    day_in_words,
    due_at,
    every_day,
    is_open,
    last_opening,
    minutes_between,
    next_closing,
    next_opening,
    open_time,
)

OSLO = ZoneInfo("Europe/Oslo")
NINE_TO_FIVE = (block("9:00", "17:00"),)
WEEK = (*((NINE_TO_FIVE,) * 5), (), ())
OFFICE = Hours("Europe/Oslo", WEEK)


def at(month: int, day: int, hour: int, minute: int = 0, *, tz: tzinfo = OSLO) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=tz)


def test_what_comes_on_friday_evening_is_due_on_monday() -> None:
    assert due_at(OFFICE, at(5, 15, 18), 20) == at(5, 18, 9, 20)
    assert due_at(OFFICE, at(5, 15, 16, 50), 20) == at(5, 18, 9, 10)


def test_what_ends_at_closing_is_due_then_and_not_at_the_next_opening() -> None:
    assert due_at(OFFICE, at(5, 15, 16), 60) == at(5, 15, 17)


def test_what_is_owed_in_no_time_is_due_at_once() -> None:
    assert due_at(OFFICE, at(5, 16, 12), 0) == at(5, 16, 12)


def test_day_and_night_is_the_plain_case() -> None:
    always = Hours()
    assert always.is_always
    assert due_at(always, at(5, 16, 3), 90) == at(5, 16, 4, 30)
    assert minutes_between(always, at(5, 16, 3), at(5, 17, 3)) == 1440
    assert last_opening(always, at(5, 16, 3), at(5, 17, 3)) is None


def test_a_day_closed_stops_even_hours_without_an_end() -> None:
    hours = Hours("Europe/Oslo", days={date(2026, 5, 17): ()})
    assert not hours.is_always
    assert due_at(hours, at(5, 16, 23), 90) == at(5, 18, 0, 30)


def test_several_blocks_a_day_leave_out_what_lies_between() -> None:
    noon = (block("9:00", "12:00"), block("13:00", "17:00"))
    hours = Hours("Europe/Oslo", every_day(*noon))
    assert due_at(hours, at(5, 12, 11, 30), 60) == at(5, 12, 13, 30)
    assert not is_open(hours, at(5, 12, 12))
    assert is_open(hours, at(5, 12, 13))


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    hours = Hours("Europe/Oslo", every_day(block("20:00", "4:00")), days={date(2026, 5, 17): ()})
    assert is_open(hours, at(5, 17, 3, 59)), "Saturday's night runs to its end"
    assert not is_open(hours, at(5, 17, 21))
    assert not is_open(hours, at(5, 18, 3))
    assert minutes_between(hours, at(5, 16, 12), at(5, 18, 12)) == 8 * 60


@pytest.mark.parametrize(
    ("own", "total"), [(block("2:00", "6:00"), 10), (block("2:00", "3:00"), 8)]
)
def test_a_night_that_meets_a_day_with_hours_of_its_own_counts_once(own: Block, total: int) -> None:
    hours = Hours("UTC", every_day(block("20:00", "4:00")), days={date(2026, 5, 17): (own,)})
    assert minutes_between(hours, at(5, 16, 20, tz=UTC), at(5, 17, 12, tz=UTC)) == total * 60


def test_an_hour_that_does_not_exist_is_not_worked() -> None:
    # On 29 March 2026 Oslo's clocks go from 2:00 to 3:00.
    hours = Hours("Europe/Oslo", every_day(block("1:00", "5:00")))
    assert minutes_between(hours, at(3, 29, 0), at(3, 29, 12)) == 3 * 60
    assert due_at(hours, at(3, 29, 1, 30), 60) == at(3, 29, 3, 30)


def test_an_hour_that_comes_twice_is_worked_twice() -> None:
    # On 25 October 2026 Oslo's clocks go from 3:00 back to 2:00.
    hours = Hours("Europe/Oslo", every_day(block("1:00", "5:00")))
    assert minutes_between(hours, at(10, 25, 0), at(10, 25, 12)) == 5 * 60
    half = Hours("Europe/Oslo", every_day(block("1:00", "2:30")))
    assert minutes_between(half, at(10, 25, 0), at(10, 25, 12)) == 120


def test_midnights_that_come_twice_keep_their_order() -> None:
    # Until 2011 St John's went back over midnight: 0:01 became 23:01 of the day before.
    hours = Hours("America/St_Johns", every_day(block("23:00", "0:00")))
    start = datetime(2010, 11, 6, 12, tzinfo=ZoneInfo("America/St_Johns"))
    assert minutes_between(hours, start, start + timedelta(days=1)) == 60 + 59


def test_public_holidays_close_and_days_of_ones_own_outweigh_them() -> None:
    norway = Hours("Europe/Oslo", WEEK, country="NO")
    assert next_opening(norway, at(5, 1, 10)) == at(5, 4, 9), "1 May is a holiday, and a Friday"
    open_then = Hours("Europe/Oslo", WEEK, {date(2026, 5, 1): NINE_TO_FIVE}, country="NO")
    assert is_open(open_then, at(5, 1, 10))


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    berlin, munich = (
        Hours("Europe/Berlin", WEEK, country="DE", subdivision=part) for part in ("BE", "BY")
    )
    epiphany = datetime(2026, 1, 6, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    assert is_open(berlin, epiphany)
    assert not is_open(munich, epiphany)


def test_a_country_nobody_knows_is_refused_with_what_to_give_instead() -> None:
    with pytest.raises(UnknownCountry, match="two letters, such as NO"):
        Hours(country="XX")
    with pytest.raises(UnknownCountry, match="No part of NO is called “99”"):
        Hours(country="NO", subdivision="99")
    with pytest.raises(UnknownCountry, match="two letters"):
        Hours(subdivision="BY")


def test_a_pause_is_not_counted_and_moves_what_is_due() -> None:
    pause = Pause(at(5, 12, 10), at(5, 12, 11))
    assert due_at(OFFICE, at(5, 12, 9, 30), 60, pauses=[pause]) == at(5, 12, 11, 30)
    assert open_time(OFFICE, at(5, 12, 9), at(5, 12, 12), pauses=[pause]) == timedelta(hours=2)
    before = Pause(at(5, 12, 18), at(5, 13, 8))
    assert due_at(OFFICE, at(5, 12, 16, 30), 60, pauses=[before]) == at(5, 13, 9, 30)


def test_the_zone_of_a_moment_does_not_matter() -> None:
    moment = at(5, 15, 16, 50)
    assert due_at(OFFICE, moment, 20) == due_at(OFFICE, moment.astimezone(UTC), 20)
    assert due_at(OFFICE, moment, 20).tzinfo is UTC


def test_what_never_opens_is_told_and_not_looked_for_for_ever() -> None:
    with pytest.raises(NeverOpens, match="Nothing opens after 2026-05-12"):
        due_at(Hours(week=every_day()), at(5, 12, 9), 5)
    with pytest.raises(NeverOpens):
        next_opening(Hours(week=every_day()), at(5, 12, 9))
    closed = {date(2026, 5, 12) + timedelta(days=n): () for n in range(4_000)}
    with pytest.raises(NeverOpens):
        due_at(Hours(days=closed), at(5, 12, 9), 5)


def test_one_day_that_opens_is_found_and_then_nothing_more() -> None:
    hours = Hours("Europe/Oslo", every_day(), {date(2027, 5, 12): NINE_TO_FIVE})
    assert next_opening(hours, at(5, 12, 9)) == datetime(2027, 5, 12, 9, tzinfo=OSLO)
    with pytest.raises(NeverOpens):
        due_at(hours, at(5, 12, 9), 481)


def test_closing_is_where_the_open_stretch_ends_over_midnight_too() -> None:
    assert next_closing(OFFICE, at(5, 15, 10)) == at(5, 15, 17)
    night = Hours("Europe/Oslo", every_day(block("20:00", "4:00")))
    assert next_closing(night, at(5, 12, 22)) == at(5, 13, 4)
    assert next_closing(Hours(), at(5, 12, 22)) is None
    closed_at_christmas = Hours("Europe/Oslo", days={date(2026, 12, 24): ()})
    assert next_closing(closed_at_christmas, at(5, 12, 22)) == at(12, 24, 0)
    last = Hours("Europe/Oslo", every_day(), {date(2026, 5, 12): NINE_TO_FIVE})
    assert next_closing(last, at(5, 12, 10)) == at(5, 12, 17)


def test_a_clock_runs_without_a_stop_from_the_last_opening_before_it_is_due() -> None:
    assert last_opening(OFFICE, at(5, 15, 10), at(5, 15, 11)) is None
    assert last_opening(OFFICE, at(5, 15, 16, 50), at(5, 18, 9, 10)) == at(5, 18, 9)
    assert last_opening(OFFICE, at(5, 16, 12), at(5, 18, 9, 10)) == at(5, 18, 9)


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("", ""),
        ("9-17", "09:00-17:00"),
        ("13.00 – 17.30; 9:00-12:00", "09:00-12:00, 13:00-17:30"),
        ("20-4", "20:00-04:00"),
        ("0-24", "00:00-24:00"),
        ("0:00-0:00", "00:00-24:00"),
    ],
)
def test_blocks_are_read_as_people_write_them(told: str, read: str) -> None:
    day = blocks_told(told)
    assert day_in_words(day) == read
    assert blocks_told(read) == day


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: block("nine", "17:00"), "“nine” is no time of day. Write it as 9:00"),
        (lambda: blocks_told("9-12, 13"), "“13” has no end. Write it as 9:00-17:00."),
        (lambda: block("9:00", "24:30"), "“24:30” is no time of day"),
        (lambda: block("24:00", "4:00"), "cannot open at 24:00"),
        (lambda: Block(-5, 60), "cannot be"),
        (lambda: Block(60, 60 + 1441), "at most 24 hours"),
        (lambda: Hours(week=[()] * 6), "seven days"),
        (lambda: Hours(zone="Mars/Olympus"), "“Mars/Olympus” is no time zone"),
        (lambda: Hours(zone="../../etc/passwd"), "is no time zone"),
        (
            lambda: Hours(week=every_day(block("9:00", "13:00"), block("12:00", "17:00"))),
            "Monday: 12:00-17:00 begins before 09:00-13:00 ends",
        ),
        (
            lambda: Hours(week=every_day(block("1:00", "2:00"), block("20:00", "1:30"))),
            "Monday: 20:00-01:30 runs into 01:00-02:00 of the next day",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused_with_a_remedy(make: object, says: str) -> None:
    with pytest.raises(HoursError, match=says.replace("(", r"\(")):
        make()  # type: ignore[operator]
