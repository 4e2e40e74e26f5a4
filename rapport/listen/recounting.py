"""Likes, replies and shares told anew on a schedule that decays with age."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils import timezone

from rapport.channels.contract import Ability
from rapport.channels.errors import NetworkError
from rapport.channels.models import Account
from rapport.channels.registry import abilities_of
from rapport.listen.actions import note_counts
from rapport.listen.queries import to_recount
from rapport.listen.reading_accounts import opened
from rapport.listen.threads_of_work import in_database

logger = logging.getLogger(__name__)

# What one round asks a network for; Bluesky answers for 25 posts a call.
AT_ONCE = 100
# Asked again after a fault.
FAULT_PAUSE = timedelta(minutes=10)


async def recount(account_id: int) -> int:
    """Ask for the counts that are due; returns for how many messages the network told them."""
    account, keys = await in_database(_due, account_id)
    if not keys:
        return 0
    connector = await opened(account)
    try:
        counts = await connector.counts(keys)
    except NetworkError as error:
        logger.info("Counts of account %s could not be had: %s", account_id, type(error).__name__)
        await in_database(_note, account, keys, {}, FAULT_PAUSE)
        return 0
    finally:
        await connector.aclose()
    await in_database(_note, account, keys, counts, None)
    return len(counts)


def accounts_that_count(account_ids: Sequence[int]) -> list[int]:
    """Those of these accounts whose network tells counts, one a network: it tells the same to all."""
    found: dict[str, int] = {}
    for account in Account.objects.filter(pk__in=account_ids).order_by("pk"):
        if Ability.COUNTS in abilities_of(account.network):
            found.setdefault(account.home, account.pk)
    return list(found.values())


def _due(account_id: int) -> tuple[Account, list[str]]:
    account = Account.objects.select_related("brand").get(pk=account_id)
    due = to_recount(account.home, now=timezone.now())
    return account, list(due.values_list("remote_key", flat=True)[:AT_ONCE])


def _note(
    account: Account,
    keys: Sequence[str],
    counts: Mapping[str, Mapping[str, int]],
    again_after: timedelta | None,
) -> None:
    note_counts(account.home, keys, counts, now=timezone.now(), again_after=again_after)
