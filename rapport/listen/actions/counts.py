"""What networks say anew about messages we hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from rapport.ledger.actions import notify_browsers
from rapport.ledger.rows import update_rows
from rapport.listen.models import Mention, Message

# A message of that age is asked about again after so long; an older one no more.
SCHEDULE: tuple[tuple[timedelta, timedelta], ...] = (
    (timedelta(hours=1), timedelta(minutes=5)),
    (timedelta(hours=6), timedelta(minutes=30)),
    (timedelta(days=1), timedelta(hours=2)),
    (timedelta(days=7), timedelta(days=1)),
)
KEPT = ("likes", "replies", "shares", "views")


def next_recount(created_at: datetime, *, now: datetime) -> datetime | None:
    """When counts are asked for again; None when the message has become too old to change much."""
    age = now - created_at
    return next((now + pause for limit, pause in SCHEDULE if age < limit), None)


@transaction.atomic
def note_counts(
    network: str,
    keys: Sequence[str],
    counts: Mapping[str, Mapping[str, int]],
    *,
    now: datetime,
    again_after: timedelta | None = None,
) -> int:
    """Keep what the network told of these messages, and when to ask again; returns how many changed.

    `again_after`: it could not be asked. A message it was silent about is gone or hidden, and asked about no more.
    """
    found = Message.objects.filter(network=network, identity__network=network)
    held = list(found.filter(identity__remote_key__in=list(keys)))
    changed = []
    for message in held:
        told = counts.get(message.remote_key)
        if again_after is not None:
            message.recount_at = now + again_after
        else:
            message.recount_at = next_recount(message.created_at, now=now) if told else None
        if told:
            fresh = message.counts | {k: int(told[k]) for k in KEPT if k in told}
            if fresh != message.counts:
                message.counts = fresh
                changed.append(message)
    update_rows(held, ["counts", "recount_at"])
    mentioned = Mention.objects.filter(message__in=[m.pk for m in changed])
    notify_browsers("query", set(mentioned.values_list("query_id", flat=True)))
    return len(changed)
