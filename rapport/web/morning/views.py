"""The page of the morning, and the list behind each of its figures."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.converse.contract import Tab
from rapport.converse.queries import rows_of
from rapport.measure.errors import NoSuchFigure
from rapport.measure.queries import MORNING_AT_MOST, conversations_behind, promises_behind
from rapport.web.access import hours_of, may, member_of, named_hours_of, organisation_of
from rapport.web.inbox.contexts import Asked, rows_shown
from rapport.web.morning.contexts import morning_shown, promise_line
from rapport.workspace import queries as workspace
from rapport.workspace.models import Organisation
from rapport.workspace.queries import MorningWindow


@may("see")
def morning(request: HttpRequest) -> HttpResponse:
    now, house = timezone.now(), _house(request)
    shown = morning_shown(house, _window(request, house, now=now), now=now)
    may_choose = workspace.can(member_of(request), "manage_clocks")
    return render(request, "morning/page.html", {"morning": shown, "may_choose": may_choose})


@may("see")
def behind(request: HttpRequest, figure: str) -> HttpResponse:
    """What a figure was counted from: conversations, or promises."""
    now, house, member = timezone.now(), _house(request), member_of(request)
    window = _window(request, house, now=now)
    if figure == "promises":
        return _promises(request, window, now=now)
    try:
        ids = conversations_behind(
            figure,
            since=window.since,
            until=min(window.at, now),
            now=now,
            hour=_hour(request.GET.get("hour", "")),
        )
    except NoSuchFigure as error:
        raise Http404(str(error)) from error
    by_id = {row.id: row for row in rows_of(member, ids)}
    rows = [by_id[pk] for pk in ids if pk in by_id]
    context = {
        "title": _titles()[figure],
        "rows": rows_shown(
            rows,
            me=member.pk,
            asked=Asked(tab=Tab.PRIORITY),
            now=now,
            hours=hours_of(request),
            named=named_hours_of(request),
        ),
        "is_full": len(ids) == MORNING_AT_MOST,
        "back_url": f"{reverse('morning')}?day={window.day}",
    }
    return render(request, "morning/list.html", context)


def _promises(request: HttpRequest, window: MorningWindow, *, now: datetime) -> HttpResponse:
    found = promises_behind(window.since, min(window.at, now))
    context = {
        "title": _("Promises that fell due"),
        "promises": [promise_line(one, now=now) for one in found],
        "is_full": len(found) == MORNING_AT_MOST,
        "back_url": f"{reverse('morning')}?day={window.day}",
    }
    return render(request, "morning/list.html", context)


def _titles() -> dict[str, str]:
    return {
        "wrote": _("Who wrote to us"),
        "peak": _("Who wrote in that hour"),
        "answered": _("Who was answered"),
        "breached": _("Who waited past their time"),
        "danger": _("Who may have been in danger"),
        "late": _("Whom we owe an answer"),
        "praise": _("Who said something kind"),
        "acknowledged": _("Whose first sign was due"),
        "answered_in_time": _("Whose first answer was due"),
    }


def _house(request: HttpRequest) -> Organisation:
    house = organisation_of(request)
    if house is None:
        raise Http404("There is no organisation yet.")
    return house


def _window(request: HttpRequest, house: Organisation, *, now: datetime) -> MorningWindow:
    """Of the day that is asked for; the latest where it cannot be read or has not come."""
    latest = workspace.latest_morning(house, now=now)
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return latest
    # Older ones would be of facts that are not kept.
    if not 0 <= (latest.day - day).days <= 730:
        return latest
    return workspace.morning_window(house, day)


def _hour(typed: str) -> datetime | None:
    try:
        return datetime.strptime(typed, "%Y-%m-%dT%H").replace(tzinfo=UTC)
    except ValueError:
        return None
