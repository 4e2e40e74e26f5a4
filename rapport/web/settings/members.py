"""Members: who they are, inviting, roles, leaving."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.settings.forms import InviteForm
from rapport.web.signin.forms import show_refusal
from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry, WorkspaceError
from rapport.workspace.models import Member


@may("see")
@never_cache
def members(request: HttpRequest) -> HttpResponse:
    return _page(request, InviteForm())


@may("manage_members")
@never_cache
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Shows the link once: Rapport sends no mail, so a person passes it on."""
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            secret = actions.invite(by=member_of(request), now=timezone.now(), **form.cleaned_data)
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            url = request.build_absolute_uri(reverse("invited", args=[secret]))
            return _page(request, InviteForm(), link=url, link_for=form.cleaned_data["email"])
    return _page(request, form, status=422)


@may("manage_members")
@require_POST
def withdraw_invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(queries.open_invitations(timezone.now()), pk=invitation_id)
    actions.withdraw_invitation(invitation, by=member_of(request))
    messages.info(request, _("The invitation is withdrawn."))
    return redirect("members")


@may("manage_members")
@never_cache
@require_POST
def sign_in_link(request: HttpRequest, member_id: int) -> HttpResponse:
    member = queries.member_for(member_of(request), member_id)
    secret = actions.handed_link(member, by=member_of(request), now=timezone.now())
    url = request.build_absolute_uri(reverse("by_link", args=[secret]))
    return _page(request, InviteForm(), link=url, link_for=member.name)


@may("manage_members")
@require_POST
def set_role(request: HttpRequest, member_id: int) -> HttpResponse:
    role = request.POST.get("role", "")
    return _change(
        request, member_id, lambda member, by: actions.set_role(member, role=role, by=by)
    )


@may("manage_members")
@require_POST
def deactivate(request: HttpRequest, member_id: int) -> HttpResponse:
    return _change(request, member_id, lambda member, by: actions.deactivate(member, by=by))


@may("manage_members")
@require_POST
def reactivate(request: HttpRequest, member_id: int) -> HttpResponse:
    return _change(request, member_id, lambda member, by: actions.reactivate(member, by=by))


def _change(
    request: HttpRequest, member_id: int, act: Callable[[Member, Member], None]
) -> HttpResponse:
    by = member_of(request)
    member = queries.member_for(by, member_id)
    try:
        act(member, by)
    except WorkspaceError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.info(request, _("%(name)s: saved.") % {"name": member.name})
    return redirect("members")


def _page(
    request: HttpRequest, form: InviteForm, *, link: str = "", link_for: str = "", status: int = 200
) -> HttpResponse:
    me = member_of(request)
    manages = queries.can(me, "manage_members")
    context = {
        "tabs": tabs_for(me, reverse("members")),
        "members": queries.members_for(me),
        "invitations": queries.open_invitations(timezone.now()) if manages else [],
        "form": form if manages else None,
        "roles": Member.Role.choices,
        "link": link,
        "link_for": link_for,
    }
    return render(request, "settings/members.html", context, status=status)
