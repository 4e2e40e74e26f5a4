"""Reading a past back: begun, paused, gone on with, done. The collector does the reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from rapport.channels.contract import Ability, Page
from rapport.channels.models import Account
from rapport.channels.registry import manifest_for
from rapport.ledger.actions import notify_browsers
from rapport.listen.errors import CannotReadBack
from rapport.listen.models import Backfill, Query
from rapport.workspace.models import Member

State = Backfill.State
# A reader that was silent for so long is gone; another takes its work up from the last page kept.
SILENT_SECONDS = 20


@transaction.atomic
def begin_backfill(
    account: Account,
    *,
    since: datetime,
    until: datetime,
    by: Member | None,
    now: datetime,
    query: Query | None = None,
) -> Backfill:
    """Read again everything the network holds for an account between two moments. Raises CannotReadBack."""
    manifest = manifest_for(account.network)
    if Ability.PAST not in manifest.abilities:
        raise CannotReadBack(f"{manifest.name} gives no past: it is heard from now on only.")
    if until <= since:
        raise CannotReadBack("The end lies before the beginning. Choose a later end.")
    begun = Backfill.objects.create(
        account=account,
        query=query,
        since=since,
        until=until,
        reached_at=since,
        started_by=by,
        started_at=now,
    )
    notify_browsers("backfill", [begun.pk])
    return begun


def pause_backfill(backfill_id: int, *, now: datetime) -> bool:
    """What was read stays; False when it does not run."""
    return _change(backfill_id, State.RUNNING, state=State.PAUSED, worked_at=None)


def go_on_backfill(backfill_id: int, *, now: datetime) -> bool:
    """From where it stopped; also after a fault."""
    return _change(
        backfill_id, State.PAUSED, State.FAILED, state=State.RUNNING, reason="", worked_at=None
    )


def finish_backfill(backfill_id: int, *, now: datetime) -> bool:
    return _change(
        backfill_id, State.RUNNING, state=State.DONE, reached_at=F("until"), finished_at=now
    )


def fail_backfill(backfill_id: int, *, reason: str, now: datetime) -> bool:
    return _change(backfill_id, State.RUNNING, state=State.FAILED, reason=reason[:500])


def _change(backfill_id: int, *states: str, **values: object) -> bool:
    with transaction.atomic():
        changed = Backfill.objects.filter(pk=backfill_id, state__in=states).update(**values)
        if changed:
            notify_browsers("backfill", [backfill_id])
    return bool(changed)


def note_progress(backfill: Backfill, page: Page, *, kept: int, now: datetime) -> None:
    """How far it has come; in the transaction that stored the page."""
    reached = page.reached_at or backfill.reached_at
    backfill.reached_at = max(backfill.reached_at, min(reached, backfill.until))
    backfill.cursor = page.cursor or backfill.cursor
    Backfill.objects.filter(pk=backfill.pk).update(
        reached_at=backfill.reached_at,
        cursor=backfill.cursor,
        heard=F("heard") + len(page.posts),
        kept=F("kept") + kept,
        worked_at=now,
    )
    notify_browsers("backfill", [backfill.pk])


@transaction.atomic
def take_backfills(account_ids: Sequence[int], *, now: datetime) -> list[int]:
    """Running backfills of these accounts that nobody reads; they are this reader's from now on."""
    silent = Q(worked_at=None) | Q(worked_at__lt=now - timedelta(seconds=SILENT_SECONDS))
    free = Backfill.objects.select_for_update(skip_locked=True).filter(
        silent, account_id__in=list(account_ids), state=State.RUNNING
    )
    taken = list(free.values_list("pk", flat=True))
    Backfill.objects.filter(pk__in=taken).update(worked_at=now)
    return taken
