"""Nobody has to take abuse: a key passes it on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.web.access import may, member_of
from rapport.web.inbox import pages
from rapport.web.inbox.answers import Toast, acted


@may("assign")
@require_POST
def pass_on(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    actions.pass_on(conversation_id, by=member_of(request), now=timezone.now())
    return acted(request, conversation_id, toast=Toast(_("Passed on. A lead is told.")))
