"""Triage rules: in their order, tried on last week before they are saved, and what each did, to be taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rapport.converse import actions, queries
from rapport.converse.models import TriageRule
from rapport.converse.queries import DryRun
from rapport.query.errors import QueryError
from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.settings.rule_forms import FRESH, RuleForm, typed
from rapport.web.settings.rule_words import TriedShown, did_shown, line_shown, tried_shown
from rapport.web.signin.forms import show_refusal
from rapport.workspace.errors import InvalidEntry


@may("manage_triage")
def rules(request: HttpRequest) -> HttpResponse:
    lines = queries.rule_lines(now=timezone.now())
    shown = [line_shown(line, number, len(lines)) for number, line in enumerate(lines, 1)]
    context = {"tabs": _tabs(request), "lines": shown}
    return render(request, "settings/rules.html", context)


@may("manage_triage")
def add(request: HttpRequest) -> HttpResponse:
    return _edited(request, None)


@may("manage_triage")
def change(request: HttpRequest, rule_id: int) -> HttpResponse:
    return _edited(request, queries.rule_for(rule_id))


@may("manage_triage")
def did(request: HttpRequest, rule_id: int) -> HttpResponse:
    rule, now = queries.rule_for(rule_id), timezone.now()
    context = {
        "tabs": _tabs(request),
        "rule": rule,
        "lines": [did_shown(line, now=now) for line in queries.what_it_did(rule_id)],
        "of_today": queries.undoable_today(rule_id, now=now),
    }
    return render(request, "settings/rule_did.html", context)


@may("manage_triage")
@require_POST
def undo(request: HttpRequest, rule_id: int) -> HttpResponse:
    """One application, or with none named all of the last day."""
    by, now = member_of(request), timezone.now()
    one = request.POST.get("one", "")
    if one.isascii() and one.isdigit() and len(one) < 19:
        count = int(actions.undo_applied(int(one), by=by, now=now))
    else:
        count = actions.undo_rule(rule_id, by=by, now=now)
    said = ngettext("Put back: %(n)d conversation.", "Put back: %(n)d conversations.", count)
    messages.info(request, said % {"n": count} if count else _("There is nothing left to put back."))  # fmt: skip
    return redirect("rule_did", rule_id)


@may("manage_triage")
@require_POST
def turn(request: HttpRequest, rule_id: int) -> HttpResponse:
    is_on = request.POST.get("to") == "on"
    try:
        actions.turn_rule(rule_id, is_on=is_on, by=member_of(request), now=timezone.now())
    except InvalidEntry as refusal:
        messages.error(request, str(refusal))
    return redirect("settings_rules")


@may("manage_triage")
@require_POST
def move(request: HttpRequest, rule_id: int) -> HttpResponse:
    places = 1 if request.POST.get("to") == "down" else -1
    actions.move_rule(rule_id, places=places, by=member_of(request))
    return redirect("settings_rules")


@may("manage_triage")
@require_POST
def remove(request: HttpRequest, rule_id: int) -> HttpResponse:
    actions.remove_rule(rule_id, by=member_of(request), now=timezone.now())
    messages.info(request, _("Taken away. What it did stays."))
    return redirect("settings_rules")


def _edited(request: HttpRequest, rule: TriageRule | None) -> HttpResponse:
    initial: dict[str, Any] = typed(rule) if rule else dict(FRESH)
    form = RuleForm(request.POST or None, rule=rule, initial=initial)
    run: DryRun | None = None
    if form.is_valid():
        try:
            if request.POST.get("do") != "try":
                return _saved(request, form, rule)
            run = actions.try_rule(form.wanted(), by=member_of(request), now=timezone.now())
        except actions.HoldsOfMost as refusal:
            run = refusal.run
            show_refusal(form, refusal)
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
    tried = _tried(request, form, run) if run else None
    context = {
        "tabs": _tabs(request),
        "form": form,
        "rule": rule,
        "tried": tried,
        "asks_if_sure": "sure" in form.errors or request.POST.get("sure"),
    }
    return render(request, "settings/rule.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, form: RuleForm, rule: TriageRule | None) -> HttpResponse:
    actions.set_rule(
        form.wanted(),
        by=member_of(request),
        now=timezone.now(),
        is_sure=form.cleaned_data["sure"],
        rule_id=rule.pk if rule else None,
    )
    messages.info(request, _("Saved. It is asked from now on; what was said before stays as it is."))  # fmt: skip
    return redirect("settings_rules")


def _tried(request: HttpRequest, form: RuleForm, run: DryRun) -> TriedShown:
    condition = str(form.data.get("condition", "")).strip()
    try:
        tree = queries.read_query(condition)[0].tree if condition else None
    except QueryError:
        tree = None
    rows = queries.rows_of(member_of(request), run.ids)
    return tried_shown(run, tree=tree, condition=condition, rows=rows)


def _tabs(request: HttpRequest) -> Any:
    return tabs_for(member_of(request), request.path)
