"""The list of failings, one with its people, making one from conversations, fixing it, telling everybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions, queries
from rapport.converse.errors import NoSuchConversation
from rapport.converse.models import Conversation, Failing
from rapport.web.access import may, member_of
from rapport.web.failings.contexts import beside_shown, calls_shown, lines, mail_to, spoke_shown
from rapport.web.failings.forms import FailingForm
from rapport.workspace.queries import can

IDS_AT_MOST = 60


@may("see")
def failings(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "open_ones": lines(queries.failings()[:100], today=today),
        "fixed": lines(queries.failings(fixed=True)[:30], today=today),
    }
    return render(request, "failings/list.html", context)


@may("note")
def make(request: HttpRequest) -> HttpResponse:
    """From the conversation the address names, with those beside it in the thread that are ticked."""
    asked = request.POST.get("conversation") or request.GET.get("conversation", "")
    conversation = _conversation_or_404(request, asked)
    form = FailingForm(request.POST or None)
    if form.is_valid():
        made = actions.make_failing(
            conversation.brand,
            conversation_ids=[conversation.pk, *_ids(request.POST.getlist("beside"))],
            by=member_of(request),
            now=timezone.now(),
            **form.cleaned_data,
        )
        messages.info(request, _("Made. Whoever mends it is told."))
        return redirect("failing", made.pk)
    context = {
        "form": form,
        "conversation": conversation,
        "beside": beside_shown(queries.beside_in_thread(conversation)),
        "open_ones": [f for f in queries.failings()[:20] if f.brand_id == conversation.brand_id],
    }
    return render(request, "failings/make.html", context, status=422 if form.errors else 200)


@may("see")
def failing(request: HttpRequest, failing_id: int) -> HttpResponse:
    found, member = _failing_or_404(failing_id), member_of(request)
    now = {"title": found.title, "team": found.team_id, "due_on": found.due_on}
    form = FailingForm(request.POST or None, initial=now)
    if request.method == "POST" and can(member, "note") and form.is_valid():
        actions.change_failing(found, by=member, now=timezone.now(), **form.cleaned_data)
        messages.info(request, _("Saved."))
        return redirect("failing", found.pk)
    people = spoke_shown(queries.who_spoke_of(found), now=timezone.now())
    context = {
        "failing": found,
        "line": lines([found], today=timezone.localdate())[0],
        "people": people,
        "untold": [one for one in people if not one.spoke.is_told],
        "form": form,
        "may_change": can(member, "note"),
        "calls": calls_shown(queries.calls_of(found), now=timezone.now()),
        "mail": mail_to(found, people, url=request.build_absolute_uri()),
    }
    return render(request, "failings/failing.html", context, status=422 if form.errors else 200)


@may("note")
@require_POST
def join(request: HttpRequest, failing_id: int) -> HttpResponse:
    """One more conversation in which somebody speaks of it."""
    found = _failing_or_404(failing_id)
    conversation = _conversation_or_404(request, request.POST.get("conversation", ""))
    now = timezone.now()
    added = actions.add_evidence(found, [conversation.pk], by=member_of(request), now=now)
    messages.info(request, _("Added.") if added else _("It is there already."))
    return redirect("failing", found.pk)


@may("resolve")
@require_POST
def fix(request: HttpRequest, failing_id: int) -> HttpResponse:
    actions.fix_failing(_failing_or_404(failing_id), by=member_of(request), now=timezone.now())
    return redirect("failing", failing_id)


@may("resolve")
@require_POST
def reopen(request: HttpRequest, failing_id: int) -> HttpResponse:
    actions.reopen_failing(_failing_or_404(failing_id), by=member_of(request), now=timezone.now())
    return redirect("failing", failing_id)


@may("answer")
@require_POST
def told(request: HttpRequest, failing_id: int, evidence_id: int) -> HttpResponse:
    found = _failing_or_404(failing_id)
    if not actions.note_told_otherwise(evidence_id, failing=found, now=timezone.now()):
        raise Http404("They are no part of this failing.")
    return redirect("failing", failing_id)


def _failing_or_404(failing_id: int) -> Failing:
    found = queries.failing(failing_id)
    if found is None:
        raise Http404("There is no such failing.")
    return found


def _conversation_or_404(request: HttpRequest, typed: str) -> Conversation:
    numbers = _ids([typed])
    try:
        return queries.conversation_for(member_of(request), numbers[0] if numbers else 0)
    except NoSuchConversation as error:
        raise Http404(str(error)) from error


def _ids(typed: list[str]) -> list[int]:
    """What a form names; what cannot be an id is passed over."""
    return [
        int(one) for one in typed[:IDS_AT_MOST] if one.isascii() and one.isdigit() and len(one) < 19
    ]
