"""Telling the thread that it was solved in private: offered once it is resolved, sent by one press."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse.errors import ConverseError
from rapport.converse.queries import solved_line
from rapport.web.access import may, member_of
from rapport.web.inbox import pages
from rapport.web.inbox.answering import check
from rapport.web.inbox.answers import Toast, acted, refused, waits_for_approval
from rapport.web.inbox.composer import must_ask
from rapport.web.shell.solved_words import spoken


@may("answer")
@require_POST
def agree(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Somebody notes that the customer agreed; `agreed` empty: that was a mistake."""
    pages.conversation_or_404(request, conversation_id)
    by, now = member_of(request), timezone.now()
    try:
        if request.POST.get("agreed"):
            actions.note_agreed(conversation_id, by=by, now=now)
        else:
            actions.take_back_agreed(conversation_id, by=by, now=now)
    except ConverseError as error:
        return refused(request, str(error))
    return acted(request, conversation_id)


@may("answer")
@require_POST
def say(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """The words as the person left them, or the line of the settings, through the check every public answer passes."""
    conversation = pages.conversation_or_404(request, conversation_id)
    given, now = request.POST.get("text"), timezone.now()
    line = spoken(solved_line()) if given is None else " ".join(given.replace("\0", "").split())
    findings = check(request, conversation, line, in_thread=True)
    if must_ask(findings):
        return refused(request, next(one.why for one in findings if one.severity == "hold"))
    try:
        delivery = actions.say_solved(conversation_id, line, by=member_of(request), now=now)
    except ConverseError as error:
        return refused(request, str(error))
    toast = Toast(
        _("Sending in"),
        undo_url=reverse("inbox_undo", args=[delivery.pk]),
        due_at=delivery.due_at,
        seconds=max(1, round((delivery.due_at - now).total_seconds())),
    )
    if delivery.state == delivery.State.REVIEW:
        toast = waits_for_approval(delivery)
    elif delivery.state == delivery.State.HELD:
        toast = Toast(
            _("Held: %(reason)s") % {"reason": delivery.reason or _("sending is stopped")}
        )
    return acted(request, conversation_id, toast=toast)
