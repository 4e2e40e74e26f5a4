"""Clocks that run are counted anew when policies change, or the hours they are counted in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rapport.converse.actions.keeping import tell
from rapport.converse.fitting import recounted
from rapport.converse.models import Conversation
from rapport.converse.policies import policies_now
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
    changed = recounted(batch, policies=policies_now(), now=now)
    for conversation in changed:
        conversation.version += 1
    update_rows(changed, [*SETTLED, "version"])
    weigh(changed, now=now)
    tell(changed)
    return len(changed), batch[-1].pk if len(batch) == RECOUNTED_AT_ONCE else None
