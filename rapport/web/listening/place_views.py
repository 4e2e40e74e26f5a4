"""Places and accounts we listen to: stopping, going on, reading a past back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.channels import actions as channels
from rapport.channels import queries
from rapport.channels.models import Account
from rapport.listen.actions import begin_backfill
from rapport.listen.errors import ListenError
from rapport.web.access import may, member_of
from rapport.web.listening.forms import span_in
from rapport.web.listening.places import places_page


@may("see")
def places(request: HttpRequest) -> HttpResponse:
    context = places_page(member_of(request), now=timezone.now())
    return render(request, "listening/places.html", context)


@may("manage_accounts")
@require_POST
def stop(request: HttpRequest, account_id: int) -> HttpResponse:
    account = _account(account_id)
    channels.stop_listening(account, now=timezone.now())
    said = _("%(handle)s is not listened to any more. What was heard stays.")
    messages.info(request, said % {"handle": account.handle})
    return redirect("listening_places")


@may("manage_accounts")
@require_POST
def go_on(request: HttpRequest, account_id: int) -> HttpResponse:
    account = _account(account_id)
    if account.state == Account.State.OFF:
        channels.listen_again(account, now=timezone.now())
    return redirect("listening_places")


@may("listen")
@require_POST
def read_back(request: HttpRequest, account_id: int) -> HttpResponse:
    account, now = _account(account_id), timezone.now()
    span = span_in(request, now=now)
    if isinstance(span, str):
        return _refused(request, account, span)
    try:
        begin_backfill(account, since=span[0], until=span[1], by=member_of(request), now=now)
    except ListenError as refusal:
        return _refused(request, account, str(refusal))
    return redirect("listening_places")


def _account(account_id: int) -> Account:
    account = queries.account(account_id)
    if account is None:
        raise Http404("There is no such place.")
    return account


def _refused(request: HttpRequest, account: Account, why: str) -> HttpResponse:
    context = places_page(member_of(request), now=timezone.now(), refused=(account.pk, why))
    return render(request, "listening/places.html", context, status=422)
