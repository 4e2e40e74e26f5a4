"""The sentence a thread is told once something was solved in private."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.converse.actions import set_solved_line
from rapport.converse.queries import solved_line
from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.shell.solved_words import spoken
from rapport.web.signin.forms import show_refusal
from rapport.workspace.errors import InvalidEntry


class SolvedLineForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("The sentence"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "It stands under their own words, for everybody. Empty for the usual one."
        ),
    )

    def __init__(self, data: Any = None, *, shown: str) -> None:
        super().__init__(data, initial={"text": shown})
        self.fields["text"].widget.attrs["placeholder"] = spoken("")


@may("manage_saved_replies")
def line(request: HttpRequest) -> HttpResponse:
    form = SolvedLineForm(request.POST or None, shown=solved_line())
    if form.is_valid():
        try:
            set_solved_line(form.cleaned_data["text"], by=member_of(request))
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(
                request,
                _("Saved. It is offered where a customer agreed, and never sent by itself."),
            )
            return redirect("settings_solved_line")
    context = {"form": form, "tabs": tabs_for(member_of(request), reverse("saved_replies"))}
    return render(request, "settings/solved_line.html", context, status=422 if form.errors else 200)
