"""Labels of the conversation that is open, and taking back what a rule did to it."""

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
def label(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Put a label there, or with `off` take it off."""
    pages.conversation_or_404(request, conversation_id)
    off = request.POST.get("off", "")
    wanted = pages.number(off or request.POST.get("label", ""))
    if wanted is None:
        return refused(request, _("Choose a label."))
    does = actions.unlabel if off else actions.label
    try:
        does(conversation_id, wanted, by=member_of(request), now=timezone.now())
    except ConverseError as error:
        return refused(request, str(error))
    return acted(request, conversation_id)


@may("assign")
@require_POST
def undo_rule(request: HttpRequest, conversation_id: int, applied_id: int) -> HttpResponse:
    """What a rule did to this one is put back."""
    pages.conversation_or_404(request, conversation_id)
    undone = actions.undo_applied(applied_id, by=member_of(request), now=timezone.now())
    words = _("Put back. Whoever was told was told.") if undone else _("It was put back before.")
    return acted(request, conversation_id, toast=Toast(words))
