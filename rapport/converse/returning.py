"""Answers of ours that reach nobody any more: they came back, or were taken down where they stood."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from rapport.converse.contract import TAKEN_DOWN
from rapport.converse.due_times import tighten
from rapport.converse.models import LIVE_STATUSES, Conversation
from rapport.converse.policies import Policies
from rapport.converse.taking_in import is_human_answer, is_machines, left_at, wants_us
from rapport.listen.models import Message

Status = Conversation.Status


def heard_in(here: Q) -> list[Message]:
    """What was said there and not taken back by who wrote it; of ours also what does not stand any more."""
    found = Message.objects.filter(here).filter(Q(deleted_at=None) | Q(is_own=True))
    return list(found.select_related("reading", "delivery__answer"))


def returned_among(heard: Sequence[Message]) -> set[int]:
    """Ids of those of ours that reach nobody: a bounce answers them, or they were taken down."""
    bounced = {m.parent_id for m in heard if m.automatic == "bounce"}
    return {m.pk for m in heard if m.is_own and (m.pk in bounced or m.deleted_at is not None)}


def hear_taken_down(
    conversation: Conversation, message_ids: Collection[int], *, policies: Policies
) -> None:
    """Messages were deleted on the network; where an answer of ours was one, the customer waits for us again.

    The network says that something is gone, never who deleted it: itself, or somebody who holds the account.
    """
    if conversation.status in (Status.PAST, Status.MERGED):
        return
    here = Q(turn__conversation=conversation)
    lost = Message.objects.filter(here, pk__in=message_ids, is_own=True).exclude(deleted_at=None)
    ids = set(lost.values_list("pk", flat=True))
    if not ids or _is_spoken_with_elsewhere(conversation):
        return
    heard = heard_in(here)
    hear_returned(
        conversation,
        ids,
        heard=heard,
        returned=returned_among(heard),
        reason=TAKEN_DOWN,
        policies=policies,
    )


def _is_spoken_with_elsewhere(conversation: Conversation) -> bool:
    if conversation.status in LIVE_STATUSES:
        return False
    theirs = Conversation.objects.filter(
        account=conversation.account_id, person=conversation.person_id, status__in=LIVE_STATUSES
    )
    return theirs.exists()


def hear_returned(
    conversation: Conversation,
    lost: Collection[int],
    *,
    heard: Sequence[Message],
    returned: Collection[int],
    reason: str,
    policies: Policies,
) -> bool:
    """An answer of ours came back, or was taken down where it stood: the turn is ours again, and the clock runs from where it
    began. Whether it does.

    `heard`: all messages of the conversation. `returned`: ids of those of ours that reach nobody any more; `lost`: those of them
    that are told of now.
    """
    since = waits_after_all(heard, returned=returned)
    if since is None:
        return False
    conversation.status, conversation.resolved_at = Status.OPEN, None
    conversation.resolved_because, conversation.snoozed_until = "", None
    conversation.came_back = reason
    ours = [m for m in heard if m.pk in lost]
    signed = conversation.acknowledged_at
    if signed is not None and any(signed >= left_at(m) for m in ours):
        conversation.acknowledged_at = None
    first = conversation.first_answered_at
    if first is not None and first >= since:
        conversation.first_answered_at = None  # it never arrived
    conversation.answered_at = None
    conversation.asks = True
    conversation.waiting_since = min(conversation.waiting_since or since, since)
    conversation.resolve_from = conversation.resolve_from or since
    tighten(conversation, policies.kept(conversation), since=since, policies=policies)
    return True


def waits_after_all(heard: Iterable[Message], *, returned: Collection[int]) -> datetime | None:
    """Since when somebody waits, had none of our `returned` ones left; None where a later answer of ours arrived."""
    wanted: datetime | None = None
    wrote: datetime | None = None
    came_back = False
    for message in sorted(heard, key=lambda m: (m.created_at, m.pk)):
        if message.is_own and message.pk in returned:
            came_back = True
        elif message.is_own and is_human_answer(message):
            wanted, wrote, came_back = None, None, False
        elif not message.is_own and not is_machines(message):
            wrote = wrote or message.created_at
            if wants_us(getattr(message, "reading", None)):
                wanted = wanted or message.created_at
    return (wanted or wrote) if came_back else None
