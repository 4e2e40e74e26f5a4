"""Clocks that run are counted anew when policies change, or the hours they are counted in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rapport.converse.actions.keeping import tell
from rapport.converse.fitting import recounted
from rapport.converse.models import Conversation
from rapport.converse.policies import Policies, policies_now
from rapport.converse.settling import SETTLED
from rapport.converse.weighing import weigh
from rapport.ledger.locks import in_turn
from rapport.ledger.rows import update_rows

Status = Conversation.Status
# While an answer may still be taken back its clock runs on, and resolving is counted until it is done.
_RUNNING = Q(status__in=[Status.OPEN, Status.WAITING], danger=False) & (
    Q(waiting_since__isnull=False) | Q(resolve_from__isnull=False)
)
RECOUNTED_AT_ONCE = 500


def recount_clocks(*, now: datetime) -> int:
    """What waits is due by today's policies and hours; returns how many conversations that moved.

    Danger has its clock day and night and is left alone. Safe to repeat.
    """
    waiting = Conversation.objects.filter(_RUNNING)
    accounts = waiting.order_by("account_id").values_list("account_id", flat=True).distinct()
    moved = 0
    for account_id in list(accounts):
        last: int | None = 0
        while last is not None:
            found, last = _recount(account_id, after=last, now=now)
            moved += found
    return moved


@transaction.atomic
def _recount(account_id: int, *, after: int, now: datetime) -> tuple[int, int | None]:
    """A batch of one account: how many moved, and the last one looked at; None at the end."""
    # As `take_in` does: what arrives meanwhile would write the old time back.
    in_turn(f"converse:{account_id}")
    running = Conversation.objects.filter(_RUNNING, account_id=account_id, pk__gt=after)
    batch = list(running.select_for_update().order_by("pk")[:RECOUNTED_AT_ONCE])
    moved = _count_anew(batch, policies=policies_now(), now=now)
    return moved, batch[-1].pk if len(batch) == RECOUNTED_AT_ONCE else None


@transaction.atomic
def ask_policies_again(conversation_ids: Iterable[int], *, now: datetime) -> int:
    """Who has them, their team or their labels changed: another policy may fit. Returns how many that moved.

    Safe to repeat. Where no policy asks for anything: two statements.
    """
    policies = policies_now()
    if not policies.ask_conditions:
        return 0
    running = Conversation.objects.filter(_RUNNING, pk__in=list(conversation_ids))
    return _count_anew(list(running.select_for_update().order_by("pk")), policies=policies, now=now)


def _count_anew(batch: Sequence[Conversation], *, policies: Policies, now: datetime) -> int:
    changed = recounted(batch, policies=policies, now=now)
    for conversation in changed:
        conversation.version += 1
    update_rows(changed, [*SETTLED, "version"])
    weigh(changed, now=now)
    tell(changed)
    return len(changed)
