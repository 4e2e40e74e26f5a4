"""Resolving with a reason, putting off, and bringing back one conversation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse.errors import ConverseError
from rapport.web.access import may, member_of
from rapport.web.inbox import pages
from rapport.web.inbox.answers import Toast, acted, refused
from rapport.web.inbox.snoozing import until_in
from rapport.web.shell import wording


@may("resolve")
@require_POST
def resolve(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    reason = request.POST.get("reason", "")
    try:
        actions.resolve(conversation_id, reason=reason, by=member_of(request), now=timezone.now())
    except ConverseError as error:
        return refused(request, str(error))
    return acted(request, conversation_id)


@may("resolve")
@require_POST
def snooze(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    now = timezone.now()
    until = until_in(request.POST.dict(), now=now)
    if until is None:
        return refused(request, _("Choose a day that is still to come."))
    try:
        actions.snooze(conversation_id, until=until, by=member_of(request), now=now)
    except ConverseError as error:
        return refused(request, str(error))
    said = _("Back %(when)s, or when they write.")
    when = wording.due_with_time(until, now=now)
    return acted(request, conversation_id, toast=Toast(said % {"when": when}))


@may("resolve")
@require_POST
def wake(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    actions.wake(conversation_id, by=member_of(request), now=timezone.now())
    return acted(request, conversation_id)
