"""Which threads are read from their network, when, and again when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from rapport.channels.contract import Ability
from rapport.channels.models import Account
from rapport.channels.registry import abilities_of, installed
from rapport.ledger.rows import update_rows
from rapport.listen.models import Identity, Message, ThreadReading

# After it was planned, a thread is read again so much later: the young ones grow.
SCHEDULE = (
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
# Older words are not read around: what stood beside them moves no more, and a past may hold very many.
OLDEST = timedelta(days=7)
FAULT_PAUSE, FAULT_PAUSE_AT_MOST = timedelta(minutes=10), timedelta(hours=6)


def next_reading(planned_at: datetime, *, now: datetime) -> datetime | None:
    """When a thread planned then is read again; None when it is no longer young."""
    return next((planned_at + later for later in SCHEDULE if planned_at + later > now), None)


def plan_threads(account: Account, message_ids: Iterable[int], *, now: datetime) -> None:
    """Have the threads around these messages read: at once where a part above them is missing.

    Places that are asked for words never tell of replies without them; their threads are read a little later even
    where nothing is missing. A thread is planned once while it is read. At most two statements. Call inside `receive`, which holds
    the turn of the network.
    """
    ids = list(message_ids)
    reader = account_that_reads(account) if ids else None
    if reader is None:
        return
    grows_unheard = account.is_place and Ability.STREAM not in abilities_of(account.network)
    planned: dict[int, ThreadReading] = {}
    for pk, thread_id, is_missing in _unread(ids, now=now):
        if is_missing or grows_unheard:
            at = now if is_missing else now + SCHEDULE[0]
            reading = ThreadReading(
                message_id=pk, account=reader, planned_at=now, next_at=at, faults=0
            )
            known = planned.setdefault(thread_id, reading)
            if known.next_at is not None and at < known.next_at:
                planned[thread_id] = reading
    if planned:
        ThreadReading.objects.bulk_create(
            planned.values(),
            update_conflicts=True,
            unique_fields=["message"],
            update_fields=["account", "planned_at", "next_at", "faults", "reason"],
        )


def account_that_reads(account: Account) -> Account | None:
    """The account itself, or another of its network that can: a hashtag is heard without being able to ask."""
    if Ability.THREAD in abilities_of(account.network):
        return account
    able = [m.slug for m in installed() if m.home == account.home and Ability.THREAD in m.abilities]
    if not able:
        return None
    active = Account.objects.filter(network__in=able, state=Account.State.ACTIVE)
    return active.order_by("-is_place", "pk").first()


def _unread(ids: Sequence[int], *, now: datetime) -> Iterable[tuple[int, int, bool]]:
    """(message, thread, whether a post above is missing) of public, young messages whose thread nobody reads now."""
    reading = ThreadReading.objects.filter(
        message__thread=OuterRef("thread"), next_at__isnull=False
    )
    root = Identity.objects.filter(
        network=OuterRef("network"), remote_key=OuterRef("thread__root_key")
    )
    found = Message.objects.filter(
        ~Exists(reading),
        pk__in=ids,
        scope="public",
        thread__isnull=False,
        created_at__gte=now - OLDEST,
    )
    missing = (Q(parent=None) & ~Q(parent_key="")) | ~Exists(root)
    rows = found.annotate(is_missing=missing).order_by("created_at", "pk")
    return rows.values_list("pk", "thread_id", "is_missing")


def due_threads(account_id: int, *, most: int, now: datetime) -> list[ThreadReading]:
    """The readings of this account that are due, one a thread, those never read first."""
    due = ThreadReading.objects.filter(account_id=account_id, next_at__lte=now)
    due = due.select_related("message").order_by(
        F("read_at").asc(nulls_first=True), "next_at", "pk"
    )
    found: dict[int | None, ThreadReading] = {}
    doubled = []
    for reading in due[: most * 4]:
        # Two that were planned apart turned out to be one thread.
        if found.setdefault(reading.message.thread_id, reading) is not reading:
            doubled.append(reading.pk)
    if doubled:
        ThreadReading.objects.filter(pk__in=doubled).update(next_at=None)
    return list(found.values())[:most]


def note_thread_read(reading: ThreadReading, *, now: datetime) -> None:
    reading.read_at, reading.faults, reading.reason = now, 0, ""
    reading.next_at = next_reading(reading.planned_at, now=now)
    reading.save(update_fields=["read_at", "faults", "next_at", "reason"])


def note_thread_gone(reading: ThreadReading, *, now: datetime) -> None:
    """The network has no such thread, or will not show it: it is asked for no more."""
    reading.read_at, reading.next_at = now, None
    reading.save(update_fields=["read_at", "next_at"])


@transaction.atomic
def note_thread_faults(
    readings: Sequence[ThreadReading], *, reason: str, now: datetime, after_seconds: float = 0.0
) -> None:
    """The network gave no answer: all that is due waits, what was tried twice as long after each fault in a row."""
    least = timedelta(seconds=min(after_seconds, 86_400.0))
    for reading in readings:
        pause = min(FAULT_PAUSE * 2 ** min(reading.faults, 8), FAULT_PAUSE_AT_MOST)
        reading.faults = min(reading.faults + 1, 1000)
        reading.next_at, reading.reason = now + max(pause, least), reason[:500]
    update_rows(list(readings), ["faults", "next_at", "reason"])
    accounts = {reading.account_id for reading in readings}
    waiting = ThreadReading.objects.filter(account_id__in=accounts, next_at__lte=now)
    waiting.update(next_at=now + max(FAULT_PAUSE, least))
