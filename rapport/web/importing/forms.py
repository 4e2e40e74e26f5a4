"""What is said about a file before it is read."""

from __future__ import annotations

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

ZONES = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.jsonl,.ndjson,.json,.txt"}),
    )
    account = forms.CharField(
        label=_("Name of this past"),
        max_length=100,
        help_text=_(
            "Such as the brand and the network. Importing more under the same name adds to it and "
            "doubles nothing."
        ),
    )
    ours = forms.CharField(
        label=_("Our names in the file"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line. Only needed where no column says which messages are ours."),
    )
    timezone = forms.ChoiceField(
        label=_("Times without a zone are in"),
        choices=[(zone, zone.replace("_", " ")) for zone in ZONES],
        initial="UTC",
    )

    def clean_ours(self) -> str:
        names = str(self.cleaned_data["ours"]).splitlines()
        return "\n".join(name.strip() for name in names if name.strip())
