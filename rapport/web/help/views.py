"""One page, the same for everybody who is signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.web.access import member_of, member_required
from rapport.web.help.contexts import help_shown


@member_required
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "help/page.html", {"help": help_shown(member_of(request))})
