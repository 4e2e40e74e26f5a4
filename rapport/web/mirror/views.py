"""The mirror."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.listen.models import ImportRun
from rapport.measure.errors import NoSuchFigure, NotThere
from rapport.measure.queries import run_for
from rapport.web.access import may, member_of
from rapport.web.mirror.contexts import figure_page, mirror_page


@may("see")
def mirror(request: HttpRequest, run_id: int) -> HttpResponse:
    return render(request, "mirror/page.html", mirror_page(_run(request, run_id)))


@may("see")
def figure(request: HttpRequest, run_id: int, figure: str) -> HttpResponse:
    asked = {"at": request.GET.get("at", ""), "page": request.GET.get("page", "")}
    try:
        context = figure_page(_run(request, run_id), figure=figure, **asked)
    except NoSuchFigure as error:
        raise Http404 from error
    return render(request, "mirror/list.html", context)


def _run(request: HttpRequest, run_id: int) -> ImportRun:
    try:
        return run_for(member_of(request), run_id)
    except NotThere as error:
        raise Http404 from error
