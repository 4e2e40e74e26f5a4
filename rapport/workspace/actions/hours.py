"""When the organisation works. What changes it tells clocks to count anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import available_timezones

from django.db import transaction

from rapport.kit.business_time import (
    WEEKDAYS,
    HoursError,
    NeverOpens,
    UnknownCountry,
    blocks_told,
    day_in_words,
    next_opening,
)
from rapport.ledger.actions import publish
from rapport.workspace import queries
from rapport.workspace.actions.entries import blank_entries, demand
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.events import HoursChanged
from rapport.workspace.hours import compiled
from rapport.workspace.models import BusinessHours, Member, Organisation

# Own days that lie back further are dropped: no open clock reaches them.
KEPT_BACK = timedelta(days=400)
OWN_DAYS_AT_MOST = 400
CLOSED_WORDS_LENGTH = 300


@transaction.atomic
def set_business_hours(
    *,
    day_and_night: bool,
    week: Sequence[str],
    zone: str = "",
    country: str = "",
    subdivision: str = "",
    by: Member,
    now: datetime,
) -> BusinessHours:
    """`week`: seven days from Monday, each as people write it ("9-12, 13:00-17:30"); "" is closed.

    Raises InvalidEntry with the names of these parameters, and "monday" to "sunday" for a day of the week.
    """
    demand(by, "settings")
    house, row = _locked()
    row.day_and_night, row.zone = day_and_night, zone
    row.country, row.subdivision = country, subdivision
    row.week = week_told(week)
    demand_zone(zone)
    _refuse_what_cannot_be(row, house, now=now)
    return _save(row, house, by=by, now=now)


@transaction.atomic
def set_closed_words(text: str, *, by: Member) -> BusinessHours:
    """What people may be told while it is closed; "" for the usual sentence. Raises InvalidEntry."""
    demand(by, "settings")
    _house, row = _locked()
    told = " ".join(text.split())
    if len(told) > CLOSED_WORDS_LENGTH or "\x00" in told:
        raise InvalidEntry({"words": f"Please keep this under {CLOSED_WORDS_LENGTH} characters."})
    if told and "{back}" not in told:
        raise InvalidEntry(
            {"words": "Say when you are back: {back} stands for the day and the time."}
        )
    row.closed_words = told
    row.save()
    return row


@transaction.atomic
def set_own_day(on: date, *, name: str, hours: str, by: Member, now: datetime) -> BusinessHours:
    """A date that is closed (no `hours`), or open at other hours than its weekday. Raises InvalidEntry."""
    demand(by, "settings")
    house, row = _locked()
    wrong = blank_entries(name=name)
    try:
        told = day_in_words(blocks_told(hours))
    except HoursError as error:
        wrong["hours"] = str(error)
    if wrong:
        raise InvalidEntry(wrong)
    oldest = (now - KEPT_BACK).date()
    if on < oldest or on > (now + timedelta(days=3_650)).date():
        raise InvalidEntry({"on": "Choose a day of the next ten years."})
    kept = {at: day for at, day in row.days.items() if date.fromisoformat(at) >= oldest}
    row.days = kept | {on.isoformat(): {"name": name.strip(), "hours": told}}
    if len(row.days) > OWN_DAYS_AT_MOST:
        raise InvalidEntry(
            {"on": f"{OWN_DAYS_AT_MOST} days are kept at most. Take some away first."}
        )
    _refuse_what_cannot_be(row, house, now=now, field="hours")
    return _save(row, house, by=by, now=now)


@transaction.atomic
def remove_own_day(on: date, *, by: Member, now: datetime) -> BusinessHours:
    """The date is like any other of its weekday again. Safe to repeat."""
    demand(by, "settings")
    house, row = _locked()
    if row.days.pop(on.isoformat(), None) is None:
        return row
    _refuse_what_cannot_be(row, house, now=now, field="on")
    return _save(row, house, by=by, now=now)


def _locked() -> tuple[Organisation, BusinessHours]:
    # The organisation's row is there before the hours are: it makes two people wait for each other.
    house = Organisation.objects.select_for_update().get()
    return house, queries.business_hours()


def demand_zone(zone: str) -> None:
    if zone and zone not in available_timezones():
        raise InvalidEntry(
            {"zone": f"“{zone}” is no time zone. Choose one such as Europe/Stockholm."}
        )


def week_told(told: Sequence[str]) -> list[str]:
    wrong, week = {}, []
    for name, day in zip(WEEKDAYS, told, strict=True):
        try:
            week.append(day_in_words(blocks_told(day)))
        except HoursError as error:
            wrong[name.lower()] = str(error)
    if wrong:
        raise InvalidEntry(wrong)
    return week


def _refuse_what_cannot_be(
    row: BusinessHours, house: Organisation, *, now: datetime, field: str = "week"
) -> None:
    zone, must_open = row.zone or house.timezone, not row.day_and_night
    with refused_in_words(field):
        hours = compiled(zone, row.week, row.days, row.country, row.subdivision)
        if must_open:
            next_opening(hours, now)


@contextmanager
def refused_in_words(field: str) -> Iterator[None]:
    """What the engine refuses becomes an InvalidEntry that names what was typed."""
    try:
        yield
    except NeverOpens:
        raise InvalidEntry(
            {field: "Nothing would ever open. Give at least one day its hours."}
        ) from None
    except UnknownCountry as error:
        named = "subdivision" if error.country_is_known else "country"
        raise InvalidEntry({named: str(error)}) from error
    except HoursError as error:
        day = str(error).partition(":")[0]
        raise InvalidEntry({day.lower() if day in WEEKDAYS else field: str(error)}) from error


def _save(row: BusinessHours, house: Organisation, *, by: Member, now: datetime) -> BusinessHours:
    row.changed_at = now
    row.save()
    publish(HoursChanged(workspace_id=house.pk, by_id=by.pk), now=now)
    return row
