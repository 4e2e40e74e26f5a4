"""Reading items of the quarantine again, after a fix of their connector."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from asgiref.sync import async_to_sync
from django.db import transaction

from rapport.channels.connections import open_connector
from rapport.channels.contract import Page
from rapport.channels.errors import NetworkError, UnknownNetwork
from rapport.channels.models import Account
from rapport.channels.registry import manifest_for
from rapport.listen.actions import receive
from rapport.listen.contract import Replayed
from rapport.listen.models import Quarantined

# A press of a button, not a job: more are read with the next press.
REPLAYED_AT_ONCE = 500


def can_replay(network: str) -> bool:
    try:
        return manifest_for(network).rereads
    except UnknownNetwork:
        return False


def replay(quarantined_ids: Iterable[int], *, now: datetime) -> Replayed:
    """Have connectors read these items again, and store what can be read now. Safe to repeat.

    Asks no network. What still cannot be read stays listed.
    """
    open_items = Quarantined.objects.filter(replayed_at=None, dropped_at=None)
    asked = open_items.filter(pk__in=list(quarantined_ids)).select_related("account__brand")
    items = list(asked.order_by("account_id", "pk")[:REPLAYED_AT_ONCE])
    read = refused = 0
    for _pk, group in groupby(items, key=lambda item: item.account_id):
        of_account = list(group)
        account = of_account[0].account
        if not can_replay(account.network):
            refused += len(of_account)
            continue
        for item, page in zip(of_account, _pages(account, of_account), strict=True):
            if page is not None and _kept(item, page, now=now):
                read += 1
            else:
                refused += 1
    return Replayed(read, refused)


def _pages(account: Account, items: list[Quarantined]) -> list[Page | None]:
    """What each item brings now; None where the connector cannot say."""
    connector = open_connector(account.pk)

    async def reread() -> list[Page | None]:
        pages: list[Page | None] = []
        try:
            for item in items:
                try:
                    pages.append(await connector.reread(item.raw, item.where))
                except NetworkError:
                    pages.append(None)
        finally:
            await connector.aclose()
        return pages

    return async_to_sync(reread)()


@transaction.atomic
def _kept(item: Quarantined, page: Page, *, now: datetime) -> bool:
    """Store what it brought; False where it still cannot be read."""
    received = None if page.rejected else receive(item.account, page, now=now)
    if received is None or received.quarantined:
        return False
    Quarantined.objects.filter(pk=item.pk).update(replayed_at=now, raw="")
    return True
