"""Making two conversations one, parting one, and the case in the desk there is already."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse.errors import ConverseError
from rapport.web.access import may, member_of
from rapport.web.inbox import pages
from rapport.web.inbox.answers import UNDO_SECONDS, Toast, acted, is_fragment, refused
from rapport.web.inbox.many import chosen_in


@may("resolve")
@require_POST
def merge(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    given = chosen_in([request.POST.get("with", "")])
    if not given:
        return refused(request, _("Choose the conversation that becomes part of this one."))
    try:
        merging = actions.merge(
            conversation_id, given[0], by=member_of(request), now=timezone.now()
        )
    except ConverseError as error:
        return refused(request, str(error))
    toast = Toast(
        _("They are one conversation now."),
        undo_url=reverse("inbox_unmerge", args=[conversation_id, merging.pk]),
        due_at=timezone.now() + timedelta(seconds=UNDO_SECONDS),
        seconds=UNDO_SECONDS,
        undo_says=_("Part them again"),
    )
    return acted(request, conversation_id, toast=toast)


@may("resolve")
@require_POST
def unmerge(request: HttpRequest, conversation_id: int, merging_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    parted = actions.undo_merge(merging_id, by=member_of(request), now=timezone.now())
    words = _("They are two again.") if parted else _("They were parted already.")
    return acted(request, conversation_id, toast=Toast(words))


@may("resolve")
@require_POST
def split(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    given = chosen_in([request.POST.get("message", "")])
    try:
        fresh = actions.split(
            conversation_id, given[0] if given else 0, by=member_of(request), now=timezone.now()
        )
    except ConverseError as error:
        return refused(request, str(error))
    if not is_fragment(request):
        return redirect("inbox_open", fresh)
    return HttpResponse(headers={"HX-Redirect": reverse("inbox_open", args=[fresh])})


@may("note")
@require_POST
def case(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    try:
        actions.set_case(
            conversation_id,
            number=request.POST.get("number", ""),
            url=request.POST.get("url", ""),
            by=member_of(request),
            now=timezone.now(),
        )
    except ConverseError as error:
        return refused(request, str(error))
    return acted(request, conversation_id, toast=Toast(_("Kept.")))
