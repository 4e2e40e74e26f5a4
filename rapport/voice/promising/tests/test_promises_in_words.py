"""Promises as people write them, in three languages, and laws that hold whatever day it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.kit.business_time import DAY_AND_NIGHT, Hours, block
from rapport.voice.promising import promises_in

STOCKHOLM = ZoneInfo("Europe/Stockholm")
WORKED = (block("09:00", "17:00"),)
OFFICE = Hours(zone="Europe/Stockholm", week=[WORKED] * 5 + [()] * 2)
# A Wednesday.
NOW = datetime(2026, 5, 6, 12, 0, tzinfo=STOCKHOLM)


def due(text: str, *, now: datetime = NOW, hours: Hours = OFFICE) -> str:
    """The first promise's moment on the wall; "" for none."""
    found = promises_in(text, now=now, hours=hours)
    return found[0].due_at.astimezone(hours.tz).strftime("%a %d %b %H:%M") if found else ""


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("We will call you on Friday.", "Fri 08 May 17:00"),
        ("We'll call you on Friday at 10.30 am", "Fri 08 May 10:30"),
        ("I will get back to you by 15:00.", "Wed 06 May 15:00"),
        # A time ends a sentence, and is not when the next one is due.
        (
            "Trains run again from 19:30. You will get your money back within 14 days.",
            "Wed 20 May 17:00",
        ),
        ("I'll have an answer by 10:00", "Thu 07 May 10:00"),
        ("Sorry about that! You will hear from us tomorrow.", "Thu 07 May 17:00"),
        ("Our team will refund it within two days.", "Fri 08 May 17:00"),
        ("We are going to fix this within 24 hours", "Thu 07 May 12:00"),
        ("We will pay you back in 3 working days.", "Mon 11 May 17:00"),
        ("We will write next week.", "Fri 15 May 17:00"),
        ("We will write next Friday.", "Fri 15 May 17:00"),
        ("You'll get it on 3 June.", "Wed 03 Jun 17:00"),
        ("We will write by the end of June.", "Tue 30 Jun 17:00"),
        ("We will call you on Saturday.", "Sat 09 May 18:00"),
        ("We will call you the day after tomorrow.", "Fri 08 May 17:00"),
        ("A colleague will ring you this afternoon", "Wed 06 May 17:00"),
        ("Wir rufen Sie am Freitag an.", "Fri 08 May 17:00"),
        ("Wir melden uns bis morgen 10 Uhr.", "Thu 07 May 10:00"),
        ("Am 3. Juni erhalten Sie Ihr Geld zurück.", "Wed 03 Jun 17:00"),
        ("Ich werde das innerhalb von zwei Tagen klären.", "Fri 08 May 17:00"),
        ("Bis übermorgen melden wir uns.", "Fri 08 May 17:00"),
        ("Vi ringer dig på fredag.", "Fri 08 May 17:00"),
        ("Jag återkommer senast i morgon kl. 10.", "Thu 07 May 10:00"),
        ("Du får pengarna inom två dagar.", "Fri 08 May 17:00"),
        ("Inom en timme hör vi av oss.", "Wed 06 May 13:00"),
        ("Vi kommer att svara nästa vecka.", "Fri 15 May 17:00"),
    ],
)
def test_what_we_bind_ourselves_to_has_a_date(text: str, when: str) -> None:
    assert due(text) == when


@pytest.mark.parametrize(
    "text",
    [
        "Shall we call you on Friday?",
        "We will not be open on Friday.",
        "Wir werden am Freitag nicht da sein.",
        "Vi kommer inte att hinna på fredag.",
        "We called you on Friday.",
        "Your train leaves on Friday at 10:00.",
        "We will look into it.",
        "Guten Morgen, wir kümmern uns darum.",
        "Thanks for writing. See you Friday!",
        "You will get it by 3 June 2025.",
        "We will be back in 2031.",
    ],
)
def test_what_binds_nobody_or_to_no_moment_is_no_promise(text: str) -> None:
    assert due(text) == ""


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        (
            "I will call you on Friday and send the refund by Monday.",
            [("I will call you on Friday", "Fri 08"), ("send the refund by Monday.", "Mon 11")],
        ),
        (
            "We'll call you tomorrow, and we will write by Friday",
            [("We'll call you tomorrow", "Thu 07"), ("we will write by Friday", "Fri 08")],
        ),
        (
            "We will call you at 15:00, send the form tomorrow and on Monday pay you back.",
            [
                ("We will call you at 15:00", "Wed 06"),
                ("send the form tomorrow", "Thu 07"),
                ("on Monday pay you back.", "Mon 11"),
            ],
        ),
        (
            "We will not call you on Friday but send the refund by Monday.",
            [("send the refund by Monday.", "Mon 11")],
        ),
        (
            "Your train leaves on Friday and we will refund you by Monday.",
            [("we will refund you by Monday.", "Mon 11")],
        ),
        (
            "Wir rufen Sie am Freitag an und schicken das Geld bis Montag.",
            [
                ("Wir rufen Sie am Freitag an", "Fri 08"),
                ("schicken das Geld bis Montag.", "Mon 11"),
            ],
        ),
        (
            "Ich werde Sie am Freitag anrufen und das Geld bis Montag überweisen.",
            [
                ("Ich werde Sie am Freitag anrufen", "Fri 08"),
                ("das Geld bis Montag überweisen.", "Mon 11"),
            ],
        ),
        (
            "Vi ringer dig på fredag och skickar pengarna senast på måndag.",
            [
                ("Vi ringer dig på fredag", "Fri 08"),
                ("skickar pengarna senast på måndag.", "Mon 11"),
            ],
        ),
    ],
)
def test_each_thing_with_a_day_of_its_own_is_a_promise(
    text: str, promised: list[tuple[str, str]]
) -> None:
    found = promises_in(text, now=NOW, hours=OFFICE)
    said = [(one.words, one.due_at.astimezone(STOCKHOLM).strftime("%a %d")) for one in found]
    assert said == promised


@pytest.mark.parametrize(
    "text",
    [
        "We will call you on Friday and Monday.",
        "We will call you on Friday and send the refund.",
        "We will look into it and call you on Friday.",
        "We are sorry, and we will call you on Friday.",
        "We will call you on Friday and send the form by 15:00.",
        "We will call you on Friday, and you can fetch it on Monday.",
        "We will send a link on Friday and call us by Monday if it fails.",
        "We will call you on Friday and not write before Monday.",
    ],
)
def test_what_is_one_thing_or_not_ours_stays_one_promise(text: str) -> None:
    (found,) = promises_in(text, now=NOW, hours=OFFICE)
    assert (found.words, found.due_at.astimezone(STOCKHOLM).strftime("%a")) == (text, "Fri")


def test_the_sentence_is_quoted_alone() -> None:
    text = "Sorry, Kajsa. We will call you on Friday! Is that all right?"
    found = promises_in(text, now=NOW, hours=OFFICE)
    assert [one.words for one in found] == ["We will call you on Friday!"]
    assert text[found[0].start : found[0].end] == found[0].words


def test_after_closing_time_today_still_means_today() -> None:
    evening = NOW.replace(hour=19)
    assert due("We will call you today.", now=evening) == "Wed 06 May 23:59"


MOMENTS = st.datetimes(
    min_value=datetime(2024, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2032, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
WEEKDAYS = {
    "en": ("We will call you on {}.", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    "de": ("Wir melden uns am {}.", "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"),
    "sv": ("Vi ringer på {}.", "måndag tisdag onsdag torsdag fredag lördag söndag"),
}
QUICK = settings(max_examples=60, deadline=None)


@QUICK
@given(MOMENTS, st.sampled_from(list(WEEKDAYS)), st.integers(0, 6))
def test_a_weekday_is_the_next_one_after_today_in_every_language(
    now: datetime, language: str, weekday: int
) -> None:
    sentence, names = WEEKDAYS[language]
    text = sentence.format(names.split()[weekday])
    (found,) = promises_in(text, now=now, hours=DAY_AND_NIGHT)
    assert found.due_at.weekday() == weekday
    assert 1 <= (found.due_at.date() - now.date()).days <= 7


@QUICK
@given(MOMENTS, st.integers(1, 300))
def test_so_many_days_end_so_many_days_from_today(now: datetime, days: int) -> None:
    for text in (f"We will pay within {days} days.", f"Vi betalar inom {days} dagar."):
        (found,) = promises_in(text, now=now, hours=DAY_AND_NIGHT)
        assert (found.due_at.date() - now.date()).days == days


@QUICK
@given(MOMENTS, st.integers(0, 23), st.integers(0, 59))
def test_a_time_of_day_is_the_next_such_moment(now: datetime, hour: int, minute: int) -> None:
    (found,) = promises_in(f"We will be back by {hour:02}:{minute:02}.", now=now, hours=OFFICE)
    assert timedelta(0) < found.due_at - now <= timedelta(hours=25)


@QUICK
@given(st.text(max_size=120), MOMENTS)
def test_no_text_brings_trouble_and_no_promise_is_due_already(text: str, now: datetime) -> None:
    said = f"{text} We will call on Friday {text} within 3 days {text}"
    for found in promises_in(said, now=now, hours=OFFICE):
        assert found.due_at > now
        assert said[found.start : found.end] == found.words
