"""What is typed about a fact."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from rapport.listen.contract import WrittenFact
from rapport.listen.models import BoardFact
from rapport.listen.models.board import LONGEST_CAUSE, LONGEST_SAY, LONGEST_WHAT, LONGEST_WHERE
from rapport.workspace.models import Brand, Member
from rapport.workspace.queries import members, own_brands


def _moment(label: Any, help_text: Any = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=False, help_text=help_text, widget=widget)


class FactForm(forms.Form):
    brand = forms.ModelChoiceField(
        label=_("Brand"), queryset=Brand.objects.none(), empty_label=None
    )
    what = forms.CharField(
        label=_("What is going on"),
        max_length=LONGEST_WHAT,
        help_text=_("In a few words first: Lift out of order."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    where = forms.CharField(
        label=_("Where"),
        max_length=LONGEST_WHERE,
        required=False,
        help_text=_("As people call it: it is found in their messages by these words."),
    )
    cause = forms.CharField(label=_("Cause"), max_length=LONGEST_CAUSE, required=False)
    starts_at = _moment(_("From"), _("Empty: it goes on already."))
    ends_at = _moment(_("Expected end"), _("Empty: nobody knows yet."))
    sayable = forms.BooleanField(label=_("May be said in public"), required=False)
    say = forms.CharField(
        label=_("The sentence to say"),
        max_length=LONGEST_SAY,
        required=False,
        help_text=_(
            "Write {end} where the expected end stands: it follows when the end moves. "
            "Empty: a sentence is made of what and where."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.ModelChoiceField(
        label=_("Who looks after it"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("Whoever writes it down"),
    )

    def __init__(self, typed: QueryDict | None = None, *, fact: BoardFact | None = None) -> None:
        super().__init__(typed, initial=_as_typed(fact) if fact else None)
        self.fact = fact
        for name, choices in (("brand", own_brands()), ("owner", members())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = choices
        if fact is not None:
            del self.fields["brand"]
            owner = self.fields["owner"]
            assert isinstance(owner, forms.ModelChoiceField)
            owner.empty_label = _("Nobody")

    def written(self) -> WrittenFact:
        given = self.cleaned_data
        return WrittenFact(
            what=given["what"],
            where=given["where"],
            cause=given["cause"],
            starts_at=_as_it_was(given["starts_at"], self.fact.starts_at if self.fact else None),
            ends_at=_as_it_was(given["ends_at"], self.fact.ends_at if self.fact else None),
            sayable=given["sayable"],
            say=given["say"],
            owner=given["owner"],
        )


def _as_it_was(typed: datetime | None, before: datetime | None) -> datetime | None:
    """Browsers show minutes only: what was not touched keeps its seconds, or it would seem moved."""
    if typed and before and typed == before.replace(second=0, microsecond=0):
        return before
    return typed


def _as_typed(fact: BoardFact) -> dict[str, Any]:
    return {
        "what": fact.what,
        "where": fact.where,
        "cause": fact.cause,
        "starts_at": fact.starts_at,
        "ends_at": fact.ends_at,
        "sayable": fact.sayable,
        "say": fact.say,
        "owner": fact.owner_id,
    }
