"""Watching a conversation, giving a task, and the names a note may call."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.web.access import may, member_of
from rapport.web.inbox import pages
from rapport.web.inbox.answers import Toast, acted, is_fragment, refused
from rapport.web.inbox.composer import Composer
from rapport.web.shell.due_times import due_at
from rapport.workspace import actions as staff
from rapport.workspace import queries as workspace
from rapport.workspace.errors import InvalidEntry


@may("see")
def names(request: HttpRequest) -> HttpResponse:
    """Colleagues and teams, for whoever writes "@"."""
    context = {"members": workspace.members(), "teams": workspace.teams()}
    return render(request, "inbox/names.html", context)


@may("see")
@require_POST
def watch(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    does = actions.unwatch if request.POST.get("watch") == "no" else actions.watch
    does(conversation_id, by=member_of(request), now=timezone.now())
    return acted(request, conversation_id)


@may("note")
@require_POST
def add_task(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    now, member = timezone.now(), member_of(request)
    to = request.POST.get("to", "")
    try:
        staff.add_task(
            request.POST.get("text", ""),
            to=pages.colleague_or_404(request, to) if to else member,
            by=member,
            due_at=due_at(request.POST.get("due", ""), now=now),
            about=("conversation", conversation_id),
            now=now,
        )
    except InvalidEntry as refusal:
        if is_fragment(request):
            return refused(request, str(refusal))
        composer = Composer(error=str(refusal))
        return pages.inbox_page(
            request, conversation_id=conversation_id, composer=composer, status=422
        )
    return acted(request, conversation_id, toast=Toast(_("On the list.")))
