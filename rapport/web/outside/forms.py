"""What somebody writes to us behind a private link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PrivateForm(forms.Form):
    text = forms.CharField(
        label=_("What should we know?"),
        max_length=5000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    contact = forms.CharField(
        label=_("How can we reach you?"),
        help_text=_("A mail address or a phone number, if you like. We cannot answer here."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )
    solved = forms.BooleanField(label=_("This is solved"), required=False)
    may_say = forms.BooleanField(
        label=_("You may say in the thread that this is solved"),
        help_text=_("One sentence, once it is; nothing of what you write here."),
        required=False,
    )

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        text = data["text"].replace("\r\n", "\n")
        ticks = {"solved": data["solved"], "may_say": data["may_say"]}
        return {"text": text, "contact": data["contact"]} | ticks
