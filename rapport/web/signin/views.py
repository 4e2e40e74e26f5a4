"""The pages on the way in."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from allauth.account.views import login as allauth_login
from allauth.mfa.base.views import IndexView
from django.conf import settings
from django.contrib.auth import login
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from rapport.web.signin.forms import JoinForm, PasswordForm, SetUpForm, show_refusal
from rapport.workspace import actions, queries
from rapport.workspace.errors import AlreadySetUp, InvalidEntry, LinkSpent
from rapport.workspace.models import Member


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Before the set-up there is nobody to sign in; say where the link is instead."""
    if not queries.is_set_up():
        return render(request, "signin/not_set_up.html")
    answer: HttpResponseBase = allauth_login(request)
    return answer


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    if queries.is_set_up():
        return redirect("home")
    token = request.POST.get("token") or request.GET.get("token") or ""
    if not queries.setup_is_open(token, now=timezone.now()):
        return render(request, "signin/not_set_up.html", {"was_tried": bool(token)}, status=403)
    form = SetUpForm(request.POST or None)
    if form.is_valid():
        try:
            owner = actions.set_up(token, now=timezone.now(), **form.cleaned_data)
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        except (AlreadySetUp, LinkSpent):
            return redirect("home")  # another tab was quicker
        else:
            return _let_in(request, owner)
    return render(request, "signin/set_up.html", {"form": form, "token": token}, status=_ok(form))


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    invitation = queries.invitation_of(secret, timezone.now())
    if invitation is None:
        return _spent(request)
    form = JoinForm(request.POST or None, initial={"name": invitation.name})
    if form.is_valid():
        try:
            member = actions.accept_invitation(secret, now=timezone.now(), **form.cleaned_data)
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        except LinkSpent:
            return _spent(request)
        else:
            return _let_in(request, member)
    context = {"form": form, "invitation": invitation, "house": queries.organisation()}
    return render(request, "signin/invited.html", context, status=_ok(form))


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """A single-use link.

    One from the console signs in when it is opened and goes straight to Pulse: it is short-lived and was
    shown to nobody but the operator. One an owner handed around first asks for a new password, since chats
    and mail scanners open what is pasted into them.
    """
    link = queries.sign_in_link_of(secret, timezone.now())
    if link is None:
        return _spent(request)
    form = PasswordForm(request.POST or None)
    try:
        if link.signs_in_on_open and request.method == "GET":
            return _let_in(request, actions.use_sign_in_link(secret, now=timezone.now()))
        if form.is_valid():
            password = form.cleaned_data["password"]
            member = actions.use_handed_link(secret, password=password, now=timezone.now())
            return _let_in(request, member)
    except InvalidEntry as refusal:
        show_refusal(form, refusal)
    except LinkSpent:
        return _spent(request)
    context = {"form": form, "member": link.member}
    return render(request, "signin/by_link.html", context, status=_ok(form))


def closed(request: HttpRequest, *args: str) -> HttpResponse:
    raise Http404("Members come by invitation, and Rapport sends no mail.")


class HowYouSignIn(IndexView):  # type: ignore[misc]
    """allauth's page of second factors; says when passkeys cannot work under this address."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        host = self.request.get_host().rpartition(":")[0] or self.request.get_host()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"is_by_number": _is_number(host)}


def _is_number(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _let_in(request: HttpRequest, member: Member) -> HttpResponse:
    login(request, member, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("pulse")


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "signin/spent.html", status=410)


def _ok(form: Form) -> int:
    return 422 if form.errors else 200
