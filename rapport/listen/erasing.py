"""How this room forgets: a person, and what is too old."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat

from rapport.assets.actions import forget_pictures
from rapport.channels.actions import forget_deliveries
from rapport.ledger.locks import in_turn
from rapport.listen.models import (
    BoardFact,
    DayAudit,
    Identity,
    ImportRun,
    ListeningSpan,
    Message,
    Quarantined,
    Thread,
)
from rapport.people.models import Handle
from rapport.people.registry import eraser
from rapport.workspace.registry import register_retention

# A shorter name would take half of the quarantine with it.
_SHORTEST_NAME = 4


@eraser(
    "listen.Message",
    "listen.Sighting",
    "listen.Identity",
    "listen.Mention",
    "listen.SearchDocument",
    "listen.Original",
    "listen.ThreadReading",
)
def forget_messages(person_id: int, handle_ids: list[int]) -> int:
    """Their messages, and our own that answered them: those quote them or speak of them."""
    # A batch being stored now either is stored first and goes too, or finds the tombstones.
    for network in (
        Handle.objects.filter(pk__in=handle_ids)
        .order_by("network")
        .values_list("network", flat=True)
    ):
        in_turn(f"listen:{network}")
    theirs = Message.objects.filter(author_id__in=handle_ids)
    # Kept as lists: the rows that say it are deleted below.
    their_ids, their_keys = list(theirs.values_list("pk", flat=True)), _keys(theirs)
    answers = Message.objects.filter(is_own=True).filter(
        Q(parent_id__in=their_ids) | Q(parent_key__in=their_keys)
    )
    deliveries = list(answers.exclude(delivery=None).values_list("delivery_id", flat=True))
    forget_deliveries(deliveries, reply_to_keys=their_keys)
    forget_pictures(_pictures(theirs))
    # What came back of an answer names whom it was for.
    bounces = Message.objects.filter(
        automatic="bounce", parent_id__in=list(answers.values_list("pk", flat=True))
    )
    gone = [
        *their_ids,
        *answers.values_list("pk", flat=True),
        *bounces.values_list("pk", flat=True),
    ]
    _unname(gone, keys=their_keys + _keys(answers) + _keys(bounces))
    _unnote(their_keys)
    Identity.objects.filter(pk__in=gone).delete()
    return len(gone)


@eraser("listen.Quarantined")
def forget_quarantined(person_id: int, handle_ids: list[int]) -> int:
    """Items we could not read that name them. Rather one too many than one too few."""
    gone = 0
    for handle in Handle.objects.filter(pk__in=handle_ids):
        named = Q(raw__contains=handle.remote_id)
        if len(handle.name) >= _SHORTEST_NAME:
            named |= Q(raw__icontains=handle.name)
        gone += Quarantined.objects.filter(named).delete()[0]
    return gone


def _keys(found: Iterable[Message]) -> list[str]:
    return [message.remote_key for message in found]


def _pictures(found: Iterable[Message]) -> list[str]:
    return [str(medium.get("url", "")) for message in found for medium in message.media]


def _unname(ids: list[int], *, keys: list[str]) -> None:
    """Others' replies and threads keep standing, but no longer name the post: its key holds the person's id."""
    Message.objects.filter(Q(parent_id__in=ids) | Q(parent_key__in=keys)).exclude(
        pk__in=ids
    ).update(parent=None, parent_key="")
    threads = Thread.objects.filter(Q(root_key__in=keys) | Q(messages__in=ids)).distinct()
    thread_ids = list(threads.values_list("pk", flat=True))
    left = Message.objects.filter(thread=OuterRef("pk")).exclude(pk__in=ids)
    Thread.objects.filter(pk__in=thread_ids).exclude(Exists(left)).delete()
    Thread.objects.filter(pk__in=thread_ids, root_key__in=keys).update(
        root_key=Concat(Value("erased:"), F("pk"))
    )


def _unnote(keys: list[str]) -> None:
    """Remarks of imports name a message by the beginning of its key."""
    named = {key[:120] for key in keys}
    for run in ImportRun.objects.exclude(noted=[]):
        kept = [remark for remark in run.noted if remark.get("where") not in named]
        if len(kept) < len(run.noted):
            ImportRun.objects.filter(pk=run.pk).update(noted=kept)


def let_messages_go(before: datetime, limit: int) -> int:
    """By when we heard it, not when it was said: a past read in today is not old today."""
    old = list(
        Message.objects.filter(received_at__lt=before)
        .order_by("received_at")
        .values_list("pk", flat=True)[:limit]
    )
    forget_pictures(_pictures(Message.objects.filter(pk__in=old)))
    Identity.objects.filter(pk__in=old).delete()
    empty = Thread.objects.filter(last_at__lt=before, messages=None)
    Thread.objects.filter(pk__in=empty.values("pk")[:limit]).delete()
    return len(old)


def let_quarantined_go(before: datetime, limit: int) -> int:
    old = list(Quarantined.objects.filter(at__lt=before).values_list("pk", flat=True)[:limit])
    Quarantined.objects.filter(pk__in=old).delete()
    return len(old)


def let_audits_go(before: datetime, limit: int) -> int:
    """Counted days, and when we listened; the span that still goes on stays."""
    days = DayAudit.objects.filter(asked_at__lt=before).values("pk")[:limit]
    spans = ListeningSpan.objects.filter(until_at__lt=before, is_latest=False).values("pk")[:limit]
    gone, _ = DayAudit.objects.filter(pk__in=days).delete()
    gone += ListeningSpan.objects.filter(pk__in=spans).delete()[0]
    return gone


register_retention(
    "messages",
    label="Messages and how they were read",
    default_days=730,
    sweep=let_messages_go,
)
register_retention(
    "quarantine",
    label="Items that could not be read",
    default_days=30,
    sweep=let_quarantined_go,
)
register_retention(
    "audits",
    label="Counted days and interruptions",
    default_days=400,
    sweep=let_audits_go,
)


def let_board_facts_go(before: datetime, limit: int) -> int:
    """Those that are over. What still goes on is never too old."""
    over = Q(over_at__isnull=False) | Q(ends_at__lt=before)
    old = list(
        BoardFact.objects.filter(over, changed_at__lt=before)
        .order_by("changed_at")
        .values_list("pk", flat=True)[:limit]
    )
    BoardFact.objects.filter(pk__in=old).delete()
    return len(old)


register_retention(
    "board",
    label="What was going on, and who was told",
    default_days=365,
    sweep=let_board_facts_go,
)
