"""Which account of ours answers. A place hears and says nothing: on its network an account of ours speaks for it."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Value, When

from rapport.channels.contract import Ability
from rapport.channels.models import Account
from rapport.channels.registry import installed


def connectors_that_answer(network: str) -> list[str]:
    """Slugs of the connectors whose accounts can answer posts of that network."""
    return [
        manifest.slug
        for manifest in installed()
        if manifest.home == network and not manifest.is_place and Ability.SEND in manifest.abilities
    ]


def account_that_answers(network: str, *, brand_id: int) -> Account | None:
    """The brand's account that can answer there, one that is signed in first; None where there is none. One statement.

    A sister brand's account is never taken: whoever is answered would be answered by somebody else.
    """
    able = connectors_that_answer(network)
    if not able:
        return None
    asleep = Case(
        When(state=Account.State.SIGN_IN, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    found = Account.objects.filter(
        network__in=able, brand_id=brand_id, is_place=False, read_only=False
    )
    found = found.exclude(state=Account.State.OFF).exclude(rule=Account.Rule.LISTEN)
    return found.select_related("brand").order_by(asleep, "pk").first()
