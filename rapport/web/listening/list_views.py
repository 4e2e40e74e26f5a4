"""Lists of authors and sites that queries name: `list:press`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.listen import actions
from rapport.listen.errors import ListenError
from rapport.listen.models import StoredList
from rapport.web.access import may, member_of
from rapport.web.listening.forms import number_in, written
from rapport.workspace.queries import can, competitors

LINES_AT_MOST = 100_000


@dataclass(frozen=True, slots=True)
class ListForm:
    name: str = ""
    authors: str = ""
    sites: str = ""
    brand: str = ""
    error: str = ""


@may("see")
def lists(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST":
        return _keep(request)
    form = _form_of(StoredList.objects.filter(name=request.GET.get("list", "")[:60]).first())
    return _page(request, form)


@may("listen")
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    try:
        actions.drop_list(written(request, "name", 60), now=timezone.now())
    except ListenError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.info(request, _("The list is gone."))
    return redirect("query_lists")


@may("listen")
def _keep(request: HttpRequest) -> HttpResponse:
    form = ListForm(
        name=written(request, "name", 60),
        authors=written(request, "authors", LINES_AT_MOST),
        sites=written(request, "sites", LINES_AT_MOST),
        brand=written(request, "brand", 20),
    )
    authors, sites = form.authors.splitlines(), form.sites.splitlines()
    if not any(line.strip() for line in (*authors, *sites)):
        return _refused(request, form, _("Write at least one author or site."))
    try:
        kept = actions.keep_list(
            form.name,
            authors=authors,
            sites=sites,
            brand=competitors().filter(pk=number_in(form.brand) or 0).first(),
            now=timezone.now(),
        )
    except ListenError as refusal:
        return _refused(request, form, str(refusal))
    said = _("Kept. Queries take it up at once where they say list:%(name)s.")
    messages.info(request, said % {"name": kept.name})
    return redirect("query_lists")


def _refused(request: HttpRequest, form: ListForm, why: str) -> HttpResponse:
    return _page(request, replace(form, error=why), status=422)


def _form_of(stored: StoredList | None) -> ListForm:
    if stored is None:
        return ListForm()
    authors, sites = "\n".join(stored.authors), "\n".join(stored.sites)
    return ListForm(stored.name, authors, sites, str(stored.brand_id or ""))


def _page(request: HttpRequest, form: ListForm, *, status: int = 200) -> HttpResponse:
    context = {
        "lists": StoredList.objects.select_related("brand").order_by("name"),
        "form": form,
        "competitors": [(str(one.pk), one.name) for one in competitors()],
        "may_listen": can(member_of(request), "listen"),
    }
    return render(request, "listening/lists.html", context, status=status)
