"""What my department is asked, and answering it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse import queries as converse
from rapport.converse.errors import CannotConsult, NoSuchConsultation, NothingToSay
from rapport.converse.models import Consultation
from rapport.web.access import may, member_of
from rapport.web.asked.contexts import asked_lists, asked_shown, read_along
from rapport.web.shell import wording
from rapport.workspace import queries as workspace


@may("see")
def asked(request: HttpRequest) -> HttpResponse:
    lists = asked_lists(member_of(request), now=timezone.now())
    return render(request, "asked/page.html", {"here": "asked", **lists})


@may("see")
def one(request: HttpRequest, consultation_id: int) -> HttpResponseBase:
    found = asked_or_404(request, consultation_id)
    if request.method == "POST":
        return _answer(request, found)
    return _page(request, found)


@may("consult")
@require_POST
def withdraw(request: HttpRequest, consultation_id: int) -> HttpResponse:
    found = asked_or_404(request, consultation_id)
    actions.withdraw_consultation(found.pk, by=member_of(request), now=timezone.now())
    messages.info(request, _("Withdrawn. Nobody is waited for."))
    return redirect("inbox_open", found.conversation_id)


def asked_or_404(request: HttpRequest, consultation_id: int) -> Consultation:
    try:
        return converse.consultation_for(member_of(request), consultation_id)
    except NoSuchConsultation as error:
        raise Http404(str(error)) from error


@may("advise")
def _answer(request: HttpRequest, found: Consultation) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        actions.answer_consultation(found.pk, text, by=member_of(request), now=timezone.now())
    except (NothingToSay, CannotConsult) as error:
        return _page(request, found, text=text, error=str(error))
    messages.info(request, _("Thank you. It stands with the conversation."))
    return redirect("asked")


def _page(
    request: HttpRequest, found: Consultation, *, text: str = "", error: str = ""
) -> HttpResponse:
    member, now = member_of(request), timezone.now()
    page = converse.conversation_page(member, found.conversation_id, now=now)
    context = {
        "asked": found,
        "shown": asked_shown(found, now=now),
        "answered": wording.moment_with_time(found.ended_at, now=now) if found.ended_at else "",
        "may_answer": found.state == Consultation.State.OPEN and actions.may_answer(member, found),
        "may_withdraw": found.state == Consultation.State.OPEN and workspace.can(member, "consult"),
        "conversation": page,
        "said": read_along(page.turns, now=now),
        "text": text,
        "error": error,
    }
    return render(request, "asked/one.html", context, status=422 if error else 200)
