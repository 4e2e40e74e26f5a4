"""The rota: the week, and what can be changed about it. Whatever is changed can be undone from the next page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.web.access import may, member_of, organisation_of
from rapport.web.rota import undoing
from rapport.web.rota.contexts import asked_week, midnight, week_shown
from rapport.web.rota.forms import ONCE, AwayForm, ShiftForm, TimesForm
from rapport.web.signin.forms import show_refusal
from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.models import Absence


@may("see")
def rota(request: HttpRequest) -> HttpResponse:
    member, now, house = member_of(request), timezone.now(), organisation_of(request)
    zone = ZoneInfo(house.timezone if house else "UTC")
    today = now.astimezone(zone).date()
    monday = asked_week(request.GET.get("week", ""), today=today)
    planned = queries.rota(
        midnight(monday, zone), midnight(monday + timedelta(days=7), zone), house=house
    )
    may_keep = queries.can(member, "keep_rota")
    teams = dict(queries.team_names())
    context = {
        "week": week_shown(
            planned,
            monday=monday,
            member=member,
            may_keep=may_keep,
            teams=teams,
            zone=zone,
            now=now,
        ),
        "monday": monday,
        "undo": request.GET.get("undo", "") if may_keep else "",
        "may_keep": may_keep,
        "absences": queries.absences(since=today),
    }
    return render(request, "rota/page.html", context)


@may("keep_rota")
def add(request: HttpRequest) -> HttpResponse:
    form = ShiftForm(request.POST or None)
    if form.is_valid():
        try:
            undo = _add(request, form.cleaned_data)
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            return _done(request, _("The shift stands."), undo)
    return _form_page(request, "rota/add.html", form)


def _add(request: HttpRequest, typed: dict[str, Any]) -> str:
    by, told = member_of(request), {k: typed[k] for k in ("starts", "ends", "team", "leads")}
    if typed["when"] == ONCE:
        row = actions.add_shift(typed["member"], on=typed["on"], by=by, now=timezone.now(), **told)
        return undoing.word("remove_shift", id=row.pk)
    rows = actions.add_weekly_shifts(
        typed["member"],
        weekdays=typed["weekdays"],
        on_holidays=typed["on_holidays"],
        by=by,
        **told,
    )
    return undoing.word("remove_weekly", ids=[row.pk for row in rows])


@may("keep_rota")
def change(request: HttpRequest, pattern_id: int) -> HttpResponse:
    row = queries.weekly_shifts().filter(pk=pattern_id).first()
    if row is None:
        raise Http404("There is no such shift.")
    form = TimesForm(request.POST or None, initial=TimesForm.of(row))
    if form.is_valid():
        undo = undoing.word("change_weekly", id=row.pk, **undoing.of_weekly(row))
        try:
            actions.change_weekly_shift(pattern_id, by=member_of(request), **form.cleaned_data)
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            return _done(request, _("Changed."), undo)
    return render(
        request, "rota/change.html", {"form": form, "row": row, "day": DAY_NAMES[row.weekday]},
        status=422 if form.errors else 200,
    )  # fmt: skip


@may("keep_rota")
@require_POST
def remove_weekly(request: HttpRequest, pattern_id: int) -> HttpResponse:
    row = actions.remove_weekly_shift(pattern_id, by=member_of(request))
    undo = undoing.word("add_weekly", **undoing.of_weekly(row))
    return _done(request, _("It comes back no more."), undo)


@may("keep_rota")
@require_POST
def skip(request: HttpRequest, pattern_id: int, on: date) -> HttpResponse:
    row = actions.skip_weekly_shift(pattern_id, on, by=member_of(request))
    undo = undoing.word("run_weekly", id=row.pk, on=on.isoformat())
    return _done(request, _("Not on that day."), undo)


@may("keep_rota")
@require_POST
def remove(request: HttpRequest, shift_id: int) -> HttpResponse:
    row = actions.remove_shift(shift_id, by=member_of(request))
    return _done(request, _("Taken away."), undoing.word("restore_shift", **undoing.of_shift(row)))


@may("keep_rota")
def away(request: HttpRequest) -> HttpResponse:
    form = AwayForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            row = actions.add_absence(typed.pop("member"), by=member_of(request), **typed)
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            undo = undoing.word("remove_absence", id=row.pk)
            return _done(request, _("Noted. Gaps this leaves are shown."), undo)
    return _form_page(request, "rota/away.html", form)


@may("keep_rota")
@require_POST
def back(request: HttpRequest, absence_id: int) -> HttpResponse:
    row = Absence.objects.filter(pk=absence_id).first()
    actions.remove_absence(absence_id, by=member_of(request))
    undo = undoing.word("add_absence", **undoing.of_absence(row)) if row else ""
    return _done(request, _("Their shifts run again."), undo)


@may("keep_rota")
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    try:
        done = undoing.take_back(request.POST.get("undo", ""), by=member_of(request))
    except InvalidEntry as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _("Undone.") if done else _("That cannot be undone any more.")
        messages.info(request, said)
    return redirect(_where(request))


def _done(request: HttpRequest, words: str, undo: str) -> HttpResponse:
    """Back to the week one came from, which offers to undo."""
    messages.info(request, words)
    here = _where(request)
    if not undo:
        return redirect(here)
    return redirect(f"{here}{'&' if '?' in here else '?'}{urlencode({'undo': undo})}")


def _where(request: HttpRequest) -> str:
    week = request.POST.get("week", "")
    return f"{reverse('rota')}?{urlencode({'week': week})}" if week else reverse("rota")


def _form_page(request: HttpRequest, template: str, form: Form) -> HttpResponse:
    week = request.GET.get("week") or request.POST.get("week", "")
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "week": week[:10]}, status=status)
