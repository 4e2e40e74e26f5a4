"""Case numbers from a file: looked at first, with what is wrong by line; then all of it is set, or none."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rapport.converse.actions import set_all
from rapport.converse.errors import CannotReadCases, ConverseError
from rapport.converse.queries import CASES_IN_A_FILE, CasesPlan, cases_in_csv, plan_cases
from rapport.web.access import may, member_of

# It comes back in a field of the form, and those may hold 1,000,000 bytes together.
LARGEST_FILE_BYTES = 500_000
SHOWN = 20


class CasesForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
    )
    # The file as it was looked at, for the press that sets it: a browser sends a file once.
    rows = forms.CharField(
        required=False, strip=False, max_length=LARGEST_FILE_BYTES, widget=forms.HiddenInput
    )

    def text(self) -> str:
        """Raises CannotReadCases."""
        file = self.cleaned_data["file"]
        if file is None:
            if not self.cleaned_data["rows"]:
                raise CannotReadCases("Choose a file first.")
            return str(self.cleaned_data["rows"])
        if (file.size or 0) > LARGEST_FILE_BYTES:
            raise CannotReadCases("The file is larger than 500,000 bytes. Cut it in two.")
        try:
            return str(file.read().decode("utf-8-sig")).replace("\0", "")
        except UnicodeDecodeError:
            raise CannotReadCases("The file is not in UTF-8. Save it as CSV in UTF-8.") from None


@may("import")
def cases(request: HttpRequest) -> HttpResponse:
    sent = request.method == "POST"
    form = CasesForm(request.POST if sent else None, request.FILES if sent else None)
    if not sent or not form.is_valid():
        return _page(request, form)
    try:
        text = form.text()
        plan = plan_cases(cases_in_csv(text))
        if "set" in request.POST and not plan.wrong:
            return _set(request, plan)
    except ConverseError as error:
        form.add_error("file", str(error))
        return _page(request, form)
    return _page(request, CasesForm(initial={"rows": text}), plan)


def _set(request: HttpRequest, plan: CasesPlan) -> HttpResponse:
    """Raises what `set_all` raises; then nothing has changed."""
    count = set_all(plan, by=member_of(request), now=timezone.now())
    said = ngettext("%(n)d case number is set.", "%(n)d case numbers are set.", count)
    messages.info(request, said % {"n": count})
    return redirect("import_cases")


def _page(request: HttpRequest, form: CasesForm, plan: CasesPlan | None = None) -> HttpResponse:
    context: dict[str, object] = {"form": form, "at_most": CASES_IN_A_FILE}
    if plan is not None:
        context |= {
            "plan": plan,
            "changes": plan.changes[:SHOWN],
            "more_changes": max(0, len(plan.changes) - SHOWN),
            "unchanged": len(plan.right) - len(plan.changes),
            "wrong": plan.wrong[:SHOWN],
            "more_wrong": max(0, len(plan.wrong) - SHOWN),
        }
    is_wrong = bool(form.errors) or (plan is not None and bool(plan.wrong))
    return render(request, "importing/cases.html", context, status=422 if is_wrong else 200)
