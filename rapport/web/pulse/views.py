"""Pulse."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rapport.converse import queries as converse
from rapport.web.access import may, member_of, organisation_of
from rapport.web.pulse.contexts import pulse_shown
from rapport.web.shell.context import share_pile_ons


@may("see")
def pulse(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    summary = converse.waiting_summary(now=now)
    share_pile_ons(request, summary.pile_ons)
    shown = pulse_shown(
        member_of(request), organisation=organisation_of(request), summary=summary, now=now
    )
    return render(request, "pulse/page.html", {"pulse": shown})
