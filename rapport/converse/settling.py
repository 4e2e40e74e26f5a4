"""What follows from how a conversation stands: its pauses. Call before it is written, whenever its turn may have changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from rapport.converse.due_times import COUNTED, count
from rapport.converse.models import Conversation, Pause
from rapport.converse.policies import Policies, policies_now
from rapport.ledger.rows import insert_rows, update_rows

Status = Conversation.Status
# What `settle` writes.
SETTLED = COUNTED


def settle(
    conversations: Sequence[Conversation], *, now: datetime, policies: Policies | None = None
) -> None:
    """Pauses begin and end with whose turn it is, and the resolve clock with them. Writes no conversation.

    Conversations that are saved and locked, or were made in this transaction. Safe to repeat.
    """
    moved = _follow_turns(conversations, now=now)
    resolving = [c for c in moved if c.resolve_from is not None and not c.danger]
    if not resolving:
        return
    policies = policies or policies_now()
    if not any(policy.resolve_minutes for policy in policies.rows):
        return
    pauses = pauses_of([c.pk for c in resolving])
    for conversation in resolving:
        policy = policies.kept(conversation)
        count(conversation, policy, policies=policies, pauses=pauses[conversation.pk])


def pauses_of(ids: Collection[int]) -> dict[int, list[Pause]]:
    found: dict[int, list[Pause]] = defaultdict(list)
    for pause in Pause.objects.filter(conversation_id__in=ids).order_by("since"):
        found[pause.conversation_id].append(pause)
    return found


def turn_is_theirs(conversation: Conversation) -> bool:
    """Our answer stands and nothing waits. One that has not left yet is none."""
    c = conversation
    return c.status == Status.WAITING and c.waiting_since is None and c.answered_at is not None


def _follow_turns(conversations: Sequence[Conversation], *, now: datetime) -> list[Conversation]:
    """Those whose pauses changed."""
    by_id = {c.pk: c for c in conversations if c.version > 1 or turn_is_theirs(c)}
    if not by_id:
        return []
    lasting = Pause.objects.filter(conversation_id__in=by_id, until=None)
    open_pauses = {(p.conversation_id, p.why): p for p in lasting}
    ended = []
    for (pk, why), pause in open_pauses.items():
        c = by_id[pk]
        if c.status == Status.RESOLVED or (why == Pause.Why.CUSTOMER and not turn_is_theirs(c)):
            pause.until = max(pause.since, c.waiting_since or c.resolved_at or now)
            ended.append(pause)
    starting = [
        c
        for pk, c in by_id.items()
        if turn_is_theirs(c) and (pk, Pause.Why.CUSTOMER) not in open_pauses
    ]
    begun = [
        {"conversation_id": c.pk, "why": Pause.Why.CUSTOMER, "since": c.answered_at}
        for c in starting
    ]
    update_rows(ended, ["until"])
    insert_rows(Pause, begun, keep=True)
    changed = {p.conversation_id for p in ended} | {c.pk for c in starting}
    return [by_id[pk] for pk in changed]
