"""The page for the end of a shift: hand over one by one or all at once; accept what one is offered."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse import queries as converse
from rapport.converse.errors import ConverseError, NoSuchConversation
from rapport.web.access import may, member_of, organisation_of
from rapport.web.handover.brief import brief_shown
from rapport.web.handover.contexts import handover_shown
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member


@may("answer")
def handover(request: HttpRequest) -> HttpResponse:
    return _page(request)


@may("see")
def brief(request: HttpRequest) -> HttpResponse:
    shown = brief_shown(member_of(request), house=organisation_of(request), now=timezone.now())
    return render(request, "handover/brief.html", {"brief": shown})


@may("assign")
@require_POST
def offer(request: HttpRequest, conversation_id: int) -> HttpResponse:
    to = _colleague(request, request.POST.get("to", ""))
    _conversation_or_404(request, conversation_id)
    try:
        _offer(request, conversation_id, to)
    except ConverseError as refusal:
        return _page(request, error=str(refusal))
    messages.info(
        request, _("%(name)s is asked. It is yours until they accept.") % {"name": to.name}
    )
    return redirect("handover")


@may("assign")
@require_POST
def offer_all(request: HttpRequest) -> HttpResponse:
    """All that are not offered yet go to whom the page proposes."""
    now, by = timezone.now(), member_of(request)
    shown = handover_shown(by, house=organisation_of(request), now=now)
    here = workspace.members().in_bulk([one.id for one in shown.next_on])
    asked = 0
    for line in shown.lines:
        if line.proposed_id in here and not line.offered_to:
            actions.offer(line.id, to=here[line.proposed_id], by=by, now=now)
            asked += 1
    said = ngettext("%(n)d is offered.", "%(n)d are offered.", asked) % {"n": asked}
    messages.info(request, said if asked else _("Nobody of the next shift is known. Choose whom."))
    return redirect("handover")


@may("answer")
@require_POST
def accept(request: HttpRequest, conversation_id: int) -> HttpResponse:
    done = _answered(request, conversation_id, accepts=True)
    messages.info(request, _("It is yours.") if done else _("Somebody else has it by now."))
    return redirect("handover")


@may("answer")
@require_POST
def decline(request: HttpRequest, conversation_id: int) -> HttpResponse:
    done = _answered(request, conversation_id, accepts=False)
    messages.info(request, _("Not taken over.") if done else _("Somebody else has it by now."))
    return redirect("handover")


def _answered(request: HttpRequest, conversation_id: int, *, accepts: bool) -> bool:
    _conversation_or_404(request, conversation_id)
    act = actions.accept_offer if accepts else actions.decline_offer
    return act(conversation_id, by=member_of(request), now=timezone.now())


def _offer(request: HttpRequest, conversation_id: int, to: Member) -> None:
    summary = request.POST.get("summary", "")[:2000]
    by = member_of(request)
    actions.offer(conversation_id, to=to, by=by, now=timezone.now(), summary=summary)


def _conversation_or_404(request: HttpRequest, conversation_id: int) -> None:
    try:
        converse.conversation_for(member_of(request), conversation_id)
    except NoSuchConversation as error:
        raise Http404(str(error)) from error


def _colleague(request: HttpRequest, told: str) -> Member:
    if not (told.isascii() and told.isdigit() and len(told) < 19):
        raise Http404("There is no such member.")
    return workspace.member_for(member_of(request), int(told))


def _page(request: HttpRequest, *, error: str = "") -> HttpResponse:
    shown = handover_shown(member_of(request), house=organisation_of(request), now=timezone.now())
    context = {"handover": shown, "error": error}
    return render(request, "handover/page.html", context, status=422 if error else 200)
