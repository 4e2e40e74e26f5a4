"""Teams: who works together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
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
    now = {
        "name": found.name,
        "members": found.members.all(),
        "purpose": found.purpose,
        "brand": found.brand_id,
        "lead": found.lead_id,
    }
    form = TeamForm(request.POST or None, initial=now)
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


def _page(request: HttpRequest, form: TeamForm, team: Team | None = None) -> HttpResponse:
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "teams": queries.teams(),
        "team": team,
        "form": form,
    }
    return render(request, "settings/teams.html", context, status=422 if form.errors else 200)
