"""The reasons one may give when resolving, one a line, in the team's own words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.converse.actions import set_resolve_reasons
from rapport.converse.queries import resolve_reasons
from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.signin.forms import show_refusal
from rapport.workspace.errors import InvalidEntry


class ReasonsForm(forms.Form):
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy(
            "One a line, nine at most: each is a digit to press after E. Leave it empty for the usual ones."
        ),
        widget=forms.Textarea(attrs={"rows": 9}),
        required=False,
        max_length=2_000,
    )


@may("settings")
def reasons(request: HttpRequest) -> HttpResponse:
    stand = "\n".join(one.words for one in resolve_reasons())
    form = ReasonsForm(request.POST or None, initial={"reasons": stand})
    if form.is_valid():
        try:
            set_resolve_reasons(form.cleaned_data["reasons"].splitlines(), by=member_of(request))
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved. What was resolved before keeps its reason."))
            return redirect("settings_reasons")
    context: dict[str, Any] = {"form": form, "tabs": tabs_for(member_of(request), request.path)}
    return render(request, "settings/reasons.html", context, status=422 if form.errors else 200)
