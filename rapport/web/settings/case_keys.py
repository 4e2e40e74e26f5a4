"""The keys with which programs set case numbers: made, shown once, revoked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.converse.actions import make_case_key, revoke_case_key
from rapport.converse.queries import case_keys
from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.signin.forms import show_refusal
from rapport.workspace.errors import InvalidEntry


class CaseKeyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Which program"),
        max_length=80,
        help_text=gettext_lazy("Such as the name of your desk."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@may("manage_accounts")
def keys(request: HttpRequest) -> HttpResponse:
    """A new secret is shown in the answer that made it and nowhere after."""
    form, secret = CaseKeyForm(request.POST or None), ""
    if form.is_valid():
        try:
            name = form.cleaned_data["name"]
            secret = make_case_key(name, by=member_of(request), now=timezone.now())
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
    context: dict[str, Any] = {
        "tabs": tabs_for(member_of(request), request.path),
        "form": CaseKeyForm() if secret else form,
        "secret": secret,
        "keys": case_keys(),
        "address": request.build_absolute_uri(reverse("api_cases")),
    }
    status = 422 if form.errors else 200
    return render(request, "settings/case_keys.html", context, status=status)


@may("manage_accounts")
@require_POST
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    revoke_case_key(key_id, by=member_of(request), now=timezone.now())
    messages.info(request, _("Revoked. What was signed with it is taken no more."))
    return redirect("settings_case_keys")
