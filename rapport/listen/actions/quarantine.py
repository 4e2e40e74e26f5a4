"""What could not be read: kept aside once, replayed after a fix, or thrown away."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from rapport.channels.contract import Rejected
from rapport.channels.models import Account
from rapport.ledger.locks import in_turn
from rapport.listen.models import ImportRun, Quarantined


def keep_aside(
    account: Account, rejected: Sequence[Rejected], *, import_run: ImportRun | None, now: datetime
) -> None:
    """Keep items with their reasons; the same one again is the same row, whatever brought it."""
    if not rejected:
        return
    in_turn(f"quarantine:{account.pk}")
    rows = {}
    for one in rejected:
        row = Quarantined(
            account=account,
            import_run=import_run,
            reason=_storable(one.reason)[:500],
            where=_storable(one.where)[:120],
            raw=_storable(one.raw),
            at=now,
        )
        row.digest = _digest(row)
        rows[row.digest] = row
    # Replayed once and refused again, it is listed again; what a member threw away is not.
    Quarantined.objects.bulk_create(
        list(rows.values()),
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["replayed_at"],
    )


def drop_quarantined(ids: Sequence[int], *, now: datetime) -> int:
    """Throw items away: their contents are deleted, and they are not listed when they come again."""
    found = Quarantined.objects.filter(pk__in=list(ids), dropped_at=None)
    return found.update(raw="", dropped_at=now)


def _storable(text: str) -> str:
    """Without what PostgreSQL cannot hold."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _digest(row: Quarantined) -> str:
    """Lines of a file are told apart by their place, and one file's report from another's."""
    parts = [str(row.account_id), str(row.import_run_id or ""), row.reason, row.where, row.raw]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
