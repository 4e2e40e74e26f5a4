"""What a press is answered with: no page, but a word that it is done, and a toast where there is something to say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.assets.queries import uploaded_by
from rapport.channels.models import Delivery
from rapport.converse.models import ManyAtOnce


@dataclass(frozen=True, slots=True)
class Toast:
    words: str
    undo_url: str = ""
    due_at: datetime | None = None
    seconds: int = 0
    undo_says: str = ""


# So long the way back stands on the screen; on the timeline it stands on.
UNDO_SECONDS = 20


def waits_for_approval(delivery: Delivery) -> Toast:
    """It does not leave yet, and can be taken back meanwhile."""
    asked = delivery.approval.asked_of
    words = (
        _("%(name)s reads it before it leaves.") % {"name": asked.name}
        if asked is not None
        else _("A colleague reads it before it leaves.")
    )
    return Toast(words, undo_url=reverse("inbox_undo", args=[delivery.pk]), seconds=UNDO_SECONDS)


def undoable(words: str, act: ManyAtOnce | None, *, undo_says: str) -> Toast:
    """That it was done, with the one press that takes it back. None: nothing changed, so nothing to take back."""
    if act is None:
        return Toast(_("Nothing to change there."))
    return Toast(
        words,
        undo_url=reverse("inbox_many_undo", args=[act.pk]),
        due_at=timezone.now() + timedelta(seconds=UNDO_SECONDS),
        seconds=UNDO_SECONDS,
        undo_says=undo_says,
    )


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx or one of our modules asks, not the browser itself going somewhere."""
    restoring = request.headers.get("HX-History-Restore-Request") == "true"
    return request.headers.get("HX-Request") == "true" and not restoring


def acted(
    request: HttpRequest,
    conversation_id: int,
    *,
    toast: Toast | None = None,
    events: dict[str, object] | None = None,
    body: str = "",
) -> HttpResponse:
    """Done. The page fetches its parts afresh; without JavaScript the browser goes back to the conversation."""
    if not is_fragment(request):
        return redirect("inbox_open", conversation_id)
    if toast is not None:
        body += render_to_string("inbox/toast.html", {"toast": toast}, request)
    told = {"rapport-acted": {"conversation": conversation_id}} | (events or {})
    return HttpResponse(body, headers={"HX-Trigger": json.dumps(told)})


def refused(request: HttpRequest, words: str) -> HttpResponse:
    """What was asked cannot be done; the page stays, a toast says why."""
    body = render_to_string("inbox/toast.html", {"toast": Toast(words)}, request)
    return HttpResponse(body, status=422)


def undone(request: HttpRequest, delivery: Delivery, *, in_time: bool) -> HttpResponse:
    """Taken back: the words and pictures go to the box again. Too late: say so."""
    conversation_id = delivery.answer.conversation_id
    if not in_time:
        words = _("It has left already. You can answer again.")
        return acted(request, conversation_id, toast=Toast(words))
    pictures = uploaded_by(delivery.member_id or 0, delivery.asset_ids)
    context = {
        "conversation_id": conversation_id,
        "text": delivery.text,
        "pictures": pictures,
    }
    return acted(
        request,
        conversation_id,
        toast=Toast(_("Taken back. Nothing was sent.")),
        body=render_to_string("inbox/undone.html", context, request),
    )


def decision(request: HttpRequest, delivery: Delivery, *, decided: bool) -> HttpResponse:
    """What a person found out about an answer whose outcome nobody knew."""
    words = _("Noted.") if decided else _("Somebody has decided this already.")
    return acted(request, delivery.answer.conversation_id, toast=Toast(words))
