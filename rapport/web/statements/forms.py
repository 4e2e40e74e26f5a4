"""What is typed about a statement."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.voice.models import Statement
from rapport.workspace.models import Brand, Member
from rapport.workspace.queries import members, own_brands


class StatementForm(forms.Form):
    brand = forms.ModelChoiceField(
        label=_("Brand"), queryset=Brand.objects.none(), empty_label=None
    )
    text = forms.CharField(
        label=_("What is true"),
        max_length=1000,
        help_text=_(
            "In a whole sentence, with its numbers and dates: Refunds are paid within 14 days."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    topic = forms.CharField(label=_("Topic"), max_length=120, required=False)
    owner = forms.ModelChoiceField(
        label=_("Who answers for it"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
    )
    source = forms.CharField(
        label=_("Where it is written down"),
        max_length=300,
        required=False,
        help_text=_("A page, a document, a decision."),
    )
    audience = forms.ChoiceField(
        label=_("Who may be told"),
        choices=[
            (Statement.Audience.EVERYBODY, _("Everybody")),
            (Statement.Audience.PRIVATE, _("Only in private")),
            (Statement.Audience.INSIDE, _("Nobody outside")),
        ],
        required=False,
        help_text=_(
            "Replies are checked against it in any case; where it may not be said, the check says so."
        ),
    )
    is_holding = forms.BooleanField(
        label=_("First words, for when something is going on"),
        required=False,
        help_text=_(
            "Kept ready, and said to nobody until somebody chooses it while something is going on."
        ),
    )
    valid_from = forms.DateField(
        label=_("Holds from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    valid_until = forms.DateField(
        label=_("Holds until"),
        required=False,
        help_text=_("Empty: until further notice."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, choices in (("brand", own_brands()), ("owner", members())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = choices

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or Statement.Audience.EVERYBODY


def as_typed(statement: Statement) -> dict[str, object]:
    """A statement as its form shows it. Dates as browsers write them."""
    return {
        "brand": statement.brand_id,
        "text": statement.text,
        "topic": statement.topic,
        "owner": statement.owner_id,
        "source": statement.source,
        "audience": statement.audience,
        "is_holding": statement.is_holding,
        "valid_from": statement.valid_from.isoformat() if statement.valid_from else "",
        "valid_until": statement.valid_until.isoformat() if statement.valid_until else "",
    }
