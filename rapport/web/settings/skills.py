"""What a member speaks and knows, and how much they are given: one's own, or a colleague's for an owner."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.signin.forms import show_refusal
from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.models import Member

_WORDS = {"autocomplete": "off", "spellcheck": "false"}


class SkillsForm(forms.Form):
    languages = forms.CharField(
        label=gettext_lazy("Languages"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Codes, such as sv, en, de."),
        widget=forms.TextInput(attrs=_WORDS),
    )
    skills = forms.CharField(
        label=gettext_lazy("Skills"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Words your house uses, such as refunds, lost property."),
        widget=forms.TextInput(attrs=_WORDS),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Open conversations at most"),
        help_text=gettext_lazy("Routing gives no more than that, but for danger."),
        min_value=1,
        max_value=200,
    )

    def told(self) -> dict[str, Any]:
        """What `change_skills` takes."""
        typed = self.cleaned_data
        return {
            "languages": re.split(r"[,;\s]+", typed["languages"]),
            "skills": re.split(r"[,;\n]+", typed["skills"]),
            "capacity": typed["capacity"],
        }


@may("see")
def mine(request: HttpRequest) -> HttpResponse:
    return _page(request, member_of(request), done="settings")


@may("see")
def of_member(request: HttpRequest, member_id: int) -> HttpResponse:
    by = member_of(request)
    member = queries.member_for(by, member_id)
    if by.pk != member.pk and not queries.can(by, "manage_members"):
        raise PermissionDenied("Only an owner writes down what a colleague knows.")
    return _page(request, member, done="members")


def _page(request: HttpRequest, member: Member, *, done: str) -> HttpResponse:
    shown = {
        "languages": ", ".join(member.languages),
        "skills": ", ".join(member.skills),
        "capacity": member.capacity,
    }
    form = SkillsForm(request.POST or None, initial=shown)
    if form.is_valid():
        try:
            actions.change_skills(member, by=member_of(request), **form.told())
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved."))
            return redirect(done)
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "form": form,
        "of": member,
        "done": done,
    }
    return render(request, "settings/skills.html", context, status=422 if form.errors else 200)
