"""My preferences, the organisation, how long things are kept."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.web.access import may, member_of, member_required, organisation_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.settings.forms import (
    BrandForm,
    OrganisationForm,
    PreferencesForm,
    RetentionForm,
)
from rapport.web.settings.ways import you_page
from rapport.web.signin.forms import show_refusal
from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.retention import rules


@member_required
def mine(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    now = {"theme": member.theme, "density": member.density}
    form = PreferencesForm(request.POST or None, initial=now)
    if form.is_valid():
        actions.change_preferences(member, **form.cleaned_data)
        messages.info(request, _("Saved."))
        return redirect("settings")
    return you_page(request, form=form)


@may("settings")
def organisation(request: HttpRequest) -> HttpResponse:
    house = organisation_of(request)
    now = {"name": house.name, "timezone": house.timezone} if house else {}
    form = OrganisationForm(request.POST or None, initial=now)
    if form.is_valid():
        try:
            actions.change_organisation(by=member_of(request), **form.cleaned_data)
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved."))
            return redirect("settings_organisation")
    return _organisation_page(request, form=form)


@may("settings")
@require_POST
def add_brand(request: HttpRequest) -> HttpResponse:
    """A brand of ours, or a competitor by name."""
    form = BrandForm(request.POST)
    if form.is_valid():
        actions.add_brand(form.cleaned_data["name"], kind=form.cleaned_data["kind"])
        messages.info(request, _("Added."))
        return redirect("settings_organisation")
    return _organisation_page(request, brand_form=form)


@may("settings")
@require_POST
def read_only(request: HttpRequest) -> HttpResponse:
    on = request.POST.get("read_only") == "yes"
    actions.set_read_only(on, by=member_of(request))
    said = _("Nothing is sent from now on.") if on else _("Answers leave again.")
    messages.info(request, said)
    return redirect("settings_organisation")


@may("settings")
def retention(request: HttpRequest) -> HttpResponse:
    form = RetentionForm(rules(), request.POST or None)
    if form.is_valid():
        for kind in form.changed_data:
            actions.set_retention(kind, days=form.cleaned_data[kind], by=member_of(request))
        messages.info(request, _("Saved. The next daily sweep acts on it."))
        return redirect("settings_retention")
    return _page(request, "settings/retention.html", {"form": form}, invalid=bool(form.errors))


def _organisation_page(
    request: HttpRequest,
    *,
    form: OrganisationForm | None = None,
    brand_form: BrandForm | None = None,
) -> HttpResponse:
    house = organisation_of(request)
    now = {"name": house.name, "timezone": house.timezone} if house else {}
    context = {
        "form": form or OrganisationForm(initial=now),
        "brand_form": brand_form or BrandForm(),
        "house": house,
        "own_brands": queries.own_brands(),
        "competitors": queries.competitors(),
    }
    invalid = bool((form and form.errors) or (brand_form and brand_form.errors))
    return _page(request, "settings/organisation.html", context, invalid=invalid)


def _page(
    request: HttpRequest, template: str, context: Mapping[str, object], *, invalid: bool
) -> HttpResponse:
    tabs = tabs_for(member_of(request), request.path)
    return render(request, template, {**context, "tabs": tabs}, status=422 if invalid else 200)
