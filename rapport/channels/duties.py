"""What this room does every second: wake the accounts with something due."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from procrastinate import exceptions

from rapport.channels.queries import accounts_with_work
from rapport.channels.tasks import drain_account
from rapport.ledger.registry import every


@every(seconds=1, queue="out")
def wake_due_accounts(now: datetime) -> None:
    """Defer one drain per account with due deliveries; never two waiting ones."""
    for account_id in accounts_with_work(now=now):
        try:
            with transaction.atomic():
                drain_account.configure(queueing_lock=f"drain:{account_id}").defer(
                    account_id=account_id
                )
        except exceptions.AlreadyEnqueued:
            continue
