"""Who asked for help elsewhere and got no answer, and the thread around one message."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse import queries as converse
from rapport.converse.errors import CannotBringIn
from rapport.listen import queries
from rapport.web.access import may, member_of
from rapport.web.inbox.answers import Toast, is_fragment, refused
from rapport.web.listening.bringing import in_inbox
from rapport.web.listening.unanswered import Asked, around_page, unanswered_page


@may("see")
def unanswered(request: HttpRequest) -> HttpResponse:
    asked = Asked.from_query(request.GET.dict())
    context = unanswered_page(asked, member=member_of(request), now=timezone.now())
    return render(request, "listening/unanswered.html", context)


@may("see")
def around(request: HttpRequest, message_id: int) -> HttpResponse:
    """The public thread around a message. What was said to us in private is shown in the Inbox alone."""
    found = queries.messages([message_id]).filter(scope="public").select_related("reading").first()
    if found is None:
        raise Http404("There is no such message. Its writer may have taken it back.")
    context = around_page(found, member=member_of(request), now=timezone.now())
    return render(request, "listening/around.html", context)


@may("answer")
@require_POST
def bring(request: HttpRequest, message_id: int) -> HttpResponse:
    """Into the Inbox: the row says so in the place of the button; without JavaScript the conversation opens."""
    try:
        conversation_id = actions.bring_in(message_id, by=member_of(request), now=timezone.now())
    except CannotBringIn as refusal:
        return _not_brought(request, str(refusal))
    if not is_fragment(request):
        return redirect("inbox_open", conversation_id)
    stands = converse.brought_in([message_id])[message_id]
    context = {"bringing": in_inbox(message_id, stands), "is_fresh": True}
    body = render_to_string("listening/bring.html", context, request)
    toast = Toast(_("It stands in the Inbox now, and is nobody's yet."))
    return HttpResponse(body + render_to_string("inbox/toast.html", {"toast": toast}, request))


def _not_brought(request: HttpRequest, why: str) -> HttpResponse:
    if not is_fragment(request):
        messages.warning(request, why)
        return redirect("listening_unanswered")
    answer = refused(request, why)
    answer["HX-Reswap"] = "none"
    return answer
