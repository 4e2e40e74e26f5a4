"""What is typed about the rota. The actions decide what can be taken."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.translation import gettext_lazy as _

from rapport.kit.business_time import Block
from rapport.workspace import queries
from rapport.workspace.models import Member, ShiftPattern, Team

WEEKLY, ONCE = "weekly", "once"
_CLOCK = {"autocomplete": "off", "spellcheck": "false", "inputmode": "numeric", "size": "6"}


def _clock_field(label: Any, example: str) -> forms.CharField:
    widget = forms.TextInput(attrs=_CLOCK | {"placeholder": example})
    return forms.CharField(label=label, max_length=5, widget=widget)


def _day_field(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"})
    )


class TimesForm(forms.Form):
    """From when to when, in which team."""

    starts = _clock_field(_("From"), "14:00")
    ends = _clock_field(_("Until"), "22:00")
    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("No team in particular"),
    )
    leads = forms.BooleanField(label=_("Leads the shift"), required=False)
    on_holidays = forms.BooleanField(label=_("Also on public holidays"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "team", Team.objects.order_by("name"))

    @staticmethod
    def of(row: ShiftPattern) -> dict[str, Any]:
        """What the form shows of a weekly shift."""
        starts, _dash, ends = str(Block(row.starts, row.ends)).partition("-")
        return {
            "starts": starts,
            "ends": ends,
            "team": row.team_id,
            "leads": row.leads,
            "on_holidays": row.on_holidays,
        }


class ShiftForm(TimesForm):
    """A shift for somebody: every week on some days, or once on a date."""

    member = forms.ModelChoiceField(
        label=_("Who"), queryset=Member.objects.none(), empty_label=None
    )
    when = forms.ChoiceField(
        label=_("How often"),
        choices=[(WEEKLY, _("Every week")), (ONCE, _("Once"))],
        widget=forms.RadioSelect,
        initial=WEEKLY,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"),
        choices=[(str(n), DAY_NAMES[n]) for n in range(7)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    on = _day_field(_("Date"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "member", queries.members().exclude(role=Member.Role.GUEST))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("when") == ONCE and not typed.get("on") and "on" not in self.errors:
            self.add_error("on", _("Choose the date."))
        return typed


class AwayForm(forms.Form):
    member = forms.ModelChoiceField(
        label=_("Who"), queryset=Member.objects.none(), empty_label=None
    )
    first_day = _day_field(_("First day"))
    last_day = _day_field(_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "member", queries.members().exclude(role=Member.Role.GUEST))


def _offer(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
