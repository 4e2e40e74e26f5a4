"""Saved replies: the list in the team's order, one with its languages, and what is done beside the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from rapport.converse.queries import names_of_labels
from rapport.voice import actions, queries
from rapport.voice.errors import NameTaken, NoWords, UnknownVariables
from rapport.voice.models import SavedReply
from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.settings.saved_reply_forms import SavedReplyForm, language_name


@dataclass(frozen=True, slots=True)
class ReplyLine:
    reply: SavedReply
    languages: str
    first_words: str
    does: str


@may("manage_saved_replies")
def replies(request: HttpRequest) -> HttpResponse:
    form = SavedReplyForm(request.POST or None)
    if form.is_valid():
        try:
            actions.keep_saved_reply(
                form.cleaned_data["brand"],
                by=member_of(request),
                now=timezone.now(),
                **form.told(),
            )
        except (NoWords, NameTaken, UnknownVariables) as refusal:
            form.show(refusal)
        else:
            messages.info(request, _("Kept. It is offered beside every reply from now on."))
            return redirect("saved_replies")
    return _page(request, form)


@may("manage_saved_replies")
def reply(request: HttpRequest, reply_id: int) -> HttpResponse:
    found = _reply_or_404(reply_id)
    form = SavedReplyForm(request.POST or None, reply=found)
    if form.is_valid():
        try:
            actions.change_saved_reply(
                found, by=member_of(request), now=timezone.now(), **form.told()
            )
        except (NoWords, NameTaken, UnknownVariables) as refusal:
            form.show(refusal)
        else:
            messages.info(request, _("Saved."))
            return redirect("saved_replies")
    return _page(request, form, found)


@may("manage_saved_replies")
@require_POST
def up(request: HttpRequest, reply_id: int) -> HttpResponse:
    actions.move_saved_reply_up(_reply_or_404(reply_id))
    return redirect("saved_replies")


@may("manage_saved_replies")
@require_POST
def remove(request: HttpRequest, reply_id: int) -> HttpResponse:
    actions.remove_saved_reply(_reply_or_404(reply_id))
    messages.info(request, _("Removed. What was said with it stands."))
    return redirect("saved_replies")


def does_words(
    *,
    gives_to: str,
    notes: bool,
    resolves: bool,
    labels: Sequence[str] = (),
    snoozes_hours: int | None = None,
) -> str:
    """ "gives it to Bob, labels it “refund”, writes a note, snoozes it for 24 h, resolves"."""
    said = [
        _("gives it to %(name)s") % {"name": gives_to} if gives_to else "",
        *(pgettext("macro", "labels it “%(name)s”") % {"name": name} for name in labels),
        pgettext("macro", "writes a note") if notes else "",
        pgettext("macro", "snoozes it for %(n)d h") % {"n": snoozes_hours} if snoozes_hours else "",
        pgettext("macro", "resolves") if resolves else "",
    ]
    return ", ".join(one for one in said if one)


def _reply_or_404(reply_id: int) -> SavedReply:
    found = queries.saved_reply(reply_id)
    if found is None:
        raise Http404("There is no such saved reply.")
    return found


def _page(
    request: HttpRequest, form: SavedReplyForm, reply: SavedReply | None = None
) -> HttpResponse:
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "lines": [] if reply else _lines(),
        "reply": reply,
        "form": form,
        "variables": [(f"{{{name}}}", words) for name, words in _variable_words().items()],
    }
    status = 422 if form.errors else 200
    return render(request, "settings/saved_replies.html", context, status=status)


def _lines() -> list[ReplyLine]:
    found = list(queries.saved_replies())
    labels = names_of_labels(pk for one in found for pk in one.label_ids)
    return [_line(one, labels) for one in found]


def _line(reply: SavedReply, labels: Mapping[int, str]) -> ReplyLine:
    texts = list(reply.texts.all())
    return ReplyLine(
        reply=reply,
        languages=", ".join(language_name(text.language) for text in texts),
        first_words=texts[0].text if texts else "",
        does=does_words(
            gives_to=reply.gives_to.name if reply.gives_to else "",
            notes=bool(reply.notes),
            resolves=reply.resolves,
            labels=[labels[pk] for pk in reply.label_ids if pk in labels],
            snoozes_hours=reply.snoozes_hours,
        ),
    )


def _variable_words() -> dict[str, str]:
    return {name: _(words) for name, words in queries.VARIABLES.items()}
