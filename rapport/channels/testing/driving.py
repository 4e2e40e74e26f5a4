"""Sending all that is due while processes die, until nothing is left to do."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from asgiref.sync import async_to_sync
from django.utils import timezone

from rapport.channels.delivering import drain
from rapport.channels.models import Delivery

State = Delivery.State
_UNDER_WAY = (State.QUEUED, State.SENDING, State.UNKNOWN)


def drain_until_done(account_ids: Sequence[int], *, rounds: int = 80) -> int:
    """Two drains of each account at once, again and again; returns how many rounds it took.

    Waiting is left out: before each round all that is under way is due. What is parked for a person stays parked.
    """
    for number in range(rounds):
        under_way = Delivery.objects.filter(account__in=account_ids, state__in=_UNDER_WAY)
        if not under_way.exists():
            return number
        now = timezone.now()
        under_way.filter(due_at__gt=now).update(due_at=now)
        async_to_sync(_drained)(account_ids)
    return rounds


async def _drained(account_ids: Sequence[int]) -> None:
    drains = [drain(account) for account in account_ids for _ in range(2)]
    # Whatever ends one ends that process alone.
    await asyncio.gather(*drains, return_exceptions=True)
