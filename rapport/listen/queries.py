"""Every read of this room worth a name."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from rapport.channels.models import Account
from rapport.listen.models import ImportRun, Message, Quarantined, Sighting


def messages(ids: Iterable[int]) -> QuerySet[Message]:
    """Messages with author and person, oldest first."""
    found = Message.objects.filter(pk__in=list(ids)).select_related("author__person")
    return found.order_by("created_at", "pk")


def with_sightings(found: QuerySet[Message]) -> QuerySet[Message]:
    """The same with each message's sightings and their accounts, in one statement more."""
    seen = Sighting.objects.select_related("account")
    return found.prefetch_related(Prefetch("sightings", queryset=seen))


def thread_messages(thread_id: int, *, limit: int = 300) -> list[Message]:
    """The latest messages of a thread, oldest first, with authors and readings' join left to the caller."""
    latest = (
        Message.objects.filter(thread_id=thread_id)
        .select_related("author__person")
        .order_by("-created_at", "-pk")
    )
    return list(latest[:limit])[::-1]


def quarantined(
    account: Account | None = None, *, import_run: ImportRun | None = None
) -> QuerySet[Quarantined]:
    found = (
        Quarantined.objects.filter(replayed_at=None).select_related("account").order_by("at", "pk")
    )
    if account is not None:
        found = found.filter(account=account)
    return found.filter(import_run=import_run) if import_run is not None else found


def import_runs() -> QuerySet[ImportRun]:
    """Every reading-in of a file, the latest first."""
    return ImportRun.objects.select_related("account", "started_by").order_by("-started_at", "-pk")


def earlier_import(run: ImportRun) -> ImportRun | None:
    """The latest import before this one that took messages into the same account."""
    earlier = import_runs().filter(account_id=run.account_id, taken__gt=0, pk__lt=run.pk)
    return earlier.first()
