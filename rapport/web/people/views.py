"""The list of people, one person, and erasing them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.people import actions
from rapport.people.queries import people_named, person_for
from rapport.voice.actions import settle_promise
from rapport.voice.models import Promise
from rapport.voice.queries import promises_of
from rapport.web.access import may, member_of
from rapport.web.people import contexts
from rapport.workspace.queries import can

NAMED_AT_MOST = 8


@may("see")
def people(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "")[:200]
    page = int(request.GET["page"]) if request.GET.get("page", "").isdecimal() else 0
    page = min(page, 10_000)
    found, more = contexts.people_page(member_of(request), search=search, page=page)
    context = {
        "people": found,
        "search": search,
        "may_connect": can(member_of(request), "manage_accounts"),
        "earlier": page - 1 if page else None,
        "later": page + 1 if more else None,
    }
    return render(request, "people/list.html", context)


@may("see")
def named(request: HttpRequest) -> JsonResponse:
    """People by a few letters of their names or handles, for Ctrl K: [{"words", "url"}]."""
    words = request.GET.get("q", "")[:200].strip()
    found = people_named(member_of(request), words, most=NAMED_AT_MOST) if len(words) > 1 else []
    offers = [
        {"words": contexts.named_words(one), "url": reverse("person", args=[one.person_id])}
        for one in found
    ]
    return JsonResponse({"offers": offers})


@may("see")
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    found = person_for(member_of(request), person_id)
    context = {
        "person": found,
        "line": contexts.person_line(found),
        "passed": contexts.passed_between_us(found),
        "promises": contexts.promises(found, timezone.now()),
        "may_erase": can(member_of(request), "erase"),
        "may_answer": can(member_of(request), "answer"),
    }
    return render(request, "people/person.html", context)


@may("answer")
@require_POST
def keep_silence(request: HttpRequest, person_id: int) -> HttpResponse:
    actions.set_wants_silence(person_for(member_of(request), person_id), now=timezone.now())
    messages.info(request, _("Noted: they do not want to be contacted."))
    return redirect("person", person_id)


@may("answer")
@require_POST
def settle(request: HttpRequest, person_id: int, promise_id: int) -> HttpResponse:
    found = person_for(member_of(request), person_id)
    promise = next((one for one in promises_of(found.pk, limit=500) if one.pk == promise_id), None)
    if promise is None:
        raise Http404("There is no such promise.")
    kept = request.POST.get("state") == Promise.State.KEPT
    state = Promise.State.KEPT if kept else Promise.State.RELEASED
    settle_promise(promise, state=state, by=member_of(request), now=timezone.now())
    return redirect("person", person_id)


@may("erase")
def erase(request: HttpRequest, person_id: int) -> HttpResponse:
    """A page that says what will be gone; only its own button erases."""
    found = person_for(member_of(request), person_id)
    if request.method == "POST":
        actions.erase_person(found.pk, by=member_of(request), now=timezone.now())
        messages.info(request, _("They are erased. Nothing about them is kept."))
        return redirect("people")
    context = {"line": contexts.person_line(found), "gone": contexts.to_be_gone(found)}
    return render(request, "people/erase.html", context)
