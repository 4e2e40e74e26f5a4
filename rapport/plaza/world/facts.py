"""The brand as it tells Rapport about itself: its team, its purposes, what it holds true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import cast

from rapport.plaza.world.cast import BRAND, NORDBUSS, PILEN
from rapport.plaza.world.places import TIMEZONE, local
from rapport.plaza.world.shapes import Brief, Promise, Purpose, Role, Statement, TeamMember

_TEAM = (
    ("maja", "Maja Lindqvist", "owner", "ML", "Head of customers"),
    ("jonas", "Jonas Kjellberg", "lead", "JK", "Team lead, communications"),
    ("amina", "Amina Osman", "agent", "AO", "Customer care"),
    ("teo", "Teo Rask", "agent", "TR", "Customer care and traffic desk"),
    ("signe", "Signe Holm", "agent", "SH", "Customer care and claims"),
    ("per", "Per Nyström", "agent", "PN", "Customer care, early shift"),
)

_STATEMENTS = (
    ("Refunds are paid within 14 days.", "refund", "signe", "march", None),
    ("Refunds are paid within 30 days.", "refund", "signe", "before", "march"),
    (
        "From 30 minutes' delay at the final stop we pay back half the fare, from 60 minutes all of it.",
        "refund",
        "signe",
        "before",
        None,
    ),
    (
        "Lost property is kept for 30 days at Halden Central, then given to charity.",
        "lost property",
        "teo",
        "before",
        None,
    ),
    (
        "Bicycles travel on every line, also before 9. The exception is line 4 in the peak: weekdays"
        " 06:30 to 09:00 and 15:30 to 18:00.",
        "bicycles",
        "teo",
        "timetable",
        None,
    ),
    ("A folded bicycle is luggage and travels free.", "bicycles", "teo", "before", None),
    ("Dogs travel free, in coach 2. Small dogs in a bag may sit anywhere.", "dogs", "amina", "before", None),
    (
        "Children under 7 travel free, two per adult; from 7 to 17 they pay half.",
        "children",
        "amina",
        "before",
        None,
    ),
    ("Students get 30 % off with any valid student card, foreign cards included.", "discounts", "amina", "before", None),
    (
        "The ramp can be booked here, in a public post or a message, until 12 hours before departure.",
        "assistance",
        "amina",
        "before",
        None,
    ),
    ("While a lift is out of order we pay a taxi to the next step-free station.", "assistance", "amina", "before", None),
    (
        "The penalty fare is 1,200 kr. It is waived when a ticket valid at the time is shown within 7 days.",
        "penalty fares",
        "signe",
        "before",
        None,
    ),
    ("The confirmation mail is valid on board when the app fails.", "app", "teo", "before", None),
    ("App version 5.2 logs nobody out on the way.", "app", "teo", "app", None),
    ("The monthly pass is valid on city buses in zones A and B, not on Nordbuss.", "passes", "amina", "before", None),
    ("Line 4 runs every 20 minutes in the peak.", "timetable", "jonas", "timetable", None),
    ("Wifi on all lines is being replaced; coach 1 comes first.", "wifi", "teo", "timetable", None),
    ("All inspections are stopped and nobody is fined.", "app", "jonas", "leak", "app"),
)  # fmt: skip

_PURPOSES = (
    Purpose(
        "Nobody stranded is left without a word for fifteen minutes.",
        "share of people with an urgent message acknowledged within 15 minutes",
        "95 %",
    ),
    Purpose(
        "One answer, whoever gives it.",
        "share of replies that agree with what we hold true",
        "98 %",
    ),
    Purpose(
        "Whoever praises a colleague hears from us, and so does the colleague.",
        "share of praise acknowledged the same day",
        "90 %",
    ),
)


def brief(end: datetime, promises: tuple[Promise, ...]) -> Brief:
    """The brief as it stands at `end`."""
    return Brief(
        organisation="Halden Rail AB",
        brand="Halden Rail",
        account=BRAND,
        competitors=(NORDBUSS, PILEN),
        timezone=TIMEZONE,
        purposes=_PURPOSES,
        team=team(),
        statements=tuple(_statement(row, end) for row in _STATEMENTS),
        promises=promises,
    )


def team() -> tuple[TeamMember, ...]:
    return tuple(
        TeamMember(slug, name, f"{slug}@halden.example", cast(Role, role), initials, title)
        for slug, name, role, initials, title in _TEAM
    )


def timetable_day(end: datetime) -> datetime:
    """The first morning of the new timetable: a Monday about twelve weeks before `end`."""
    return _weekday_before(end - timedelta(days=80), 0)


def leak_day(end: datetime) -> datetime:
    """The day the app showed other people's tickets: a Thursday about five weeks before."""
    return _weekday_before(end - timedelta(days=29), 3)


def _weekday_before(when: datetime, weekday: int) -> datetime:
    """Local midnight of the last such weekday before `when`."""
    day = local(when).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _statement(row: tuple[str, str, str, str, str | None], end: datetime) -> Statement:
    text, topic, owner, since, until = row
    return Statement(
        text, topic, owner, _named(since, end), None if until is None else _named(until, end)
    )


def _named(name: str, end: datetime) -> datetime:
    march = local(end - timedelta(days=125)).replace(
        month=3, day=1, hour=0, minute=0, second=0, microsecond=0
    )
    if march > local(end - timedelta(days=125)):
        march = march.replace(year=march.year - 1)
    named = {
        "march": march,
        "before": march.replace(year=march.year - 3),
        "timetable": timetable_day(end) + timedelta(days=13),
        "leak": leak_day(end),
        "app": leak_day(end) + timedelta(days=4),
    }
    return named[name].astimezone(UTC)
