"""How the team answered the like before, asked for by a key and put in by one, with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.converse import queries as converse
from rapport.converse.queries import AnsweredAlike
from rapport.web.access import may, member_of
from rapport.web.inbox import pages
from rapport.web.inbox.answers import is_fragment
from rapport.web.shell import wording


@dataclass(frozen=True, slots=True)
class AlikeShown:
    one: AnsweredAlike
    source: str
    url: str
    key: str


@may("answer")
def alike(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """The list for the side of the page, or a page of its own without JavaScript."""
    pages.conversation_or_404(request, conversation_id)
    context = {"alike": alike_shown(request, conversation_id), "open_id": conversation_id}
    template = "inbox/alike_list.html" if is_fragment(request) else "inbox/alike.html"
    return render(request, template, context)


def alike_shown(request: HttpRequest, conversation_id: int) -> Sequence[AlikeShown]:
    now = timezone.now()
    found = converse.answered_alike(member_of(request), conversation_id)
    return [
        AlikeShown(
            one=one,
            source=_("%(name)s to %(whom)s, %(when)s")
            % {
                "name": one.by or _("Somebody who left"),
                "whom": one.to,
                "when": wording.moment(one.at, now=now),
            },
            url=reverse("inbox_open", args=[one.conversation_id]),
            key=f"b {number}",
        )
        for number, one in enumerate(found, start=1)
    ]
