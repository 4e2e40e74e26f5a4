"""Resolving with a reason, putting off, and bringing back one conversation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse.errors import ConverseError
from rapport.converse.models import ManyAtOnce
from rapport.web.access import may, member_of
from rapport.web.inbox import pages
from rapport.web.inbox.answers import acted, refused, undoable
from rapport.web.inbox.many import done_words
from rapport.web.inbox.snoozing import until_in
from rapport.web.shell import wording


@may("resolve")
@require_POST
def resolve(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    reason = request.POST.get("reason", "")
    try:
        act = actions.resolve(
            conversation_id, reason=reason, by=member_of(request), now=timezone.now()
        )
    except ConverseError as error:
        return refused(request, str(error))
    words = done_words(ManyAtOnce.Kind.RESOLVE, 1)
    toast = undoable(words, act, undo_says=_("Undo the resolve"))
    return acted(request, conversation_id, toast=toast)


@may("resolve")
@require_POST
def snooze(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    now = timezone.now()
    until = until_in(request.POST.dict(), now=now)
    if until is None:
        return refused(request, _("Choose a day that is still to come."))
    try:
        act = actions.snooze(conversation_id, until=until, by=member_of(request), now=now)
    except ConverseError as error:
        return refused(request, str(error))
    said = _("Back %(when)s, or when they write.")
    back = said % {"when": wording.due_with_time(until, now=now)}
    words = f"{done_words(ManyAtOnce.Kind.SNOOZE, 1)} {back}"
    toast = undoable(words, act, undo_says=_("Undo the snooze"))
    return acted(request, conversation_id, toast=toast)


@may("resolve")
@require_POST
def wake(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    actions.wake(conversation_id, by=member_of(request), now=timezone.now())
    return acted(request, conversation_id)
