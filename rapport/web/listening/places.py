"""What the page of places and accounts shows: where we listen, how late it is, and its pasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.channels import queries as channels
from rapport.channels.contract import Ability, Manifest
from rapport.channels.errors import UnknownNetwork
from rapport.channels.models import Account, RateBudget
from rapport.channels.registry import manifest_for
from rapport.listen import queries
from rapport.listen.models import Backfill
from rapport.web.accounts.contexts import networks_to_connect, places_to_connect
from rapport.web.health.pace import BudgetShown, budgets_shown, delay_words
from rapport.web.listening.contexts import Past, past_shown
from rapport.web.listening.forms import PAST_DAYS
from rapport.web.shell import wording
from rapport.workspace.models import Member
from rapport.workspace.queries import can

PASTS_A_PLACE = 2
# Behind by less is how the internet is; from here on it is said in a colour.
LATE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class PlaceCard:
    id: int
    handle: str
    network: str
    is_place: bool
    state: str
    tone: str
    reason: str
    since: str
    reached: str
    is_late: bool
    how: str
    # What the place says of itself, and what was measured in the last 24 hours.
    delay: str
    measured: str
    budgets: tuple[BudgetShown, ...]
    is_off: bool
    needs_sign_in: bool
    can_read_back: bool
    owner: str
    pasts: Sequence[Past]


def places_page(
    member: Member, *, now: datetime, refused: tuple[int, str] = (0, "")
) -> dict[str, Any]:
    """`refused`: at which place a past could not be begun, and why."""
    pasts = _pasts(now=now)
    delays, budgets = queries.measured_delays(now=now), channels.rate_budgets(now=now)
    cards = [
        _card(
            one,
            pasts.get(one.pk, ()),
            delay=delays.get(one.pk),
            budgets=budgets.get(one.pk, ()),
            now=now,
        )
        for one in channels.accounts()
    ]
    today = timezone.localtime(now).date()
    return {
        "places": [card for card in cards if card.is_place],
        "accounts": [card for card in cards if not card.is_place],
        # Of the demo's square there is one.
        "to_connect": [
            one
            for one in places_to_connect()
            if not (one.demo_only and any(card.network == one.name for card in cards))
        ],
        "networks": networks_to_connect(),
        "may_listen": can(member, "listen"),
        "may_connect": can(member, "manage_accounts"),
        "refused_at": refused[0],
        "refusal": refused[1],
        "first_day": (today - timedelta(days=PAST_DAYS)).isoformat(),
        "yesterday": (today - timedelta(days=1)).isoformat(),
        "today": today.isoformat(),
        "past_days": PAST_DAYS,
    }


def _pasts(*, now: datetime) -> Mapping[int, Sequence[Past]]:
    """The latest pasts of each place: those that still run or failed, and the last that was done."""
    found: dict[int, list[Past]] = {}
    for backfill in queries.backfills()[:200]:
        of_place = found.setdefault(backfill.account_id, [])
        if len(of_place) < PASTS_A_PLACE or backfill.state == Backfill.State.RUNNING:
            of_place.append(past_shown(backfill, now=now))
    return found


def _card(
    account: Account,
    pasts: Sequence[Past],
    *,
    delay: queries.Delay | None,
    budgets: Sequence[RateBudget],
    now: datetime,
) -> PlaceCard:
    manifest = _manifest(account.network)
    state, tone = _state(account, manifest)
    is_read = account.state in (Account.State.ACTIVE, Account.State.FAULT)
    return PlaceCard(
        id=account.pk,
        handle=_handle(account, manifest),
        network=manifest.name if manifest else account.network,
        is_place=account.is_place,
        state=state,
        tone=tone,
        reason=account.state_reason,
        since=wording.moment_with_time(account.state_since, now=now),
        reached=_reached(account, now=now),
        is_late=bool(is_read and account.reached_at and now - account.reached_at > LATE),
        how=_how(account, manifest),
        delay=manifest.delay if manifest else "",
        measured=delay_words(delay),
        budgets=budgets_shown(budgets, manifest, now=now),
        is_off=account.state == Account.State.OFF,
        needs_sign_in=account.state == Account.State.SIGN_IN and manifest is not None,
        can_read_back=manifest is not None and Ability.PAST in manifest.abilities and is_read,
        owner=account.owner.name if account.owner else "",
        pasts=pasts,
    )


def _handle(account: Account, manifest: Manifest | None) -> str:
    """Of some places there is only one, and its handle says no more than its name."""
    name = manifest.name.casefold().replace(" ", "") if manifest else ""
    return "" if account.is_place and account.handle.casefold() in name else account.handle


def _state(account: Account, manifest: Manifest | None) -> tuple[str, str]:
    if manifest is None:
        return _("Its connector is not installed"), "hot"
    return {
        Account.State.ACTIVE: (_("listening"), "pos"),
        Account.State.FAULT: (_("a fault, tried again"), "warn"),
        Account.State.SIGN_IN: (_("sign in again"), "hot"),
        Account.State.OFF: (_("off"), "neutral"),
    }[Account.State(account.state)]


def _reached(account: Account, *, now: datetime) -> str:
    """How far it has been heard, by the network's clock."""
    if account.reached_at is None:
        return _("nothing heard yet")
    seconds = max(0, int((now - account.reached_at).total_seconds()))
    if seconds < 90:
        return _("heard up to %(n)d s ago") % {"n": seconds}
    return _("heard up to %(span)s ago") % {"span": wording.span(seconds // 60)}


def _how(account: Account, manifest: Manifest | None) -> str:
    if manifest is None:
        return ""
    if Ability.STREAM in manifest.abilities:
        return _("a stream")
    if Ability.FETCH not in manifest.abilities:
        return _("told by the network") if Ability.RECEIVE in manifest.abilities else ""
    seconds = account.poll_seconds or manifest.poll_seconds[0]
    if seconds < 90:
        return _("asked every %(n)d s") % {"n": round(seconds)}
    return _("asked every %(n)d min") % {"n": round(seconds / 60)}


def _manifest(slug: str) -> Manifest | None:
    try:
        return manifest_for(slug)
    except UnknownNetwork:
        return None
