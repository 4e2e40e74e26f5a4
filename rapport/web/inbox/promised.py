"""Promises beside the box and beside the person: offered while one writes, written down by hand, kept, released."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse.errors import CannotAnswer, NothingToSay
from rapport.voice.models import Promise
from rapport.voice.queries import promises_in
from rapport.web.access import hours_of, may, member_of
from rapport.web.inbox import pages
from rapport.web.inbox.answers import Toast, acted, is_fragment, refused
from rapport.web.inbox.composer import Composer
from rapport.web.shell import wording


@dataclass(frozen=True, slots=True)
class PromiseOffered:
    words: str
    due_at: datetime
    when: str


def offered(request: HttpRequest, text: str) -> str:
    """What a draft promises, as lines of the form: each with its date, to be changed or left out."""
    now = timezone.now()
    found = [
        PromiseOffered(one.words, one.due_at, wording.due_with_time(one.due_at, now=now))
        for one in promises_in(text, now=now, hours=hours_of(request))
    ]
    return render_to_string("inbox/promises.html", {"promises": found}, request)


def meant(request: HttpRequest, text: str, *, now: datetime) -> Sequence[tuple[str, datetime]]:
    """What a text promises as it is sent: with the date the form gives, without what was left out.

    What the page had no time to show counts as meant.
    """
    dates = request.POST.getlist("promise-due")
    shown = dict(zip(request.POST.getlist("promise-shown"), dates, strict=False))
    ticked = set(request.POST.getlist("promise"))
    return [
        (one.words, _moment(shown.get(one.words, "")) or one.due_at)
        for one in promises_in(text, now=now, hours=hours_of(request))
        if one.words not in shown or one.words in ticked
    ]


@may("answer")
@require_POST
def promise(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    due_at = _moment(request.POST.get("due", ""))
    if due_at is None:
        return _refused(request, conversation_id, _("By when? Give a day and a time."))
    try:
        actions.promise(
            conversation_id,
            request.POST.get("text", "").replace("\0", ""),
            due_at=due_at,
            by=member_of(request),
            now=timezone.now(),
        )
    except (NothingToSay, CannotAnswer) as error:
        return _refused(request, conversation_id, str(error))
    return acted(request, conversation_id, toast=Toast(_("Written down. It comes back in time.")))


@may("answer")
@require_POST
def settle(request: HttpRequest, conversation_id: int, promise_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    kept = request.POST.get("state") != Promise.State.RELEASED
    state = Promise.State.KEPT if kept else Promise.State.RELEASED
    found = actions.settle(
        conversation_id, promise_id, state=state, by=member_of(request), now=timezone.now()
    )
    if not found:
        return acted(request, conversation_id, toast=Toast(_("This is not owed any more.")))
    return acted(request, conversation_id, toast=Toast(_("Kept.") if kept else _("Released.")))


def _refused(request: HttpRequest, conversation_id: int, words: str) -> HttpResponse:
    if is_fragment(request):
        return refused(request, words)
    composer = Composer(error=words)
    return pages.inbox_page(request, conversation_id=conversation_id, composer=composer, status=422)


def _moment(typed: str) -> datetime | None:
    """What a browser's field of date and time holds, in the zone of the house."""
    try:
        found = parse_datetime(typed)
    except ValueError:
        return None
    return found and (found if timezone.is_aware(found) else timezone.make_aware(found))
