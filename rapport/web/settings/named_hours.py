"""Hours of a team or a brand, beside the organisation's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.web.access import may, member_of, organisation_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.settings.hours_forms import ALWAYS, HoursForm
from rapport.web.signin.forms import show_refusal
from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry, NotThere
from rapport.workspace.models import BusinessHours, NamedHours


class NamedHoursForm(HoursForm):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("Such as the team or the brand that keeps them."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, row: NamedHours | None, house_zone: str) -> None:
        kept = row or NamedHours(week=queries.business_hours().week)
        columns = ("zone", "week", "country", "subdivision")
        shown = BusinessHours(**{column: getattr(kept, column) for column in columns})
        super().__init__(data, shown=shown, house_zone=house_zone)
        del self.fields["when"]
        self.initial["name"] = kept.name

    def told(self) -> dict[str, Any]:
        """What `set_named_hours` takes."""
        self.cleaned_data["when"] = ALWAYS
        told = super().told() | {"name": self.cleaned_data["name"]}
        return {name: value for name, value in told.items() if name != "day_and_night"}


@may("settings")
def add(request: HttpRequest) -> HttpResponse:
    return _form_page(request, None)


@may("settings")
def change(request: HttpRequest, hours_id: int) -> HttpResponse:
    try:
        return _form_page(request, queries.named_hours_by(hours_id))
    except NotThere as gone:
        raise Http404(str(gone)) from gone


@may("settings")
@require_POST
def remove(request: HttpRequest, hours_id: int) -> HttpResponse:
    actions.remove_named_hours(hours_id, by=member_of(request), now=timezone.now())
    messages.info(request, _("Taken away. What counted in them counts in the organisation’s."))
    return redirect("settings_hours")


def _form_page(request: HttpRequest, row: NamedHours | None) -> HttpResponse:
    house = organisation_of(request)
    zone = house.timezone if house else "UTC"
    form = NamedHoursForm(request.POST or None, row=row, house_zone=zone)
    if form.is_valid():
        try:
            actions.set_named_hours(row, **form.told(), by=member_of(request), now=timezone.now())
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved. Clocks that run are counted anew."))
            return redirect("settings_hours")
    context = {"tabs": tabs_for(member_of(request), reverse("settings_hours")), "form": form}
    status = 422 if form.errors else 200
    return render(request, "settings/named_hours.html", context | {"row": row}, status=status)
