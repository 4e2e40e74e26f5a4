"""The steps of escalation: who is told when a clock ran out, in which order and how long after one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.shell import wording
from rapport.web.signin.forms import show_refusal
from rapport.workspace import actions
from rapport.workspace.errors import InvalidEntry, NotThere
from rapport.workspace.models import EscalationStep
from rapport.workspace.queries import escalation_steps, members, teams

ROLES = {"role:lead": gettext_lazy("All leads"), "role:owner": gettext_lazy("All owners")}


class StepForm(forms.Form):
    whom = forms.ChoiceField(label=gettext_lazy("Who is told"))
    after_minutes = forms.IntegerField(
        label=gettext_lazy("After so many minutes"), min_value=0, initial=0
    )

    def __init__(self, *args: Any, keeps: EscalationStep | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["whom"]
        assert isinstance(field, forms.ChoiceField)
        people = [(f"member:{one.pk}", one.name) for one in members()]
        if keeps is not None and keeps.whom not in dict(people) and keeps.member is not None:
            people.append((keeps.whom, _left(keeps.member.name)))
        field.choices = [
            *ROLES.items(),
            (_("Teams"), [(f"team:{team.pk}", team.name) for team in teams()]),
            (_("Members"), people),
        ]


@dataclass(frozen=True, slots=True)
class StepLine:
    id: int
    name: str
    when: str
    is_first: bool
    is_last: bool


@may("manage_clocks")
def escalation(request: HttpRequest) -> HttpResponse:
    form = StepForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_step(**form.cleaned_data, by=member_of(request), now=timezone.now())
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Added. What has begun keeps the steps it began with."))
            return redirect("settings_escalation")
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "form": form,
        "lines": _lines(escalation_steps()),
    }
    return render(request, "settings/escalation.html", context, status=422 if form.errors else 200)


@may("manage_clocks")
def change(request: HttpRequest, step_id: int) -> HttpResponse:
    step = next((one for one in escalation_steps() if one.pk == step_id), None)
    if step is None:
        raise NotThere("This step is gone. Somebody took it away.")
    initial = {"whom": step.whom, "after_minutes": step.after_minutes}
    form = StepForm(request.POST or None, initial=initial, keeps=step)
    if form.is_valid():
        try:
            typed, by = form.cleaned_data, member_of(request)
            actions.change_step(step_id, **typed, by=by, now=timezone.now())
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved. What has begun keeps the steps it began with."))
            return redirect("settings_escalation")
    tabs = tabs_for(member_of(request), request.path)
    context = {"tabs": tabs, "form": form, "step": step}
    status = 422 if form.errors else 200
    return render(request, "settings/escalation_step.html", context, status=status)


@may("manage_clocks")
@require_POST
def move(request: HttpRequest, step_id: int) -> HttpResponse:
    places = 1 if request.POST.get("to") == "down" else -1
    actions.move_step(step_id, places=places, by=member_of(request), now=timezone.now())
    messages.info(request, _("Moved."))
    return redirect("settings_escalation")


@may("manage_clocks")
@require_POST
def remove(request: HttpRequest, step_id: int) -> HttpResponse:
    actions.remove_step(step_id, by=member_of(request), now=timezone.now())
    messages.info(request, _("Taken away. What has begun keeps the steps it began with."))
    return redirect("settings_escalation")


def _lines(steps: Sequence[EscalationStep]) -> list[StepLine]:
    count = len(steps)
    return [
        StepLine(
            id=step.pk,
            name=_name(step),
            when=_when(step.after_minutes, is_first=number == 1),
            is_first=number == 1,
            is_last=number == count,
        )
        for number, step in enumerate(steps, 1)
    ]


def _name(step: EscalationStep) -> str:
    if step.member is not None:
        return step.member.name if step.member.is_active else _left(step.member.name)
    return step.team.name if step.team is not None else str(ROLES[step.whom])


def _left(name: str) -> str:
    return _("%(name)s (does not work here now: the owners are told)") % {"name": name}


def _when(minutes: int, *, is_first: bool) -> str:
    if is_first:
        after = _("%(span)s after the clock ended")
        return after % {"span": wording.span(minutes)} if minutes else _("When the clock ends")
    if not minutes:
        return _("With the step before")
    return _("%(span)s after the step before") % {"span": wording.span(minutes)}
