"""The list of statements, one with its versions, adding, revising, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.voice import actions, queries
from rapport.voice.contract import StatementText
from rapport.voice.errors import StatementReplaced, VoiceError
from rapport.voice.models import Statement
from rapport.web.access import may, member_of
from rapport.web.statements.contexts import heard_page, lines
from rapport.web.statements.forms import StatementForm, as_typed
from rapport.workspace.queries import can


@may("see")
def statements(request: HttpRequest) -> HttpResponse:
    found = lines(queries.statements(), today=timezone.localdate())
    context = {"statements": found, "may_change": can(member_of(request), "manage_statements")}
    return render(request, "statements/list.html", context)


@may("see")
def statement(request: HttpRequest, statement_id: int) -> HttpResponse:
    versions = queries.versions(_statement(statement_id))
    context = {
        "line": lines(versions[:1], today=timezone.localdate())[0],
        "versions": versions,
        "doubts": queries.doubts_of(statement_id),
        "may_change": can(member_of(request), "manage_statements"),
    }
    return render(request, "statements/statement.html", context)


@may("see")
def heard(request: HttpRequest, statement_id: int) -> HttpResponse:
    """Who was told which version, or something else."""
    versions = queries.versions(_statement(statement_id))
    told = queries.heard(versions, now=timezone.now(), zone=timezone.get_current_timezone_name())
    chosen = request.GET.get("version", "")
    context: dict[str, object] = {"line": lines(versions[:1], today=timezone.localdate())[0]}
    context |= heard_page(told, versions, chosen=chosen)
    return render(request, "statements/heard.html", context)


@may("manage_statements")
def add(request: HttpRequest) -> HttpResponse:
    form = StatementForm(request.POST or None)
    if form.is_valid():
        if apart := _apart(request, form):
            return _form(request, form, apart=apart)
        try:
            actions.add_statement(by=member_of(request), now=timezone.now(), **form.cleaned_data)
        except VoiceError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("Added. Replies are checked against it from now on."))
            return redirect("statements")
    return _form(request, form)


@may("manage_statements")
def revise(request: HttpRequest, statement_id: int) -> HttpResponse:
    old = _statement(statement_id)
    form = StatementForm(request.POST or None, initial=as_typed(old))
    form.fields["brand"].disabled = True
    if form.is_valid():
        if apart := _apart(request, form, old):
            return _form(request, form, old, apart=apart)
        changed = {name: value for name, value in form.cleaned_data.items() if name != "brand"}
        try:
            new = actions.revise_statement(
                old, by=member_of(request), now=timezone.now(), **changed
            )
        except StatementReplaced as refusal:
            messages.warning(request, str(refusal))
            return redirect("statements")
        except VoiceError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("statement", new.pk)
    return _form(request, form, old)


@may("manage_statements")
@require_POST
def withdraw(request: HttpRequest, statement_id: int) -> HttpResponse:
    actions.withdraw_statement(_statement(statement_id), by=member_of(request), now=timezone.now())
    messages.info(request, _("Withdrawn. Replies are no longer checked against it."))
    return redirect("statements")


def _statement(statement_id: int) -> Statement:
    found = queries.statement(statement_id)
    if found is None:
        raise Http404("There is no such statement.")
    return found


def _apart(
    request: HttpRequest, form: StatementForm, old: Statement | None = None
) -> list[StatementText]:
    """What would stand against it, unless the member has seen that and means both."""
    if request.POST.get("both") == "1":
        return []
    brand_id = old.brand_id if old else form.cleaned_data["brand"].pk
    return queries.apart_from(
        form.cleaned_data["text"],
        brand_id=brand_id,
        today=timezone.localdate(),
        besides=old.pk if old else 0,
    )


def _form(
    request: HttpRequest,
    form: StatementForm,
    old: Statement | None = None,
    *,
    apart: Sequence[StatementText] = (),
) -> HttpResponse:
    status = 422 if form.errors or apart else 200
    context = {"form": form, "old": old, "apart": apart}
    return render(request, "statements/form.html", context, status=status)
