"""Saved replies beside the box: found by name or words, put in by key."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.web.access import may, member_of
from rapport.web.inbox import pages
from rapport.web.inbox.answers import is_fragment
from rapport.web.inbox.saved_shown import offers_shown
from rapport.workspace.queries import can


@may("answer")
def saved(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """What can be said here: options for the picker, or a page of links without JavaScript."""
    pages.conversation_or_404(request, conversation_id)
    context = {
        "offers": offers_shown(request, conversation_id),
        "open_id": conversation_id,
        "may_add": can(member_of(request), "manage_saved_replies"),
    }
    template = "inbox/saved_options.html" if is_fragment(request) else "inbox/saved.html"
    return render(request, template, context)
