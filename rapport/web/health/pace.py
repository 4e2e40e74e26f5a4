"""How late an account hears, what its network still allows, and until when it is signed in, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from rapport.channels.contract import Endpoint, Manifest
from rapport.channels.models import Account, RateBudget
from rapport.listen.queries import Delay
from rapport.web.shell import wording


def delay_words(delay: Delay | None) -> str:
    """ "heard 0.8 s after it is written, 95 of 100 within 2.1 s"; "" where nothing was measured in a day."""
    if delay is None:
        return ""
    return wording.heard_after(count=delay.count, median=delay.median, most=delay.most)


def sign_in_words(account: Account, *, now: datetime) -> str:
    """ "The sign-in expires in 6 days."; "" where that is far away, or it never does."""
    ends_at = account.sign_in_ends_at
    if ends_at is None or not account.sign_in_is_ending(now=now):
        return ""
    if ends_at <= now:
        at = wording.moment_with_time(ends_at, now=now)
        return _("The sign-in expired: %(at)s.") % {"at": at}
    span = wording.span(wording.minutes_between(now, ends_at))
    return _("The sign-in expires in %(span)s.") % {"span": span}


@dataclass(frozen=True, slots=True)
class BudgetShown:
    words: str
    # Collecting waits: what is left, if anything, is kept for answers.
    is_spent: bool


def budgets_shown(
    budgets: Iterable[RateBudget], manifest: Manifest | None, *, now: datetime
) -> tuple[BudgetShown, ...]:
    """ "search: 12 of 300 left, full again at 14:05", one an endpoint the connector still names."""
    endpoints = {endpoint.slug: endpoint for endpoint in manifest.endpoints} if manifest else {}
    return tuple(
        _shown(budget, endpoints[budget.endpoint], now=now)
        for budget in budgets
        if budget.endpoint in endpoints
    )


def _shown(budget: RateBudget, endpoint: Endpoint, *, now: datetime) -> BudgetShown:
    figures = {
        "name": _(endpoint.name),
        "left": f"{budget.left:,}",
        "limit": f"{budget.limit or 0:,}",
        "at": wording.moment_with_time(budget.resets_at, now=now),
    }
    is_spent = budget.left <= endpoint.kept_free(budget.limit)
    if budget.limit is None:
        said = _("%(name)s: %(left)s left, full again at %(at)s")
    elif budget.left and is_spent:
        said = _("%(name)s: %(left)s of %(limit)s left, kept for answers; full again at %(at)s")
    else:
        said = _("%(name)s: %(left)s of %(limit)s left, full again at %(at)s")
    return BudgetShown(said % figures, is_spent)
