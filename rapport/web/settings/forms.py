"""What is typed on the settings pages. The actions decide what can be taken."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.workspace.models import Brand, Member
from rapport.workspace.queries import members, own_brands
from rapport.workspace.retention import Rule

THEMES = [
    ("system", _("As the device says")),
    ("light", _("Light")),
    ("dark", _("Dark")),
    ("contrast", _("High contrast")),
]
DENSITIES = [("comfortable", _("Comfortable")), ("compact", _("Compact"))]
# The old names of zones ("US/Eastern") stay out of the list unless they are chosen already.
ZONES = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")


class PreferencesForm(forms.Form):
    theme = forms.ChoiceField(label=_("Colours"), choices=THEMES)
    density = forms.ChoiceField(
        label=_("Density"),
        choices=DENSITIES,
        help_text=_("Compact shows more rows at once, comfortable shows more of each."),
    )


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Organisation"), max_length=200)
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, zone.replace("_", " ")) for zone in ZONES],
        help_text=_("Times and business hours on all screens."),
    )


class InviteForm(forms.Form):
    email = forms.CharField(
        label=_("Mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    role = forms.ChoiceField(
        label=_("Role"), choices=Member.Role.choices, initial=Member.Role.AGENT
    )


class BrandForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Whose it is"), choices=Brand.Kind.choices)


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    purpose = forms.CharField(label=_("What it is there for"), max_length=200, required=False)
    brand = forms.ModelChoiceField(
        label=_("Brand"),
        queryset=Brand.objects.none(),
        required=False,
        empty_label=_("Every brand"),
    )
    lead = forms.ModelChoiceField(
        label=_("Who leads it"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
    )
    members = forms.ModelMultipleChoiceField(
        label=_("Members"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, rows in (("members", members()), ("lead", members()), ("brand", own_brands())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class RetentionForm(forms.Form):
    """One number of days a kind of records."""

    def __init__(self, rules: list[Rule], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for rule in rules:
            self.fields[rule.kind] = forms.IntegerField(
                label=rule.label,
                initial=rule.days,
                min_value=1,
                max_value=3650,
                help_text="" if rule.is_default else _("Usually %d days.") % rule.default_days,
                error_messages={
                    "min_value": _("Choose between 1 and 3650 days."),
                    "max_value": _("Choose between 1 and 3650 days."),
                },
            )
