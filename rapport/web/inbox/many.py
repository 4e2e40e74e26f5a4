"""Many conversations at once: what can be done to those that were chosen, and its undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse import queries as converse
from rapport.converse.errors import ConverseError
from rapport.converse.models import ManyAtOnce
from rapport.web.access import may, member_of
from rapport.web.inbox import pages
from rapport.web.inbox.answers import Toast, acted, is_fragment, refused, undoable
from rapport.web.inbox.snoozing import choices, until_in
from rapport.workspace import queries as workspace

AT_MOST = 500


@may("assign")
def many(request: HttpRequest) -> HttpResponse:
    """What can be done to those chosen: a bar beside the list, or a page where no script runs."""
    chosen = chosen_in(request.GET.getlist("ids"))
    rows = [] if is_fragment(request) else converse.rows_of(member_of(request), chosen)
    context = {
        "chosen": chosen,
        "rows": rows,
        "danger": sum(row.mood == "danger" for row in rows),
        "colleagues": workspace.members(),
        "reasons": converse.resolve_reasons(),
        "labels": converse.offered_labels(),
        "snoozes": choices(now=timezone.now()),
    }
    template = "inbox/many_acts.html" if is_fragment(request) else "inbox/many.html"
    return render(request, template, context)


@may("assign")
@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    to = request.POST.get("to", "")
    colleague = pages.colleague_or_404(request, to) if to else None
    act = actions.assign_many(_chosen(request), to=colleague, **_by(request))
    return _acted(request, act)


@may("resolve")
@require_POST
def resolve(request: HttpRequest) -> HttpResponse:
    try:
        reason = request.POST.get("reason", "")
        act = actions.resolve_many(_chosen(request), reason=reason, **_by(request))
    except ConverseError as error:
        return refused(request, str(error))
    return _acted(request, act, left=converse.in_danger(_chosen(request)))


@may("resolve")
@require_POST
def snooze(request: HttpRequest) -> HttpResponse:
    until = until_in(request.POST.dict(), now=timezone.now())
    if until is None:
        return refused(request, _("Choose a day that is still to come."))
    try:
        act = actions.snooze_many(_chosen(request), until=until, **_by(request))
    except ConverseError as error:
        return refused(request, str(error))
    return _acted(request, act, left=converse.in_danger(_chosen(request)))


@may("assign")
@require_POST
def label(request: HttpRequest) -> HttpResponse:
    wanted = pages.number(request.POST.get("label", ""))
    if wanted is None:
        return refused(request, _("Choose a label."))
    try:
        act = actions.label_many(_chosen(request), wanted, **_by(request))
    except ConverseError as error:
        return refused(request, str(error))
    return _acted(request, act)


@may("assign")
@require_POST
def undo(request: HttpRequest, act_id: int) -> HttpResponse:
    try:
        count = actions.undo_many(act_id, **_by(request))
    except ConverseError as error:
        raise Http404(str(error)) from error
    said = ngettext("Put back: %(n)d conversation.", "Put back: %(n)d conversations.", count)
    words = said % {"n": count} if count else _("There is nothing left to put back.")
    if (only := converse.only_one_of(act_id)) is not None:
        return acted(request, only, toast=Toast(words))
    return _told(request, Toast(words))


def chosen_in(given: Sequence[str]) -> list[int]:
    """Ids somebody chose, each once; what cannot be one is left out."""
    numbers = [int(one) for one in given if one.isascii() and one.isdigit() and len(one) < 19]
    return list(dict.fromkeys(numbers))[:AT_MOST]


def _chosen(request: HttpRequest) -> list[int]:
    return chosen_in(request.POST.getlist("ids"))


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": member_of(request), "now": timezone.now()}


def _acted(
    request: HttpRequest, act: ManyAtOnce | None, *, left: Sequence[int] = ()
) -> HttpResponse:
    """`left`: those in danger, which are resolved and put off one by one or not at all."""
    if left and not is_fragment(request):
        return redirect(f"{reverse('inbox_many')}?{urlencode({'ids': left}, doseq=True)}")
    if act is None and left:
        return _told(request, Toast(_left(left)))
    done = done_words(act.kind, act.ones.count()) if act else ""
    words = " ".join(filter(None, [done, _left(left)]))
    return _told(request, undoable(words, act, undo_says=_("Undo for all of them")))


def _left(ids: Sequence[int]) -> str:
    said = ngettext("%(n)d in danger was left.", "%(n)d in danger were left.", len(ids))
    return said % {"n": len(ids)} if ids else ""


def done_words(kind: str, count: int) -> str:
    """ "1 resolved.": the same words for one as for many."""
    said = {
        ManyAtOnce.Kind.ASSIGN: ngettext("%(n)d given away.", "%(n)d given away.", count),
        ManyAtOnce.Kind.RESOLVE: ngettext("%(n)d resolved.", "%(n)d resolved.", count),
        ManyAtOnce.Kind.SNOOZE: ngettext("%(n)d snoozed.", "%(n)d snoozed.", count),
        ManyAtOnce.Kind.LABEL: ngettext("%(n)d labelled.", "%(n)d labelled.", count),
    }
    return str(said[ManyAtOnce.Kind(kind)] % {"n": count})


def _told(request: HttpRequest, toast: Toast) -> HttpResponse:
    if not is_fragment(request):
        return redirect("inbox")
    body = render_to_string("inbox/toast.html", {"toast": toast}, request)
    return HttpResponse(body, headers={"HX-Trigger": "rapport-many-done"})
