"""The front door and the pages for when something went wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template

from rapport.web.access import member_required


@member_required
def home(request: HttpRequest) -> HttpResponse:
    return redirect("pulse")


@member_required
def around(request: HttpRequest) -> HttpResponse:
    """What lives around every page: the number in the rail and the alarm."""
    return render(request, "shell/around.html")


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "shell/403.html", {"why": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "shell/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """No context processors, no database: whatever broke may be what they need."""
    return HttpResponse(get_template("shell/500.html").render(), status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The CSRF check failed: mostly a form left open while its session ended."""
    return render(request, "shell/expired.html", status=403)
