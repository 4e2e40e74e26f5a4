"""The query editor: writing, looking, trying, keeping, restoring."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.listen import actions
from rapport.listen.errors import ListenError
from rapport.listen.models import Query
from rapport.query.errors import QueryError
from rapport.web.access import may, member_of
from rapport.web.listening.editor import (
    belongs_to,
    editor_page,
    form_of,
    looked_shown,
    mended,
    tried_shown,
)
from rapport.web.listening.forms import QueryForm, number_in
from rapport.web.listening.views import query_or_404
from rapport.workspace.queries import can, own_brands


@may("listen")
def new(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _taken(request, None)
    brand = own_brands().first()
    return _page(request, QueryForm(brand=str(brand.pk) if brand else ""))


@may("see")
def edit(request: HttpRequest, query_id: int) -> HttpResponseBase:
    query = query_or_404(query_id)
    if request.method == "POST":
        return _may_change(request, query)
    form = form_of(query)
    also = request.GET.get("also", "").replace("\0", "").strip()[:200]
    if also:
        form = replace(form, text=f"{form.text} OR {also}")
    return _page(request, form, query=query)


@may("listen")
def _may_change(request: HttpRequest, query: Query) -> HttpResponse:
    return _taken(request, query)


@may("see")
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """How what stands in the editor reads, while it is written."""
    form = QueryForm.in_request(request)
    looked = looked_shown(form.text, handle=_handle(request))
    return render(request, "listening/looked.html", {"looked": looked})


@may("see")
@require_POST
def try_it(request: HttpRequest) -> HttpResponse:
    """A dry run; the whole page where no script asks."""
    form = QueryForm.in_request(request)
    tried = tried_shown(form.text, now=timezone.now()) if form.text.strip() else None
    context = {"tried": tried}
    if request.headers.get("HX-Request") == "true":
        return render(request, "listening/tried.html", context)
    query_id = number_in(request.POST.get("query", ""))
    query = query_or_404(query_id) if query_id else None
    return _page(request, form, query=query, tried=tried)


@may("listen")
@require_POST
def restore(request: HttpRequest, query_id: int) -> HttpResponse:
    """An older text again, as a version of its own."""
    query = query_or_404(query_id)
    number = number_in(request.POST.get("version", ""))
    version = query.versions.filter(number=number).first() if number else None
    if version is None:
        raise Http404("There is no such version.")
    return _kept(request, replace(form_of(query), text=version.text), query)


def _taken(request: HttpRequest, query: Query | None) -> HttpResponse:
    form = QueryForm.in_request(request)
    if "mend" in request.POST:
        return _page(request, mended(form, request.POST["mend"]), query=query)
    return _kept(request, form, query)


def _kept(request: HttpRequest, form: QueryForm, query: Query | None) -> HttpResponse:
    """Kept, or the same page with why not."""
    brand, purpose = belongs_to(form)
    try:
        kept = actions.keep_query(
            form.text,
            name=form.name,
            by=member_of(request),
            now=timezone.now(),
            query=query,
            brand=brand,
            purpose=purpose,
            topic=form.topic,
            is_listening=form.is_listening,
        )
    except QueryError as error:
        # Shown under the text, with its place; one without a place lies in another query.
        return _page(request, form, query=query, errors=() if error.length else (str(error),))
    except ListenError as refusal:
        return _page(request, form, query=query, errors=(str(refusal),))
    said = _("Kept as version %(n)d. It is asked of the last 30 days now, too.")
    messages.info(request, said % {"n": kept.version})
    return redirect("query", kept.pk)


def _page(
    request: HttpRequest,
    form: QueryForm,
    *,
    query: Query | None = None,
    errors: tuple[str, ...] | None = None,
    **more: object,
) -> HttpResponse:
    # A refused `keep_query` has written on the instance what was not kept: the page shows the stored one.
    stored = query_or_404(query.pk) if query is not None and errors is not None else query
    context = editor_page(form, query=stored, errors=errors or ())
    context |= {"may_listen": can(member_of(request), "listen"), **more}
    return render(request, "listening/editor.html", context, status=200 if errors is None else 422)


def _handle(request: HttpRequest) -> str:
    query_id = number_in(request.POST.get("query", ""))
    return query_or_404(query_id).handle if query_id else ""
