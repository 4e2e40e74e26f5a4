"""Settings > Danger: who is called in which order, the script, practice."""

from __future__ import annotations

from typing import Any, Literal

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.signin.forms import show_refusal
from rapport.workspace import actions
from rapport.workspace import queries as workspace
from rapport.workspace.contract import SCRIPT_SOURCE, STEPS_AT_MOST, Whom
from rapport.workspace.errors import InvalidEntry

PRACTICES_SHOWN = 5


class TreeForm(forms.Form):
    """A step each line, in order; empty ones are left out."""

    step_seconds = forms.IntegerField(
        label=gettext_lazy("Seconds until the next is called"), min_value=15, max_value=600
    )

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(STEPS_AT_MOST):
            self.fields[f"step_{number}"] = forms.ChoiceField(
                label=_("Call %(n)d") % {"n": number + 1},
                choices=[("", _("nobody")), *choices],
                required=False,
            )

    def lines(self) -> list[forms.BoundField]:
        """Those that are filled, and two more."""
        fields = [self[f"step_{number}"] for number in range(STEPS_AT_MOST)]
        filled = [at for at, field in enumerate(fields) if field.value()]
        return fields[: (filled[-1] + 1 if filled else 0) + 2]

    def steps(self) -> list[Whom]:
        found: list[Whom] = []
        for number in range(STEPS_AT_MOST):
            kind, _colon, pk = self.cleaned_data[f"step_{number}"].partition(":")
            if pk:
                whom: Literal["member", "team"] = "team" if kind == "team" else "member"
                found.append((whom, int(pk)))
        return found


class ScriptForm(forms.Form):
    script = forms.CharField(
        label=gettext_lazy("What is to be done, in steps"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("Empty brings the usual one back."),
    )


@may("see")
def tree(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST":
        return _set_tree(request)
    return _page(request)


@may("keep_danger")
def _set_tree(request: HttpRequest) -> HttpResponse:
    form = TreeForm(_choices(), request.POST)
    if form.is_valid():
        try:
            actions.set_phone_tree(
                form.steps(),
                step_seconds=form.cleaned_data["step_seconds"],
                by=member_of(request),
                now=timezone.now(),
            )
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved."))
            return redirect("settings_danger")
    return _page(request, tree_form=form)


@may("keep_danger")
@require_POST
def script(request: HttpRequest) -> HttpResponse:
    form = ScriptForm(request.POST)
    if form.is_valid():
        try:
            given = form.cleaned_data["script"].replace("\r\n", "\n")
            actions.set_script(given, by=member_of(request), now=timezone.now())
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved."))
            return redirect("settings_danger")
    return _page(request, script_form=form)


@may("keep_danger")
@require_POST
def practise(request: HttpRequest) -> HttpResponse:
    try:
        run = actions.practise(by=member_of(request), now=timezone.now())
    except InvalidEntry as refusal:
        messages.error(request, str(refusal))
        return redirect("settings_danger")
    return redirect("alarm", run.pk)


def _choices() -> list[tuple[str, str]]:
    teams = [
        (f"team:{one.pk}", _("team %(name)s") % {"name": one.name}) for one in workspace.teams()
    ]
    return [*((f"member:{one.pk}", one.name) for one in workspace.members()), *teams]


def _page(
    request: HttpRequest,
    *,
    tree_form: TreeForm | None = None,
    script_form: ScriptForm | None = None,
) -> HttpResponse:
    found, steps = workspace.phone_tree(), workspace.phone_tree_steps()
    member = member_of(request)
    now: dict[str, Any] = {"step_seconds": found.step_seconds}
    for number, step in enumerate(steps):
        now[f"step_{number}"] = (
            f"team:{step.team_id}" if step.team_id else f"member:{step.member_id}"
        )
    given = [form for form in (tree_form, script_form) if form is not None]
    context = {
        "tabs": tabs_for(member, request.path if request.method == "GET" else "/settings/danger/"),
        "steps": steps,
        "seconds": found.step_seconds,
        "script": workspace.script_of(found.script),
        "script_source": "" if found.script else SCRIPT_SOURCE,
        "may_keep": workspace.can(member, "keep_danger"),
        "tree_form": tree_form or TreeForm(_choices(), initial=now),
        "script_form": script_form
        or ScriptForm(initial={"script": workspace.script_of(found.script)}),
        "practices": workspace.last_practices(limit=PRACTICES_SHOWN),
    }
    status = 422 if any(form.errors for form in given) else 200
    return render(request, "danger/settings.html", context, status=status)
