"""Clock policies: in their order, what each gets of what waits, and which wins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from rapport.converse import actions, queries
from rapport.converse.models import ClockPolicy
from rapport.converse.queries import PolicyLine
from rapport.query.words import in_words
from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.shell import wording
from rapport.web.signin.forms import show_refusal
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.models import NamedHours

TARGETS = (
    ("acknowledge_minutes", gettext_lazy("Acknowledge")),
    ("first_response_minutes", gettext_lazy("First response")),
    ("next_response_minutes", gettext_lazy("Next response")),
    ("resolve_minutes", gettext_lazy("Resolve")),
)


def _minutes(label: Any, **others: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, required=False, **others)


class PolicyForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    condition = forms.CharField(
        label=gettext_lazy("Which conversations"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy(
            "A query such as refund OR “money back”, intent:complaint, source:mail. Empty fits every conversation."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )
    acknowledge_minutes = _minutes(gettext_lazy("Acknowledge within, minutes"))
    first_response_minutes = _minutes(gettext_lazy("First response within, minutes"))
    next_response_minutes = _minutes(gettext_lazy("Next response within, minutes"))
    resolve_minutes = _minutes(
        gettext_lazy("Resolve within, minutes"),
        help_text=gettext_lazy("Stands still while the turn is theirs. Empty: no such clock."),
    )
    warn_minutes = forms.IntegerField(
        label=gettext_lazy("Warn before a clock ends, minutes"),
        min_value=0,
        required=False,
        help_text=gettext_lazy(
            "Whoever has the conversation is told so long before. Empty: only when it ended."
        ),
    )
    day_and_night = forms.BooleanField(
        label=gettext_lazy("Runs day and night, not only in business hours"), required=False
    )
    hours = forms.ModelChoiceField(
        label=gettext_lazy("Hours it runs in"),
        queryset=NamedHours.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("The organisation’s"),
        help_text=gettext_lazy("Others, of a team or a brand, are made under Hours."),
    )

    def clean_warn_minutes(self) -> int:
        return self.cleaned_data["warn_minutes"] or 0

    def targets(self) -> Iterator[forms.BoundField]:
        return (self[name] for name, _label in TARGETS)


@dataclass(frozen=True, slots=True)
class LineShown:
    policy: ClockPolicy
    condition: str
    targets: str
    said: str
    problem: str
    is_first: bool
    is_last: bool


@may("manage_clocks")
def clocks(request: HttpRequest) -> HttpResponse:
    shown = queries.policies_shown(now=timezone.now())
    count = len(shown.lines)
    lines = [_line(line, number, count) for number, line in enumerate(shown.lines, 1)]
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "lines": lines,
        "shown": shown,
    }
    return render(request, "settings/clocks.html", context)


@may("manage_clocks")
def add(request: HttpRequest) -> HttpResponse:
    begun = ClockPolicy()
    form = PolicyForm(request.POST or None, initial=_typed(begun))
    if form.is_valid() and _saved(request, form, begun, add=True):
        return redirect("settings_clocks")
    return _page(request, form, None)


@may("manage_clocks")
def change(request: HttpRequest, policy_id: int) -> HttpResponse:
    policy = queries.policy_for(policy_id)
    form = PolicyForm(request.POST or None, initial=_typed(policy))
    if form.is_valid() and _saved(request, form, policy, add=False):
        return redirect("settings_clocks")
    return _page(request, form, policy_id)


@may("manage_clocks")
@require_POST
def move(request: HttpRequest, policy_id: int) -> HttpResponse:
    places = 1 if request.POST.get("to") == "down" else -1
    actions.move_policy(policy_id, places=places, by=member_of(request), now=timezone.now())
    messages.info(request, _("Moved. Clocks that run are counted anew."))
    return redirect("settings_clocks")


@may("manage_clocks")
@require_POST
def remove(request: HttpRequest, policy_id: int) -> HttpResponse:
    actions.remove_policy(policy_id, by=member_of(request), now=timezone.now())
    messages.info(request, _("Taken away. Clocks that run are counted anew."))
    return redirect("settings_clocks")


def _typed(policy: ClockPolicy) -> dict[str, Any]:
    return {name: getattr(policy, name) for name in PolicyForm.base_fields}


def _saved(request: HttpRequest, form: PolicyForm, policy: ClockPolicy, *, add: bool) -> bool:
    for name, value in form.cleaned_data.items():
        setattr(policy, name, value)
    write = actions.set_policy if add else actions.change_policy
    try:
        write(policy, by=member_of(request), now=timezone.now())
    except InvalidEntry as refusal:
        show_refusal(form, refusal)
        return False
    messages.info(request, _("Saved. Clocks that run are counted anew."))
    return True


def _page(request: HttpRequest, form: PolicyForm, policy_id: int | None) -> HttpResponse:
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "form": form,
        "policy_id": policy_id,
    }
    return render(request, "settings/clock.html", context, status=422 if form.errors else 200)


def _line(line: PolicyLine, number: int, count: int) -> LineShown:
    policy = line.policy
    spans = [
        f"{label} {wording.span(getattr(policy, name))}"
        for name, label in TARGETS
        if getattr(policy, name) is not None
    ]
    spans.append(_hours_said(policy))
    condition = _("Every conversation")
    if line.tree is not None:
        condition = wording.sentence(in_words(line.tree, translate=_))
    return LineShown(
        policy=policy,
        condition=line.policy.condition if line.problem else condition,
        targets=" · ".join(spans),
        said=_said(line),
        problem=line.problem
        and _("It fits nothing until this is mended. %(why)s") % {"why": line.problem},
        is_first=number == 1,
        is_last=number == count,
    )


def _hours_said(policy: ClockPolicy) -> str:
    if policy.day_and_night:
        return _("day and night")
    if policy.hours is not None:
        return _("in the hours “%(name)s”") % {"name": policy.hours.name}
    return _("in business hours")


def _said(line: PolicyLine) -> str:
    """ "Never reached: “Refunds” above it takes them all." or "12 open now. It fits 3 more: “Refunds” wins 3." """
    if line.never:
        return _("Never reached: “%(name)s” above it takes them all.") % {"name": line.never}
    said = ngettext("%(n)d open now.", "%(n)d open now.", line.gets) % {"n": line.gets}
    wins = [_("“%(name)s” wins %(n)d") % {"name": name, "n": n} for name, n in line.goes_to]
    if not wins:
        return said
    more = _("It fits %(n)d more, which stand above: %(wins)s.")
    return f"{said} {more % {'n': line.fits - line.gets, 'wins': ', '.join(wins)}}"
