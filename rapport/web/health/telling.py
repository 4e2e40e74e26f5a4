"""Health > Notices: whether staff can be told outside the screen, and whom it does not reach."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.web.access import may
from rapport.workspace import queries as workspace


@may("see")
def notices(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {
        "here": "notices",
        "mail_is_set_up": workspace.mail_is_set_up(),
        "failing": workspace.failing_ways(),
    }
    return render(request, "health/notices.html", context)
