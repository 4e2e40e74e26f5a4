"""One alarm: who was called, who answered, and taking it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.web.access import may, member_of
from rapport.web.shell import wording
from rapport.workspace import actions
from rapport.workspace import queries as workspace
from rapport.workspace.errors import NotAllowed
from rapport.workspace.models import Member, PhoneCall, PhoneRun


@dataclass(frozen=True, slots=True)
class CallShown:
    member: Member
    told: str
    answered: str


@may("see")
def alarm(request: HttpRequest, run_id: int) -> HttpResponse:
    run, member = workspace.alarm(run_id), member_of(request)
    calls = workspace.alarm_calls(run)
    mine = next((call for call in calls if call.member_id == member.pk), None)
    answers = [call for call in calls if call.answered_at is not None]
    context = {
        "run": run,
        "calls": _shown(run, calls),
        "script": workspace.script_of(workspace.phone_tree().script),
        "may_take": _may_take(run, member, mine),
        "answered": len(answers),
    }
    return render(request, "danger/alarm.html", context)


@may("see")
@require_POST
def take(request: HttpRequest, run_id: int) -> HttpResponse:
    """ "I take it", from wherever it is pressed."""
    try:
        run = actions.take_alarm(run_id, by=member_of(request), now=timezone.now())
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    if run.is_practice:
        messages.info(request, _("Counted. It was practice."))
        return redirect("alarm", run.pk)
    if run.taken_by_id == member_of(request).pk:
        messages.info(request, _("You have it. Nobody else is called."))
    elif run.taken_by is not None:
        said = _("%(name)s has it already.") % {"name": run.taken_by.name}
        messages.info(request, said)
    if run.about == "conversation" and run.about_id:
        return redirect("inbox_open", run.about_id)
    return redirect("alarm", run.pk)


def _may_take(run: PhoneRun, member: Member, mine: PhoneCall | None) -> bool:
    if run.ended_at is not None:
        return False
    if run.is_practice:
        return mine is not None and mine.answered_at is None
    return mine is not None or workspace.can(member, "answer")


def _shown(run: PhoneRun, calls: Sequence[PhoneCall]) -> list[CallShown]:
    return [
        CallShown(
            call.member,
            _called(call.told_at - run.started_at),
            _("answered in %(span)s")
            % {"span": wording.short_span(call.answered_at - call.told_at)}
            if call.answered_at
            else "",
        )
        for call in calls
    ]


def _called(waited: timedelta) -> str:
    if waited < timedelta(seconds=1):
        return _("called at once")
    return _("called after %(span)s") % {"span": wording.short_span(waited)}
