"""Business hours: the week, days of one's own, and the public holidays that come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.kit.business_time import (
    Hours,
    HoursError,
    blocks_told,
    holidays_of,
    is_open,
    next_closing,
    next_opening,
)
from rapport.web.access import may, member_of, organisation_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.settings.hours_forms import ClosedWordsForm, HoursForm, OwnDayForm
from rapport.web.shell import wording
from rapport.web.signin.forms import show_refusal
from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.models import BusinessHours

HOLIDAYS_SHOWN = 8
DAY_MINUTES = 1440


@may("settings")
def hours(request: HttpRequest) -> HttpResponse:
    form = _form(request, request.POST or None)
    if form.is_valid():
        try:
            actions.set_business_hours(**form.told(), by=member_of(request), now=timezone.now())
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved. Clocks that run are counted anew."))
            return redirect("settings_hours")
    return _page(request, form=form)


@may("settings")
@require_POST
def set_day(request: HttpRequest) -> HttpResponse:
    form = OwnDayForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data
        try:
            actions.set_own_day(day.pop("on"), **day, by=member_of(request), now=timezone.now())
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved. Clocks that run are counted anew."))
            return redirect("settings_hours")
    return _page(request, day_form=form)


@may("settings")
@require_POST
def remove_day(request: HttpRequest, on: date) -> HttpResponse:
    try:
        actions.remove_own_day(on, by=member_of(request), now=timezone.now())
    except InvalidEntry as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, _("That day is like any other of its weekday."))
    return redirect("settings_hours")


@may("settings")
@require_POST
def closed_words(request: HttpRequest) -> HttpResponse:
    form = ClosedWordsForm(request.POST)
    if form.is_valid():
        try:
            actions.set_closed_words(form.cleaned_data["words"], by=member_of(request))
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved. The reply box offers it while you are closed."))
            return redirect("settings_hours")
    return _page(request, words_form=form)


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of the week with its field, and the open parts of its bar: (begin, length) in minutes."""

    field: BoundField
    bar: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class DateLine:
    on: date
    name: str
    hours: str  # "" is closed


def _form(request: HttpRequest, data: Any = None) -> HoursForm:
    house = organisation_of(request)
    zone = house.timezone if house else "UTC"
    return HoursForm(data, shown=queries.business_hours(), house_zone=zone)


def _page(
    request: HttpRequest,
    *,
    form: HoursForm | None = None,
    day_form: OwnDayForm | None = None,
    words_form: ClosedWordsForm | None = None,
) -> HttpResponse:
    now, row, counted = timezone.now(), queries.business_hours(), queries.working_hours()
    invalid = any(one is not None and one.errors for one in (form, day_form, words_form))
    today = timezone.localtime(now, counted.tz).date()
    form = form or _form(request)
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "form": form,
        "day_form": day_form or OwnDayForm(),
        "words_form": words_form or ClosedWordsForm(initial={"words": row.closed_words}),
        "lines": _lines(form, row),
        "state": _state(counted, now=now),
        "row": row,
        "own_days": _own_days(row, today),
        "others": queries.named_hours(),
        "holidays": list(islice(_coming(row, counted, today), HOLIDAYS_SHOWN)),
    }
    return render(request, "settings/hours.html", context, status=422 if invalid else 200)


def _lines(form: HoursForm, row: BusinessHours) -> list[DayLine]:
    """Bars show what was saved: what is typed may be no hours at all."""
    week = [blocks_told(day) for day in row.week]
    found = []
    for number, field in enumerate(form.days()):
        night = [(0, b.closes - DAY_MINUTES) for b in week[number - 1] if b.closes > DAY_MINUTES]
        day = [(b.opens, min(b.closes, DAY_MINUTES) - b.opens) for b in week[number]]
        found.append(DayLine(field, night + day))
    return found


def _state(counted: Hours, *, now: datetime) -> str:
    if counted.is_always:
        return _("Clocks run day and night.")
    if is_open(counted, now):
        closes = next_closing(counted, now)
        if closes is None:
            return _("Open now.")
        return _("Open now, until %(time)s.") % {"time": wording.due_with_time(closes, now=now)}
    try:
        opens = next_opening(counted, now)
    except HoursError:
        return _("Closed, and nothing opens any more.")
    return _("Closed now. Opens %(time)s.") % {"time": wording.due_with_time(opens, now=now)}


def _own_days(row: BusinessHours, today: date) -> list[DateLine]:
    days = ((date.fromisoformat(on), day) for on, day in sorted(row.days.items()))
    return [DateLine(on, day["name"], day["hours"]) for on, day in days if on >= today]


def _coming(row: BusinessHours, counted: Hours, today: date) -> Iterator[DateLine]:
    """Public holidays of a year from today, with the hours of those that were given some."""
    if not row.country:
        return
    for year in (today.year, today.year + 1):
        for on, name in sorted(holidays_of(row.country, row.subdivision, year).items()):
            if today <= on < today + timedelta(days=366):
                own = row.days.get(on.isoformat())
                yield DateLine(on, name, own["hours"] if own else "")
