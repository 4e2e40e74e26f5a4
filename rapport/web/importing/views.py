"""Import."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.listen import queries
from rapport.listen.errors import CannotImport
from rapport.listen.importing import start_upload
from rapport.listen.models import ImportRun
from rapport.web.access import may, member_of
from rapport.web.importing.contexts import report_page, start_page
from rapport.web.importing.forms import ImportForm
from rapport.workspace.queries import own_brands


@may("import")
def imports(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    run = _started(request, form) if form.is_valid() else None
    if run is not None:
        return redirect("import_report", run.pk)
    status = 422 if form.errors else 200
    return render(request, "importing/page.html", start_page(form), status=status)


@may("import")
def report(request: HttpRequest, run_id: int) -> HttpResponse:
    run = queries.import_runs().filter(pk=run_id).first()
    if run is None:
        raise Http404
    context = report_page(run, page=request.GET.get("page", ""))
    return render(request, "importing/report.html", context)


def _started(request: HttpRequest, form: ImportForm) -> ImportRun | None:
    """The run, or None with what is wrong written on the form."""
    given = form.cleaned_data
    brand = own_brands().first()
    if brand is None:
        form.add_error(None, "There is no brand yet. Finish the set-up first.")
        return None
    try:
        return start_upload(
            given["file"].chunks(),
            file_name=given["file"].name,
            account=given["account"],
            brand=brand,
            by=member_of(request),
            now=timezone.now(),
            options={"ours": given["ours"], "timezone": given["timezone"]},
        )
    except CannotImport as refusal:
        form.add_error("file", str(refusal))
        return None
