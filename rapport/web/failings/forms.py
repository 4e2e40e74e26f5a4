"""What is typed about a failing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.workspace.models import Team
from rapport.workspace.queries import teams


class TeamChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Team) -> str:
        return obj.name


class FailingForm(forms.Form):
    title = forms.CharField(
        label=_("What fails"),
        max_length=200,
        help_text=_("In a few words: Lift out of order in Lund"),
    )
    team = TeamChoice(
        label=_("Whose it is to mend"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("Nobody of ours; tell them yourself"),
    )
    due_on = forms.DateField(
        label=_("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = teams()
