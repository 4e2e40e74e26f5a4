"""What this room does by the clock."""

from __future__ import annotations

from datetime import datetime

from rapport.ledger.registry import every
from rapport.people.actions import forget_unseen, write_tombstones
from rapport.workspace.registry import register_retention

register_retention(
    "people",
    label="People who have not written, with all that passed between us",
    default_days=730,
    sweep=forget_unseen,
)


@every(seconds=86400, queue="slow")
def keep_tombstones(now: datetime) -> None:
    write_tombstones()
