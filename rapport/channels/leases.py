"""Which collector reads which account: a lease with an end, so that a dead collector blocks nobody for long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from rapport.channels.models import Account
from rapport.channels.queries import unread_accounts

LEASE_SECONDS = 10
# Accounts one collector takes at a time, so that several share the work from the start.
TAKE_AT_MOST = 50


@transaction.atomic
def lease_accounts(collector: str, now: datetime) -> list[int]:
    """Take active accounts nobody reads; returns their ids. Two collectors never take the same."""
    free = unread_accounts(now=now).select_for_update(skip_locked=True)
    taken = list(free.order_by("pk").values_list("pk", flat=True)[:TAKE_AT_MOST])
    until = now + timedelta(seconds=LEASE_SECONDS)
    Account.objects.filter(pk__in=taken).update(lease_owner=collector, lease_until=until)
    return taken


def renew_leases(collector: str, account_ids: Sequence[int], now: datetime) -> list[int]:
    """Keep what is still ours and still to be read; returns those ids."""
    ours = Account.objects.filter(
        pk__in=account_ids,
        lease_owner=collector,
        state__in=[Account.State.ACTIVE, Account.State.FAULT],
    )
    ours.update(lease_until=now + timedelta(seconds=LEASE_SECONDS))
    return list(ours.values_list("pk", flat=True))


def return_leases(collector: str) -> None:
    """Let go of everything, so that another collector may take over at once."""
    Account.objects.filter(lease_owner=collector).update(lease_owner="", lease_until=None)
