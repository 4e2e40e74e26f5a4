"""The list of purposes, and adding one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.web.access import may, member_of
from rapport.workspace import actions, queries
from rapport.workspace.models import Brand, Purpose


class PurposeForm(forms.Form):
    brand = forms.ModelChoiceField(
        label=gettext_lazy("Brand"), queryset=Brand.objects.none(), empty_label=None
    )
    sentence = forms.CharField(
        label=gettext_lazy("What do you want to achieve?"),
        max_length=300,
        help_text=gettext_lazy("One sentence in your own words; the measure comes later."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        brands = self.fields["brand"]
        assert isinstance(brands, forms.ModelChoiceField)
        brands.queryset = queries.own_brands()


class MeasureForm(forms.Form):
    measure = forms.ChoiceField(
        label=gettext_lazy("Judged by"),
        required=False,
        choices=[("", gettext_lazy("No number yet")), *Purpose.Measure.choices],
    )
    target = forms.IntegerField(
        label=gettext_lazy("Target, %"), required=False, min_value=1, max_value=100
    )


@may("see")
def purposes(request: HttpRequest) -> HttpResponse:
    may_add = queries.can(member_of(request), "settings")
    if request.method == "POST" and not may_add:
        raise PermissionDenied("Only an owner writes down purposes.")
    form = PurposeForm(request.POST or None) if may_add else None
    if form is not None and form.is_valid():
        actions.add_purpose(form.cleaned_data["brand"], sentence=form.cleaned_data["sentence"])
        messages.info(request, _("Added."))
        return redirect("purposes")
    return _page(request, form=form)


@may("settings")
@require_POST
def measure(request: HttpRequest, purpose_id: int) -> HttpResponse:
    """By which number it is judged; the morning tells it."""
    purpose = get_object_or_404(queries.purposes(), pk=purpose_id)
    form = MeasureForm(request.POST)
    if not form.is_valid():
        return _page(request, form=PurposeForm(), measuring=(purpose.pk, form))
    actions.measure_purpose(purpose, **form.cleaned_data, by=member_of(request))
    messages.info(request, _("Saved. The morning tells it."))
    return redirect("purposes")


def _page(
    request: HttpRequest,
    *,
    form: PurposeForm | None,
    measuring: tuple[int, MeasureForm] | None = None,
) -> HttpResponse:
    """`measuring`: a purpose's measure that could not be taken, and what was typed."""
    found = list(queries.purposes())
    lines = [
        {
            "purpose": one,
            "measure": measuring[1]
            if measuring and measuring[0] == one.pk
            else MeasureForm(
                initial={"measure": one.measure, "target": one.target}, auto_id=f"id_{one.pk}_%s"
            ),
        }
        for one in found
    ]
    wrong = measuring is not None or (form is not None and form.errors)
    context = {"lines": lines, "form": form}
    return render(request, "purposes/page.html", context, status=422 if wrong else 200)


@may("settings")
@require_POST
def withdraw(request: HttpRequest, purpose_id: int) -> HttpResponse:
    actions.withdraw_purpose(
        get_object_or_404(queries.purposes(), pk=purpose_id), by=member_of(request)
    )
    messages.info(request, _("It is no purpose any more."))
    return redirect("purposes")
