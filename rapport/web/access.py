"""Who is asking, and may they: the door of every screen.

What one may not see answers 404, so that its existence is not told; what one may see but not do answers 403.
A fragment asked for without a session answers 401 and keeps the page as it is: `drafts.js` says what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from rapport.kit.business_time import Hours
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member, Organisation

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def member_of(request: HttpRequest) -> Member:
    """The signed-in member. Views behind `member_required` or `may` always have one."""
    if not isinstance(request.user, Member):
        raise PermissionDenied("Sign in first.")
    return request.user


def organisation_of(request: HttpRequest) -> Organisation | None:
    """The organisation, read once a request."""
    if not hasattr(request, "rapport_organisation"):
        who = request.user if isinstance(request.user, Member) else None
        request.rapport_organisation = workspace.organisation(seen_by=who)  # type: ignore[attr-defined]
    found: Organisation | None = request.rapport_organisation  # type: ignore[attr-defined]
    return found


def hours_of(request: HttpRequest) -> Hours:
    """The hours in which the organisation's clocks run, of what was read for the request."""
    return workspace.hours_of(organisation_of(request))


def named_hours_of(request: HttpRequest) -> dict[int, Hours]:
    """The hours of teams and brands by their id, of what was read for the request."""
    return workspace.named_hours_of(organisation_of(request))


def member_required(view: View[P]) -> View[P]:
    """Anybody signed in may come. Times inside are the organisation's."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        organisation = organisation_of(request)
        with timezone.override(ZoneInfo(organisation.timezone) if organisation else None):
            return view(request, *args, **kwargs)

    return cast("View[P]", guarded)


def may(action: str) -> Callable[[View[P]], View[P]]:
    """Only members who `workspace.can` do this may come; others get 403 and a word why."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not workspace.can(member_of(request), action):
                raise PermissionDenied("Your role does not include this. Ask an owner.")
            return view(request, *args, **kwargs)

        return member_required(cast("View[P]", guarded))

    return decorate


def _ask_to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if request.headers.get("HX-Request") == "true":
        return HttpResponse("You are signed out.", status=401, content_type="text/plain")
    return redirect_to_login(request.get_full_path())
