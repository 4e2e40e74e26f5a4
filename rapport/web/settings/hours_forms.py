"""What is typed about business hours. The actions decide what can be taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.translation import gettext_lazy as _

from rapport.kit.business_time import (
    WEEKDAYS,
    countries,
    country_name,
    subdivision_name,
    subdivisions,
)
from rapport.web.settings.forms import ZONES
from rapport.workspace.models import BusinessHours

ALWAYS, IN_HOURS = "always", "hours"
DAYS = [name.lower() for name in WEEKDAYS]
TYPED = {"autocomplete": "off", "spellcheck": "false"}


class HoursForm(forms.Form):
    """A line for each day of the week. `shown` is what was saved before: its country says which parts are offered."""

    when = forms.ChoiceField(
        label=_("When clocks run"),
        choices=[(ALWAYS, _("Day and night")), (IN_HOURS, _("In business hours"))],
        widget=forms.RadioSelect,
    )
    zone = forms.ChoiceField(label=_("Time zone"), required=False)
    country = forms.ChoiceField(
        label=_("Closed on the public holidays of"),
        required=False,
        choices=lambda: [
            ("", _("No country")),
            *sorted(((code, country_name(code)) for code in countries()), key=lambda c: c[1]),
        ],
    )
    subdivision = forms.ChoiceField(label=_("Part of the country"), required=False)

    def __init__(self, data: Any = None, *, shown: BusinessHours, house_zone: str) -> None:
        initial = {
            "when": ALWAYS if shown.day_and_night else IN_HOURS,
            "zone": shown.zone,
            "country": shown.country,
            "subdivision": shown.subdivision,
        }
        super().__init__(data, initial=initial | dict(zip(DAYS, shown.week, strict=True)))
        as_house = _("As the organisation (%(zone)s)") % {"zone": house_zone.replace("_", " ")}
        _offer(self, "zone", [("", as_house), *((z, z.replace("_", " ")) for z in ZONES)])
        parts = [
            (code, subdivision_name(shown.country, code)) for code in subdivisions(shown.country)
        ]
        self.has_parts = bool(parts)
        _offer(
            self,
            "subdivision",
            [
                ("", _("None: only what the whole country keeps")),
                *sorted(parts, key=lambda p: p[1]),
            ],
        )
        for number, day in enumerate(DAYS):
            self.fields[day] = forms.CharField(
                label=DAY_NAMES[number],
                required=False,
                max_length=120,
                widget=forms.TextInput(attrs=TYPED | {"placeholder": _("closed")}),
            )
        self._country_before = shown.country

    def days(self) -> Iterator[BoundField]:
        return (self[day] for day in DAYS)

    def told(self) -> dict[str, Any]:
        """What `set_business_hours` takes. A part belongs to the country it was chosen for, and goes with it."""
        typed = self.cleaned_data
        same = typed["country"] == self._country_before
        return {
            "day_and_night": typed["when"] == ALWAYS,
            "week": [typed[day] for day in DAYS],
            "zone": typed["zone"],
            "country": typed["country"],
            "subdivision": typed["subdivision"] if same else "",
        }


class ClosedWordsForm(forms.Form):
    words = forms.CharField(
        label=_("While you are closed, people may be told"),
        required=False,
        max_length=300,
        help_text=_("{back} stands for the day and the time. Empty: We are back {back}."),
        widget=forms.TextInput(attrs={"placeholder": _("We are back {back}.")}),
    )


class OwnDayForm(forms.Form):
    on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label=_("What it is"), max_length=120)
    hours = forms.CharField(
        label=_("Hours"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=TYPED | {"placeholder": _("closed")}),
    )


def _offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
