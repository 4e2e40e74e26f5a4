"""The published rules: what stands, publishing one, changing one into its next version, retiring one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.converse import actions, queries
from rapport.converse.errors import NoSuchRule
from rapport.converse.models import ModerationRule
from rapport.web.access import may, member_of
from rapport.web.moderation.wording import rule_kind
from rapport.web.settings.contexts import tabs_for
from rapport.web.signin.forms import show_refusal
from rapport.workspace.errors import InvalidEntry

_KINDS = (
    ("abuse", gettext_lazy("Abuse")),
    ("spam", gettext_lazy("Spam")),
    ("private", gettext_lazy("Private data")),
)


class RuleForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What it is about"), choices=_KINDS)
    text = forms.CharField(
        label=gettext_lazy("The rule, as you published it"),
        max_length=1000,
        help_text=gettext_lazy(
            "Such as: We hide insults and threats, whoever they are aimed at. Criticism stays."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    url = forms.CharField(
        label=gettext_lazy("Where people can read it"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("The address of the page; empty where it stands elsewhere."),
        widget=forms.URLInput(),
    )
    since = forms.DateField(
        label=gettext_lazy("In force since"), widget=forms.DateInput(attrs={"type": "date"})
    )


@may("manage_moderation")
def moderation(request: HttpRequest) -> HttpResponse:
    form = RuleForm(request.POST or None, initial={"since": timezone.localdate()})
    if form.is_valid() and _published(request, form):
        return redirect("settings_moderation")
    context: dict[str, Any] = {
        "tabs": tabs_for(member_of(request), request.path),
        "form": form,
        "counts": [
            {"rule": one.rule, "kind": rule_kind(one.rule.kind), "acts": one.acts}
            for one in queries.rule_counts()
        ],
    }
    return render(request, "settings/moderation.html", context, status=422 if form.errors else 200)


@may("manage_moderation")
def change(request: HttpRequest, rule_id: int) -> HttpResponse:
    try:
        rule = queries.published_rule(rule_id)
    except NoSuchRule as gone:
        messages.warning(request, str(gone))
        return redirect("settings_moderation")
    form = RuleForm(request.POST or None, initial=_typed(rule))
    if form.is_valid() and _changed(request, form, rule):
        return redirect("settings_moderation")
    context = {"tabs": tabs_for(member_of(request), request.path), "form": form, "rule": rule}
    return render(
        request, "settings/moderation_rule.html", context, status=422 if form.errors else 200
    )


@may("manage_moderation")
@require_POST
def retire(request: HttpRequest, rule_id: int) -> HttpResponse:
    try:
        actions.retire_rule(rule_id, by=member_of(request), now=timezone.now())
    except NoSuchRule as gone:
        messages.warning(request, str(gone))
    else:
        messages.info(request, _("Retired. What was done under it stays, and can be taken back."))
    return redirect("settings_moderation")


def _typed(rule: ModerationRule) -> dict[str, str | date]:
    return {"kind": rule.kind, "text": rule.text, "url": rule.url, "since": rule.since}


def _published(request: HttpRequest, form: RuleForm) -> bool:
    try:
        actions.publish_rule(**form.cleaned_data, by=member_of(request), now=timezone.now())
    except InvalidEntry as refusal:
        show_refusal(form, refusal)
        return False
    messages.info(request, _("Published here. It can be chosen from now on."))
    return True


def _changed(request: HttpRequest, form: RuleForm, rule: ModerationRule) -> bool:
    try:
        actions.change_rule(rule.pk, **form.cleaned_data, by=member_of(request), now=timezone.now())
    except InvalidEntry as refusal:
        show_refusal(form, refusal)
        return False
    except NoSuchRule as gone:
        messages.warning(request, str(gone))
        return True
    messages.info(
        request, _("Saved as the next version. Earlier acts keep the words they stood on.")
    )
    return True
