"""What members say on the Health pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.channels.models import Account


class CountForm(forms.Form):
    """Which day of which account is to be counted."""

    account = forms.TypedChoiceField(label=_("Account"), coerce=int)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, accounts: Sequence[Account], today: date, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        choices = [(account.pk, account.known_as) for account in accounts]
        self.fields["account"].choices = choices  # type: ignore[attr-defined]
        self.fields["day"].initial = today
        self.fields["day"].widget.attrs["max"] = today.isoformat()


class TouchpointForm(forms.Form):
    """Who looks after a touchpoint and what is to be done there. `owners`: (id, name), read once a page."""

    owner = forms.TypedChoiceField(label=_("Owner"), coerce=int, required=False, empty_value=None)
    rule = forms.ChoiceField(label=_("What is done there"), choices=Account.Rule.choices)

    def __init__(self, account: Account, owners: Sequence[tuple[int, str]], *args: object) -> None:
        super().__init__(*args, auto_id=f"touchpoint-{account.pk}-%s")  # type: ignore[arg-type,misc]
        self.fields["owner"].choices = [("", _("Nobody")), *owners]  # type: ignore[attr-defined]
        is_here = any(account.owner_id == pk for pk, _name in owners)
        self.fields["owner"].initial = account.owner_id if is_here else ""
        self.fields["rule"].initial = account.rule
