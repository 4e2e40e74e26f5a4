"""Asking everybody to look again while something is going on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapport.ledger.actions import publish
from rapport.voice.events import CautionLifted, CautionSet
from rapport.voice.models import Caution, Statement
from rapport.workspace.errors import InvalidEntry, NotAllowed, NotThere
from rapport.workspace.models import Member
from rapport.workspace.queries import can


@transaction.atomic
def set_caution(
    keys: Sequence[str],
    *,
    reason: str,
    by: Member | None,
    now: datetime,
    until: datetime | None = None,
    statement: Statement | None = None,
) -> Caution:
    """From the next check on. `keys` as deliveries carry them ("brand:2", "account:1", "thread:7"); `by` is None for a room above.

    `statement`: what may be said meanwhile, offered beside each reply of its brand. Raises NotAllowed, InvalidEntry.
    """
    if by is not None and not can(by, "hold"):
        raise NotAllowed("ask everybody to look again")
    if not reason.strip():
        raise InvalidEntry({"reason": "Say in a sentence what is going on."})
    if not keys:
        raise InvalidEntry({"brand": "Say what it is about."})
    if until is not None and until <= now:
        raise InvalidEntry({"until": "That is over already. Give a later moment, or none."})
    brands = [key for key in keys if key.startswith("brand:")]
    if statement is not None and brands and f"brand:{statement.brand_id}" not in brands:
        raise InvalidEntry(
            {
                "statement": f"Those words are {statement.brand.name}'s. Choose that brand, or others of these words."
            }
        )
    placed = Caution.objects.create(
        keys=list(keys),
        reason=reason.strip()[:300],
        statement=statement,
        placed_by=by,
        placed_at=now,
        until=until,
    )
    publish(CautionSet(placed.pk, by.pk if by else None), now=now)
    return placed


@transaction.atomic
def lift_caution(caution_id: int, *, by: Member | None, now: datetime) -> None:
    """It is over. Lifting twice changes nothing. Raises NotAllowed, NotThere."""
    if by is not None and not can(by, "hold"):
        raise NotAllowed("ask everybody to look again")
    found = Caution.objects.select_for_update().filter(pk=caution_id).first()
    if found is None:
        raise NotThere("There is no such notice any more.")
    if found.lifted_at is not None:
        return
    found.lifted_at, found.lifted_by = now, by
    found.save(update_fields=["lifted_at", "lifted_by"])
    publish(CautionLifted(found.pk, by.pk if by else None), now=now)
