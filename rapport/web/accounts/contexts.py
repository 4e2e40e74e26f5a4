"""What the accounts page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.channels import queries
from rapport.channels.contract import Ability, Manifest
from rapport.channels.errors import UnknownNetwork
from rapport.channels.models import Account, Delivery, Hold, RateBudget
from rapport.channels.registry import installed, manifest_for
from rapport.listen.queries import Delay, measured_delays
from rapport.web.health.pace import BudgetShown, budgets_shown, delay_words, sign_in_words

_TONES = {
    Account.State.ACTIVE: "pos",
    Account.State.FAULT: "warn",
    Account.State.SIGN_IN: "hot",
    Account.State.OFF: "neutral",
}


@dataclass(frozen=True, slots=True)
class AccountCard:
    id: int
    handle: str
    name: str
    network: str
    brand: str
    owner: str
    state: str
    tone: str
    reason: str
    since: datetime
    needs_sign_in: bool
    # That the sign-in ends soon, or did; "" otherwise.
    sign_in: str
    can_send: bool
    listens: bool
    is_read_only: bool
    hold: Hold | None
    held: tuple[Delivery, ...]
    proven: str
    # How late it hears, as measured in the last 24 hours; "" where nothing was heard.
    delay: str
    # What its network says is left of windows that are still open.
    budgets: tuple[BudgetShown, ...]
    # Where programs call, for what takes webhooks; "" for anything else.
    hook_address: str = ""
    docs_url: str = ""


def account_cards(*, now: datetime) -> list[AccountCard]:
    """Those that are ours. Places we only listen to stand under Listening."""
    delays = measured_delays(now=now)
    holds, held = queries.account_holds(), queries.held_by_account()
    budgets = queries.rate_budgets(now=now)
    return [
        _card(
            account,
            hold=holds.get(account.pk),
            held=held.get(account.pk, ()),
            delay=delays.get(account.pk),
            budgets=budgets.get(account.pk, ()),
            now=now,
        )
        for account in queries.accounts()
        if not account.is_place
    ]


def networks_to_connect() -> list[Manifest]:
    """Installed networks one can sign in to. A file is imported, not connected."""
    return [manifest for manifest in _to_connect() if not manifest.is_place]


def places_to_connect() -> list[Manifest]:
    """Installed places one can listen to without an account."""
    return [manifest for manifest in _to_connect() if manifest.is_place]


def _to_connect() -> list[Manifest]:
    return [
        manifest
        for manifest in installed()
        if manifest.settings and (settings.DEMO or not manifest.demo_only)
    ]


def _card(
    account: Account,
    *,
    hold: Hold | None,
    held: Sequence[Delivery],
    delay: Delay | None,
    budgets: Sequence[RateBudget],
    now: datetime,
) -> AccountCard:
    manifest = _manifest(account.network)
    can_send = manifest is not None and Ability.SEND in manifest.abilities
    return AccountCard(
        id=account.pk,
        handle=account.handle,
        name=account.name,
        network=manifest.name if manifest else account.network,
        brand=account.brand.name,
        owner=account.owner.name if account.owner else "",
        state=account.get_state_display() if manifest else _("Its connector is not installed"),
        tone=_TONES[Account.State(account.state)] if manifest else "hot",
        reason=account.state_reason,
        since=account.state_since,
        needs_sign_in=account.state == Account.State.SIGN_IN and manifest is not None,
        sign_in=sign_in_words(account, now=now) if manifest else "",
        can_send=can_send,
        listens=account.state != Account.State.OFF,
        is_read_only=account.read_only,
        hold=hold,
        held=tuple(held),
        proven=manifest.proven if manifest else "",
        delay=delay_words(delay),
        budgets=budgets_shown(budgets, manifest, now=now),
        hook_address=hook_address(account) if manifest else "",
        docs_url=manifest.docs_url if manifest else "",
    )


def hook_address(account: Account) -> str:
    """The whole address, as it is given to a sender; "" for what takes no webhooks."""
    if Ability.RECEIVE not in manifest_for(account.network).abilities:
        return ""
    return settings.RAPPORT_URL.rstrip("/") + reverse("hook", args=[account.pk])


def _manifest(slug: str) -> Manifest | None:
    try:
        return manifest_for(slug)
    except UnknownNetwork:
        return None
