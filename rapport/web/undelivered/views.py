"""What did not leave, in one list, each with its reason and a way on that really does something."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.channels import actions as channels
from rapport.converse import actions
from rapport.web.access import may, member_of
from rapport.web.undelivered.contexts import undelivered_lists


@may("answer")
def undelivered(request: HttpRequest) -> HttpResponse:
    context = {"here": "undelivered", **undelivered_lists(now=timezone.now())}
    return render(request, "undelivered/page.html", context)


@may("answer")
@require_POST
def again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Of what was refused, and of what somebody looked for and did not find."""
    now = timezone.now()
    done = actions.send_refused_again(delivery_id, now=now) or actions.decide_to_send_again(
        delivery_id, now=now
    )
    return _back(request, done, _("It leaves in ten seconds."))


@may("answer")
@require_POST
def stands(request: HttpRequest, delivery_id: int) -> HttpResponse:
    done = actions.decide_it_stands(delivery_id, now=timezone.now())
    return _back(request, done, _("Noted: it stands."))


@may("answer")
@require_POST
def aside(request: HttpRequest, delivery_id: int) -> HttpResponse:
    done = channels.give_up(delivery_id, by=member_of(request), now=timezone.now())
    return _back(request, done, _("Put aside. Nothing is sent."))


@may("answer")
@require_POST
def back(request: HttpRequest, delivery_id: int) -> HttpResponse:
    return _back(request, channels.take_up_again(delivery_id), _("It stands in the list again."))


@may("answer")
@require_POST
def take_back(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """What waits for a stop to end will not leave then; its words are a draft again."""
    done = actions.undo_send(delivery_id, by=member_of(request), now=timezone.now())
    return _back(request, done, _("Taken back. Its words are a draft again."))


def _back(request: HttpRequest, done: bool, words: str) -> HttpResponse:
    if done:
        messages.info(request, words)
    else:
        messages.warning(
            request, _("Somebody was quicker, or it has left meanwhile. Nothing was done twice.")
        )
    return redirect("undelivered")
