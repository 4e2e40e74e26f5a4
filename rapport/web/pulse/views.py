"""Pulse."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.web.access import may


@may("see")
def pulse(request: HttpRequest) -> HttpResponse:
    return render(request, "pulse/page.html")
