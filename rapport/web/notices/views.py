"""The list of notices; opening one; having seen all."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.web.access import may, member_of
from rapport.web.notices.contexts import notices_shown
from rapport.web.notices.leading import leads_to
from rapport.workspace import actions
from rapport.workspace import queries as workspace


@may("see")
def notices(request: HttpRequest) -> HttpResponse:
    shown = notices_shown(member_of(request), now=timezone.now())
    return render(request, "notices/page.html", {"here": "notices", "notices": shown})


@may("see")
def notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """On to what it is about. That it was looked at is all that changes: a link in a mail never does more."""
    member = member_of(request)
    found = workspace.notice_for(member, notice_id)
    actions.see_notices(member, now=timezone.now(), ids=[found.pk])
    return redirect(leads_to(found))


@may("see")
@require_POST
def see_all(request: HttpRequest) -> HttpResponse:
    actions.see_notices(member_of(request), now=timezone.now())
    return redirect("notices")
