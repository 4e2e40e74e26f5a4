"""Health: gaps, quarantine, touchpoints."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.channels import queries as channels
from rapport.channels.actions import change_touchpoint
from rapport.listen import actions
from rapport.listen import queries as listen
from rapport.listen.errors import CannotCount
from rapport.listen.replaying import replay
from rapport.web.access import may, member_of
from rapport.web.health.contexts import gaps_page, quarantine_page, touchpoints_page
from rapport.web.health.forms import CountForm, TouchpointForm
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member


def _shown(
    request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    may_change = workspace.can(member_of(request), "manage_accounts")
    page = f"health/{name}.html"
    return render(request, page, context | {"may_change": may_change}, status=status)


@may("see")
def gaps(request: HttpRequest) -> HttpResponseBase:
    now = timezone.now()
    if request.method == "POST":
        return _count(request)
    accounts = [one for one in channels.accounts() if channels.is_touchpoint(one)]
    return _shown(request, "gaps", gaps_page(None, accounts=accounts, now=now))


@may("manage_accounts")
def _count(request: HttpRequest) -> HttpResponse:
    """Have a day counted."""
    now = timezone.now()
    accounts = [one for one in channels.accounts() if channels.is_touchpoint(one)]
    form = CountForm(accounts, now.date(), request.POST)
    if form.is_valid():
        account = next(one for one in accounts if one.pk == form.cleaned_data["account"])
        try:
            actions.ask_audit(account, form.cleaned_data["day"], now=now)
        except CannotCount as refusal:
            form.add_error("day", str(refusal))
        else:
            return redirect("health")
    context = gaps_page(form, accounts=accounts, now=now)
    return _shown(request, "gaps", context, status=422)


@may("manage_accounts")
@require_POST
def again(request: HttpRequest, audit_id: int) -> HttpResponse:
    """Count a day once more, or fetch what it misses."""
    audit = listen.day_audit(audit_id)
    if audit is None:
        raise Http404("That day was never counted.")
    fetches = request.POST.get("fetch") == "yes"
    actions.ask_audit(audit.account, audit.day, now=timezone.now(), fetches_again=fetches)
    return redirect("health")


@may("see")
def touchpoints(request: HttpRequest) -> HttpResponse:
    return _shown(request, "touchpoints", touchpoints_page(now=timezone.now()))


@may("manage_accounts")
@require_POST
def touchpoint(request: HttpRequest, account_id: int) -> HttpResponse:
    account = channels.account(account_id)
    if account is None:
        raise Http404("There is no such account.")
    owners = [(member.pk, member.name) for member in workspace.members()]
    form = TouchpointForm(account, owners, request.POST)
    if not form.is_valid():
        context = touchpoints_page(now=timezone.now(), tried=(account_id, form))
        return _shown(request, "touchpoints", context, status=422)
    given = form.cleaned_data
    owner = Member.objects.filter(pk=given["owner"]).first() if given["owner"] else None
    change_touchpoint(account, owner=owner, rule=given["rule"], now=timezone.now())
    messages.info(request, _("Saved."))
    return redirect("health_touchpoints")


@may("see")
def quarantine(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST":
        return _change(request)
    return _shown(request, "quarantine", quarantine_page())


@may("manage_accounts")
def _change(request: HttpRequest) -> HttpResponse:
    """Throw away, or read again, one item or all of a reason."""
    ids = listen.quarantined_like(
        request.POST.get("item", ""), is_whole_reason="all" in request.POST
    )
    if request.POST.get("do") == "drop":
        dropped = actions.drop_quarantined(ids, now=timezone.now())
        messages.info(request, _("%(n)d thrown away.") % {"n": dropped})
    elif request.POST.get("do") == "replay":
        done = replay(ids, now=timezone.now())
        said = _("%(read)d could be read now, %(refused)d still cannot.")
        messages.info(request, said % {"read": done.read, "refused": done.refused})
    return redirect("health_quarantine")
