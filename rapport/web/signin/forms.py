"""What is typed on the way in. The actions decide what can be taken; their words stand beside the field."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.workspace.errors import InvalidEntry

ZONES = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")


def show_refusal(form: forms.Form, refusal: InvalidEntry) -> None:
    """Put what an action refused beside its field, or above the form where it has none."""
    for field, sentence in refusal.fields.items():
        form.add_error(field if field in form.fields else None, sentence)


class SetUpForm(forms.Form):
    organisation = forms.CharField(label=_("Organisation"), max_length=200)
    brand = forms.CharField(
        label=_("Brand"),
        max_length=120,
        help_text=_("The name people use when they speak of you. You can add others later."),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(zone, zone.replace("_", " ")) for zone in ZONES],
        initial="UTC",
        widget=forms.Select(attrs={"data-own-timezone": ""}),
    )
    owner_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.CharField(
        label=_("Your mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        help_text=_("At least 10 characters. A sentence is easier to keep in mind than a puzzle."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )
    purpose = forms.CharField(
        label=_("What do you want to achieve?"),
        max_length=300,
        help_text=_(
            "One sentence, such as: Nobody stranded is left without a word for 15 minutes."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=1000,
        help_text=_("At least 10 characters. A sentence is easier to keep in mind than a puzzle."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
    )


class JoinForm(PasswordForm):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
