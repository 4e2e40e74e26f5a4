"""Accounts: the list, stopping and letting go, connecting, signing in again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from rapport.channels import actions, queries
from rapport.channels.errors import ChannelsError
from rapport.channels.models import Account, Hold
from rapport.channels.registry import manifest_for
from rapport.converse.actions import undo_send
from rapport.web.access import may, member_of
from rapport.web.accounts.contexts import account_cards, networks_to_connect, places_to_connect
from rapport.web.accounts.forms import ConnectForm, SettingsForm


@may("manage_accounts")
def accounts(request: HttpRequest) -> HttpResponse:
    context = {"accounts": account_cards(now=timezone.now()), "networks": networks_to_connect()}
    return render(request, "accounts/list.html", context)


@may("hold")
@require_POST
def stop(request: HttpRequest, account_id: int) -> HttpResponse:
    account = _account(account_id)
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:300]
    if queries.account_hold(account) is None:
        actions.stop_sending(account, reason=reason, by=member_of(request), now=timezone.now())
    messages.info(request, _("Nothing leaves %(handle)s now.") % {"handle": account.handle})
    return redirect("accounts")


@may("hold")
@require_POST
def lift(request: HttpRequest, account_id: int, hold_id: int) -> HttpResponse:
    hold = queries.account_hold(_account(account_id))
    if hold is None or hold.pk != hold_id:
        messages.info(request, _("Somebody let it send again already."))
        return redirect("accounts")
    messages.info(request, _let_go(hold, request))
    return redirect("accounts")


@may("hold")
@require_POST
def take_back(request: HttpRequest, account_id: int, delivery_id: int) -> HttpResponse:
    """Its words go back to the writer as a draft."""
    if delivery_id not in {one.pk for one in queries.held_by(_account(account_id))}:
        raise Http404("Nothing of that kind is held here.")
    undo_send(delivery_id, by=member_of(request), now=timezone.now())
    messages.info(request, _("Taken back. Its words are kept as a draft."))
    return redirect("accounts")


@may("manage_accounts")
@never_cache
@sensitive_post_parameters()
def connect(request: HttpRequest, network: str) -> HttpResponse:
    to_connect = [*networks_to_connect(), *places_to_connect()]
    manifest = next((one for one in to_connect if one.slug == network), None)
    if manifest is None:
        raise Http404("No such network is installed.")
    form = ConnectForm(manifest, request.POST or None)
    if form.is_valid():
        try:
            account = actions.connect(
                form.cleaned_data["brand"],
                network=network,
                settings=form.settings,
                secrets=form.secrets,
                by=member_of(request),
                now=timezone.now(),
            )
        except ChannelsError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("%(handle)s is connected.") % {"handle": account.handle})
            return redirect("listening_places" if account.is_place else "accounts")
    context = {"form": form, "manifest": manifest}
    return render(request, "accounts/connect.html", context, status=422 if form.errors else 200)


@may("manage_accounts")
@never_cache
@sensitive_post_parameters()
def sign_in_again(request: HttpRequest, account_id: int) -> HttpResponse:
    account = _account(account_id)
    manifest = manifest_for(account.network)
    form = SettingsForm([one for one in manifest.settings if one.secret], request.POST or None)
    if form.is_valid():
        try:
            actions.sign_in_again(account, secrets=form.secrets, now=timezone.now())
        except ChannelsError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("%(handle)s works again.") % {"handle": account.handle})
            return redirect("accounts")
    context = {"form": form, "manifest": manifest, "account": account}
    return render(request, "accounts/connect.html", context, status=422 if form.errors else 200)


@may("manage_accounts")
@require_POST
def read_only(request: HttpRequest, account_id: int) -> HttpResponse:
    account = _account(account_id)
    actions.set_read_only(account, read_only=request.POST.get("read_only") == "yes")
    messages.info(request, _("Saved."))
    return redirect("accounts")


def _account(account_id: int) -> Account:
    account = queries.account(account_id)
    if account is None:
        raise Http404("There is no such account.")
    return account


def _let_go(hold: Hold, request: HttpRequest) -> str:
    released = actions.lift(hold, by=member_of(request), now=timezone.now())
    return ngettext(
        "It sends again. %(n)d answer leaves in a few seconds.",
        "It sends again. %(n)d answers leave in a few seconds.",
        released,
    ) % {"n": released}
