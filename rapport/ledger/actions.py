"""The one place facts are announced."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from rapport.ledger.contract import Beat, kind_of, subjects_of, to_payload
from rapport.ledger.errors import PublishedOutsideTransaction
from rapport.ledger.lookups import as_array
from rapport.ledger.models import StoredFact, TimelineEntry
from rapport.ledger.postgresql.notifying import notify_all
from rapport.ledger.prepared import rows_of
from rapport.ledger.registry import subscribers_of
from rapport.ledger.tasks import react

CHANNEL = "rapport_notices"
PRESENCE_CHANNEL = "rapport_presence"
# PostgreSQL refuses payloads of 8,000 bytes and more; an id and its version take at most 32 of them.
IDS_PER_NOTICE = 200


def publish(event: Any, *, now: datetime | None = None) -> int:
    """Store a fact and defer one job per subscriber, in the caller's transaction.

    Returns the fact's id. Raises PublishedOutsideTransaction outside `atomic`, and from async code: there
    the database connection belongs to another thread, so the fact could outlive a rollback.
    """
    _demand_transaction()
    kind = kind_of(event)
    hear = subscribers_of(kind)
    values: list[Any] = [
        *(kind, json.dumps(to_payload(event)), now or timezone.now()),
        as_array(subjects_of(event)),
        react.name,
        as_array([one.queue for one in hear]),
        as_array([one.name for one in hear]),
    ]
    [(pk, _)] = rows_of(_STORED, values)
    return int(pk)


# Every action ends with it: one statement, its jobs by the function that Procrastinate itself defers them by
# (procrastinate_defer_jobs_v1 of its schema, 3.x), and nothing for Django to build.
_STORED = """
WITH fact AS (
    INSERT INTO ledger_storedfact (kind, payload, at) VALUES (%s::text, %s::jsonb, %s::timestamptz) RETURNING id, at
), entries AS (
    INSERT INTO ledger_timelineentry (subject, fact_id, at)
    SELECT subject, fact.id, fact.at FROM fact, unnest(%s::text[]) WITH ORDINALITY AS about (subject, place) ORDER BY place
)
SELECT id, procrastinate_defer_jobs_v1(ARRAY(
    SELECT ROW(queue, %s::text, 0, NULL, NULL, jsonb_build_object('fact_id', fact.id, 'subscriber', name), NULL)
        ::procrastinate_job_to_defer_v1
    FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS one (queue, name, place) ORDER BY place
)) FROM fact
"""


def publish_all(events: Sequence[Any], *, now: datetime) -> None:
    """As `publish`, of many facts at once: two statements however many they are, and one for each who hears them."""
    _demand_transaction()
    facts = [StoredFact(kind=kind_of(one), payload=to_payload(one), at=now) for one in events]
    StoredFact.objects.bulk_create(facts)
    TimelineEntry.objects.bulk_create(
        TimelineEntry(subject=subject, fact=stored, at=now)
        for event, stored in zip(events, facts, strict=True)
        for subject in subjects_of(event)
    )
    by_kind: dict[str, list[int]] = {}
    for stored in facts:
        by_kind.setdefault(stored.kind, []).append(stored.pk)
    for kind, ids in by_kind.items():
        for one in subscribers_of(kind):
            jobs: list[dict[str, Any]] = [{"fact_id": pk, "subscriber": one.name} for pk in ids]
            react.configure(queue=one.queue).batch_defer(*jobs)


def notify_browsers(kind: str, ids: Iterable[int] | Mapping[int, int] = ()) -> None:
    """Tell every browser, once this transaction has committed, that something of that kind changed.

    A mapping gives each id's version, so that a page which shows that version already asks for nothing. No ids: look at
    everything of that kind. Sent after the commit in a transaction of its own: NOTIFY takes a lock over all commits that
    carry one. A notice lost to a crash in between costs nothing for long, since pages fetch afresh after a reconnect.
    """
    versions = dict(ids) if isinstance(ids, Mapping) else dict.fromkeys(ids, 0)
    wanted = sorted(versions.items())
    chunks = [wanted[i : i + IDS_PER_NOTICE] for i in range(0, len(wanted), IDS_PER_NOTICE)] or [[]]
    transaction.on_commit(lambda: _send_notices(kind, chunks))


def tell_presence(beat: Beat) -> None:
    """Tell every web process who looks at what now. Writes nothing: whoever is not listening never hears of it."""
    told = [beat.member, beat.tab, beat.subject, int(beat.types)]
    notify_all([(PRESENCE_CHANNEL, json.dumps(told, separators=(",", ":")))])


def forget_facts(before: datetime, limit: int) -> int:
    """Delete facts older than that, with their place on timelines; at most `limit`. Returns how many."""
    old = list(
        StoredFact.objects.filter(at__lt=before).order_by("at").values_list("pk", flat=True)[:limit]
    )
    StoredFact.objects.filter(pk__in=old).delete()
    return len(old)


def _send_notices(kind: str, chunks: list[list[tuple[int, int]]]) -> None:
    for chunk in chunks:
        told = {"kind": kind, "ids": [pk for pk, _ in chunk], "versions": [v for _, v in chunk]}
        payload = (CHANNEL, json.dumps(told, separators=(",", ":")))
        # After a commit all that it tells goes in one statement (postgresql.base).
        waiting = getattr(connection, "notices", None)
        if waiting is None:
            notify_all([payload])
        else:
            waiting.append(payload)


def _demand_transaction() -> None:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        if connection.in_atomic_block:
            return
        raise PublishedOutsideTransaction(
            "publish() was called outside a transaction. Wrap the action in transaction.atomic()."
        ) from None
    raise PublishedOutsideTransaction(
        "publish() was called from async code. Call the action by sync_to_async."
    )
