"""Steps of its own for an account: which team is asked first there, and who stands above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.channels.models import Account
from rapport.channels.queries import accounts
from rapport.converse import actions
from rapport.converse.queries import account_orders, network_name
from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.settings.routing import add_steps, bound_steps, chosen_steps
from rapport.workspace.queries import team_names


class StepsForm(forms.Form):
    def __init__(self, data: Any = None, *, team_ids: Sequence[int]) -> None:
        initial = {f"team_{n}": str(pk) for n, pk in enumerate(team_ids)}
        super().__init__(data, initial=initial)
        add_steps(self)

    def steps(self) -> list[forms.BoundField]:
        return bound_steps(self)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """`order` names its own teams, the first asked first; "" where the brand's hold."""

    id: int
    name: str
    where: str
    order: str


@may("manage_clocks")
def account_steps(request: HttpRequest) -> HttpResponse:
    teams, orders = dict(team_names()), account_orders()
    lines = [
        AccountLine(
            id=one.pk,
            name=one.known_as,
            where=f"{network_name(one.network)}, {one.brand.name}",
            order=", ".join(teams[pk] for pk in orders.get(one.pk, ()) if pk in teams),
        )
        for one in _answering()
    ]
    context = {"tabs": tabs_for(member_of(request), request.path), "lines": lines}
    return render(request, "settings/account_steps.html", context)


@may("manage_clocks")
def steps_of(request: HttpRequest, account_id: int) -> HttpResponse:
    account = next((one for one in _answering() if one.pk == account_id), None)
    if account is None:
        raise Http404("There is no such account.")
    form = StepsForm(request.POST or None, team_ids=account_orders().get(account.pk, ()))
    if form.is_valid():
        actions.set_account_steps(account, team_ids=chosen_steps(form), by=member_of(request))
        messages.info(request, _("Saved. What is raised from now on goes by it."))
        return redirect("settings_account_steps")
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "form": form,
        "account": account,
        "where": network_name(account.network),
    }
    status = 422 if form.errors else 200
    return render(request, "settings/account_steps_of.html", context, status=status)


def _answering() -> list[Account]:
    """Those that are answered from: a place is only heard."""
    return [one for one in accounts() if not one.is_place]
