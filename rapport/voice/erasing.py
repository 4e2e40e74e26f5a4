"""How this room forgets: a person, and what is too old."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from rapport.channels.actions import forget_deliveries
from rapport.people.registry import eraser
from rapport.voice.models import Approval, Objection, Promise, Spoken
from rapport.workspace.registry import register_retention


@eraser("voice.Approval")
def forget_what_waited(person_id: int, handle_ids: list[int]) -> int:
    """Words to them that wait for approval are stopped; of those decided, nothing of what was changed or said remains."""
    theirs = Approval.objects.filter(person_id=person_id)
    forget_deliveries(list(theirs.values_list("delivery_id", flat=True)))
    gone, _ = theirs.delete()
    return gone


@eraser("voice.Objection")
def forget_objections(person_id: int, handle_ids: list[int]) -> int:
    """They quote words that were meant for them."""
    gone, _ = Objection.objects.filter(person_id=person_id).delete()
    return gone


@eraser("voice.Claim", "voice.Promise", "voice.Spoken")
def forget_promises_and_words(person_id: int, handle_ids: list[int]) -> int:
    """What was promised and said to them, where it was sent from too."""
    said = Spoken.objects.filter(Q(person_id=person_id) | Q(answered__author_id__in=handle_ids))
    forget_deliveries(list(said.exclude(delivery=None).values_list("delivery_id", flat=True)))
    words, _ = said.delete()
    promises, _ = Promise.objects.filter(
        Q(person_id=person_id) | Q(message__author_id__in=handle_ids)
    ).delete()
    return words + promises


def let_promises_go(before: datetime, limit: int) -> int:
    """Settled ones only: what is owed stays owed."""
    old = list(Promise.objects.filter(settled_at__lt=before).values_list("pk", flat=True)[:limit])
    Promise.objects.filter(pk__in=old).delete()
    return len(old)


register_retention(
    "promises", label="Promises that were settled", default_days=730, sweep=let_promises_go
)


def let_approvals_go(before: datetime, limit: int) -> int:
    old = Approval.objects.filter(decided_at__lt=before).values_list("pk", flat=True)[:limit]
    gone, _ = Approval.objects.filter(pk__in=list(old)).delete()
    return gone


register_retention(
    "approvals", label="Approvals that were decided", default_days=365, sweep=let_approvals_go
)


def let_objections_go(before: datetime, limit: int) -> int:
    old = Objection.objects.filter(at__lt=before).values_list("pk", flat=True)[:limit]
    gone, _ = Objection.objects.filter(pk__in=list(old)).delete()
    return gone


register_retention(
    "objections",
    label="What came of the reply check's findings",
    default_days=365,
    sweep=let_objections_go,
)
