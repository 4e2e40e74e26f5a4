"""Listening: the first ten minutes, the list of queries, the stream of what they found."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.listen import actions, queries
from rapport.listen.errors import ListenError
from rapport.listen.models import Query
from rapport.query.errors import QueryError
from rapport.web.access import may, member_of
from rapport.web.listening.contexts import begun_page, first_page, list_page, stream_url
from rapport.web.listening.forms import NAME_AT_MOST, written
from rapport.web.listening.stream import Asked, stream_page
from rapport.workspace.actions import add_brand
from rapport.workspace.models import Brand
from rapport.workspace.queries import competitors, own_brands

NAMED_AT_MOST = 8


@may("see")
def listening(request: HttpRequest) -> HttpResponse:
    context = list_page(member_of(request), now=timezone.now())
    template = "listening/list.html" if "lines" in context else "listening/first.html"
    return render(request, template, context)


@may("listen")
@require_POST
def listen(request: HttpRequest) -> HttpResponse:
    """From one name to listening: its query, the open places, their last 24 hours."""
    name = written(request, "name", NAME_AT_MOST)
    is_rival = request.POST.get("kind") == "competitor"
    try:
        with transaction.atomic():
            brand = _competitor(name) if is_rival and name else own_brands().first()
            if brand is None:
                return _not_begun(request, name, _("There is no brand yet. Finish the set-up."))
            query = actions.listen_for(name, brand=brand, by=member_of(request), now=timezone.now())
    except (ListenError, QueryError) as refusal:
        return _not_begun(request, name, str(refusal))
    return redirect("listening_begun", query.pk)


@may("see")
def begun(request: HttpRequest, query_id: int) -> HttpResponse:
    context = begun_page(query_or_404(query_id), member_of(request), now=timezone.now())
    return render(request, "listening/begun.html", context)


@may("listen")
@require_POST
def past(request: HttpRequest, backfill_id: int, what: str) -> HttpResponse:
    changes = {"pause": actions.pause_backfill, "go-on": actions.go_on_backfill}
    found = queries.backfills().filter(pk=backfill_id).first()
    if found is None or what not in changes:
        raise Http404("There is no such past.")
    changes[what](backfill_id, now=timezone.now())
    if request.POST.get("back") == "places":
        return redirect("listening_places")
    return redirect("listening_begun", found.query_id) if found.query_id else redirect("listening")


@may("listen")
@require_POST
def switch(request: HttpRequest, query_id: int) -> HttpResponse:
    query = query_or_404(query_id)
    wanted = request.POST.get("listening") == "yes"
    try:
        actions.set_listening(
            query.pk, is_listening=wanted, by=member_of(request), now=timezone.now()
        )
    except (ListenError, QueryError) as refusal:
        messages.warning(request, str(refusal))
    return redirect("listening")


@may("listen")
@require_POST
def put_away(request: HttpRequest, query_id: int) -> HttpResponse:
    query = query_or_404(query_id)
    try:
        actions.archive_query(query.pk, by=member_of(request), now=timezone.now())
    except ListenError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.info(
            request, _("“%(name)s” is put away. What it found stays.") % {"name": query.name}
        )
    return redirect("listening")


@may("see")
def stream(request: HttpRequest) -> HttpResponse:
    asked = Asked.from_query(request.GET.dict())
    context = stream_page(asked, member=member_of(request), now=timezone.now())
    return render(request, "listening/stream.html", context)


@may("see")
def named(request: HttpRequest) -> HttpResponse:
    """Queries by a few letters of their names, for Ctrl K: [{"words", "url"}]."""
    words = request.GET.get("q", "").replace("\0", "")[:NAME_AT_MOST].strip()
    found = queries.queries_named(words, most=NAMED_AT_MOST) if len(words) > 1 else []
    offers = [{"words": one.name, "url": stream_url(one.pk)} for one in found]
    return JsonResponse({"offers": offers})


def query_or_404(query_id: int) -> Query:
    found = queries.stored_queries().filter(pk=query_id).first()
    if found is None:
        raise Http404("There is no such query. Somebody may have put it away.")
    return found


def _competitor(name: str) -> Brand:
    """The competitor of that name, known or new; taken back where the name gives nothing to look for."""
    known = competitors().filter(name__iexact=name).first()
    return known or add_brand(name, kind=Brand.Kind.COMPETITOR)


def _not_begun(request: HttpRequest, name: str, why: str) -> HttpResponse:
    context = first_page(member_of(request)) | {"name": name, "error": why}
    return render(request, "listening/first.html", context, status=422)
