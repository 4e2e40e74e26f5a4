"""Raising a conversation to the next team, with what they should know."""

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


@may("assign")
@require_POST
def escalate(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    summary = request.POST.get("summary", "")[:2000]
    try:
        team = actions.escalate(
            conversation_id, summary=summary, by=member_of(request), now=timezone.now()
        )
    except ConverseError as refusal:
        return refused(request, str(refusal))
    said = _("Raised to %(team)s.") % {"team": team.name}
    return acted(request, conversation_id, toast=Toast(said))
