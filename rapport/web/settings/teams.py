"""Teams: who works together."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.settings.forms import TeamForm
from rapport.web.signin.forms import show_refusal
from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.models import Team


@may("manage_members")
def teams(request: HttpRequest) -> HttpResponse:
    form = TeamForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_team(by=member_of(request), **form.cleaned_data)
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Added."))
            return redirect("teams")
    return _page(request, form)


@may("manage_members")
def team(request: HttpRequest, team_id: int) -> HttpResponse:
    found = get_object_or_404(queries.teams(), pk=team_id)
    form = _form_of(found, request.POST or None)
    if form.is_valid():
        try:
            actions.change_team(found, by=member_of(request), **form.cleaned_data)
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved."))
            return redirect("teams")
    return _page(request, form, found)


@may("manage_members")
@require_POST
def dissolve(request: HttpRequest, team_id: int) -> HttpResponse:
    actions.dissolve_team(get_object_or_404(queries.teams(), pk=team_id), by=member_of(request))
    messages.info(request, _("The team is dissolved. Its members stay."))
    return redirect("teams")


class HookForm(forms.Form):
    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )


@may("manage_members")
@require_POST
def set_hook(request: HttpRequest, team_id: int) -> HttpResponse:
    """Its secret is shown in the answer to this and nowhere after."""
    found = get_object_or_404(queries.teams(), pk=team_id)
    form, secret = HookForm(request.POST), ""
    if form.is_valid():
        try:
            secret = actions.set_team_hook(
                found, form.cleaned_data["url"], by=member_of(request), now=timezone.now()
            )
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
    return _page(request, _form_of(found), found, hook_form=form, secret=secret)


@may("manage_members")
@require_POST
def try_hook(request: HttpRequest, team_id: int) -> HttpResponse:
    found = get_object_or_404(queries.teams(), pk=team_id)
    trouble = actions.try_team_hook(found, by=member_of(request), now=timezone.now())
    if trouble:
        messages.error(request, trouble)
    else:
        messages.info(request, _("Taken. It heard a call of the type “rapport.try”."))
    return redirect("team", found.pk)


@may("manage_members")
@require_POST
def remove_hook(request: HttpRequest, team_id: int) -> HttpResponse:
    found = get_object_or_404(queries.teams(), pk=team_id)
    actions.remove_team_hook(found, by=member_of(request))
    messages.info(request, _("Taken away. Nothing is told there any more."))
    return redirect("team", found.pk)


def _form_of(team: Team, data: QueryDict | None = None) -> TeamForm:
    now = {
        "name": team.name,
        "members": team.members.all(),
        "purpose": team.purpose,
        "brand": team.brand_id,
        "lead": team.lead_id,
    }
    return TeamForm(data, initial=now)


def _page(
    request: HttpRequest,
    form: TeamForm,
    team: Team | None = None,
    *,
    hook_form: HookForm | None = None,
    secret: str = "",
) -> HttpResponse:
    hook = queries.hooks_of_teams([team.pk]).get(team.pk) if team is not None else None
    invalid = bool(form.errors or (hook_form is not None and hook_form.errors))
    context = {
        "hook": hook,
        "hook_form": hook_form or HookForm(initial={"url": hook.url if hook else ""}),
        "hook_secret": secret,
        "tabs": tabs_for(member_of(request), request.path),
        "teams": queries.teams(),
        "team": team,
        "form": form,
    }
    return render(request, "settings/teams.html", context, status=422 if invalid else 200)
