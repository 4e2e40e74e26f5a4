"""Who is asked first, and who stands above: routing, a brand at a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.converse import actions
from rapport.converse.queries import routing_of
from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.workspace import queries
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.models import Brand

STEPS = 4
INTENTS = (
    ("question", gettext_lazy("A question")),
    ("request", gettext_lazy("A request")),
    ("complaint", gettext_lazy("A complaint")),
    ("fault", gettext_lazy("A fault reported")),
    ("leaving", gettext_lazy("Somebody who wants to leave")),
    ("praise", gettext_lazy("Praise")),
)


def add_steps(form: forms.Form) -> None:
    """A choice of a team for each step, the first port of call first."""
    teams = [(str(pk), name) for pk, name in queries.team_names()]
    for n in range(STEPS):
        label = _("Asked first") if n == 0 else _("Step %(n)d above") % {"n": n}
        form.fields[f"team_{n}"] = forms.ChoiceField(
            label=label, required=False, choices=[("", _("Nobody")), *teams]
        )


def bound_steps(form: forms.Form) -> list[forms.BoundField]:
    return [form[f"team_{n}"] for n in range(STEPS)]


def chosen_steps(form: forms.Form) -> list[int]:
    """Of a valid form: ids of teams, those left out passed over."""
    return [int(pk) for n in range(STEPS) if (pk := form.cleaned_data[f"team_{n}"])]


class RoutingForm(forms.Form):
    is_on = forms.BooleanField(
        label=gettext_lazy("Give new conversations to somebody"), required=False
    )

    def __init__(self, data: Any = None, *, brand: Brand) -> None:
        told = routing_of(brand)
        initial: dict[str, Any] = {"is_on": told.is_on}
        initial |= {f"team_{n}": str(pk) for n, pk in enumerate(told.team_ids)}
        initial |= {f"skill_{intent}": skill for intent, skill in told.skills.items()}
        super().__init__(data, initial=initial)
        add_steps(self)
        for intent, words in INTENTS:
            self.fields[f"skill_{intent}"] = forms.CharField(
                label=words, required=False, max_length=40
            )

    def steps(self) -> list[forms.BoundField]:
        return bound_steps(self)

    def known(self) -> list[forms.BoundField]:
        return [self[f"skill_{intent}"] for intent, _label in INTENTS]

    def told(self) -> dict[str, Any]:
        """What `set_routing` takes."""
        typed = self.cleaned_data
        return {
            "is_on": typed["is_on"],
            "team_ids": chosen_steps(self),
            "skills": {intent: typed[f"skill_{intent}"] for intent, _label in INTENTS},
        }


@may("settings")
def routing(request: HttpRequest) -> HttpResponse:
    brands = list(queries.own_brands())
    asked = request.GET.get("brand") or request.POST.get("brand", "")
    brand = next((b for b in brands if str(b.pk) == asked), brands[0] if brands else None)
    if brand is None or (asked and str(brand.pk) != asked):
        raise Http404("There is no such brand.")
    form = RoutingForm(request.POST or None, brand=brand)
    if form.is_valid():
        try:
            actions.set_routing(brand, by=member_of(request), **form.told())
        except InvalidEntry as refusal:
            form.add_error("team_0", refusal.fields.get("teams", str(refusal)))
        else:
            messages.info(request, _("Saved."))
            return redirect(f"{request.path}?brand={brand.pk}")
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "form": form,
        "brand": brand,
        "brands": brands,
    }
    return render(request, "settings/routing.html", context, status=422 if form.errors else 200)
