"""Who asked for help elsewhere and got no answer, and the thread around one message."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rapport.listen import queries
from rapport.web.access import may
from rapport.web.listening.unanswered import Asked, around_page, unanswered_page


@may("see")
def unanswered(request: HttpRequest) -> HttpResponse:
    asked = Asked.from_query(request.GET.dict())
    context = unanswered_page(asked, now=timezone.now())
    return render(request, "listening/unanswered.html", context)


@may("see")
def around(request: HttpRequest, message_id: int) -> HttpResponse:
    """The public thread around a message. What was said to us in private is shown in the Inbox alone."""
    found = queries.messages([message_id]).filter(scope="public").select_related("reading").first()
    if found is None:
        raise Http404("There is no such message. Its writer may have taken it back.")
    return render(request, "listening/around.html", around_page(found, now=timezone.now()))
