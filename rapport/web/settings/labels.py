"""The labels of the house: adding, renaming, retiring, and making two one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from rapport.converse import actions, queries
from rapport.converse.models import Label
from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.signin.forms import show_refusal
from rapport.workspace.errors import InvalidEntry

HUES = [
    ("1", gettext_lazy("Colour 1")),
    ("2", gettext_lazy("Colour 2")),
    ("3", gettext_lazy("Colour 3")),
    ("4", gettext_lazy("Colour 4")),
    ("5", gettext_lazy("Colour 5")),
    ("6", gettext_lazy("Colour 6")),
]


class LabelForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy(
            "What a conversation is about, such as refund or lost property. Never what a person is."
        ),
    )
    hue = forms.ChoiceField(
        label=gettext_lazy("Colour"), choices=HUES, initial="5", widget=forms.RadioSelect
    )


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=gettext_lazy("Make it part of"), queryset=Label.objects.none()
    )

    def __init__(self, *args: Any, label: Label, **named: Any) -> None:
        super().__init__(*args, **named)
        field: Any = self.fields["into"]
        field.queryset = Label.objects.exclude(pk=label.pk).order_by("key")
        field.label_from_instance = lambda one: one.name


@dataclass(frozen=True, slots=True)
class LineShown:
    label: Label
    count: int
    find: str  # the query of an address that finds them


@may("manage_triage")
def labels(request: HttpRequest) -> HttpResponse:
    form = LabelForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_label(
                form.cleaned_data["name"], hue=int(form.cleaned_data["hue"]), by=member_of(request)
            )
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Added. Press # on a conversation to put it there."))
            return redirect("settings_labels")
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "form": form,
        "lines": [_line(line) for line in queries.label_lines()],
    }
    return render(request, "settings/labels.html", context, status=422 if form.errors else 200)


@may("manage_triage")
def change(request: HttpRequest, label_id: int) -> HttpResponse:
    found = queries.label_for(label_id)
    typed = {"name": found.name, "hue": str(found.hue)}
    form = LabelForm(request.POST or None, initial=typed)
    if form.is_valid():
        name, hue = form.cleaned_data["name"], int(form.cleaned_data["hue"])
        asking = [*queries.rules_asking_for(found), *queries.policies_asking_for(found)]
        try:
            changed = actions.change_label(label_id, name=name, hue=hue, by=member_of(request))
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved, wherever it stands."))
            if asking and changed.key != found.key:
                _say_who_asks(request, found.name, asking)
            return redirect("settings_labels")
    return _page(request, found, form=form)


def _say_who_asks(request: HttpRequest, old: str, rules: list[str]) -> None:
    said = _("These rules and clock policies still ask for label:%(old)s and hold of nothing until you change them: %(rules)s.")  # fmt: skip
    messages.warning(request, said % {"old": old, "rules": ", ".join(rules)})


@may("manage_triage")
@require_POST
def retire(request: HttpRequest, label_id: int) -> HttpResponse:
    found = queries.label_for(label_id)
    if request.POST.get("to") == "back":
        actions.bring_label_back(label_id, by=member_of(request))
        messages.info(request, _("“%(name)s” is offered again.") % {"name": found.name})
        return redirect("settings_labels")
    try:
        actions.retire_label(label_id, by=member_of(request), now=timezone.now())
    except InvalidEntry as refusal:
        return _page(request, found, problem=str(refusal))
    messages.info(request, _("“%(name)s” is retired. It stays where it stands.") % {"name": found.name})  # fmt: skip
    return redirect("settings_labels")


@may("manage_triage")
@require_POST
def merge(request: HttpRequest, label_id: int) -> HttpResponse:
    found = queries.label_for(label_id)
    form = MergeForm(request.POST, label=found)
    if form.is_valid():
        into = form.cleaned_data["into"]
        try:
            count = actions.merge_labels(label_id, into.pk, by=member_of(request))
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            said = ngettext(
                "“%(old)s” is “%(name)s” now, on %(n)d conversation.",
                "“%(old)s” is “%(name)s” now, on %(n)d conversations.",
                count,
            )
            messages.info(request, said % {"old": found.name, "name": into.name, "n": count})
            return redirect("settings_labels")
    return _page(request, found, merging=form)


def _line(line: queries.LabelLine) -> LineShown:
    find = urlencode({"find": f'label:"{line.label.name}"', "scope": "all"})
    return LineShown(line.label, line.count, find)


def _page(
    request: HttpRequest,
    found: Label,
    *,
    form: LabelForm | None = None,
    merging: MergeForm | None = None,
    problem: str = "",
) -> HttpResponse:
    form = form or LabelForm(initial={"name": found.name, "hue": str(found.hue)})
    wrong = bool(form.errors or (merging and merging.errors) or problem)
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "label": found,
        "form": form,
        "merging": merging or MergeForm(label=found),
        "problem": problem,
    }
    return render(request, "settings/label.html", context, status=422 if wrong else 200)
