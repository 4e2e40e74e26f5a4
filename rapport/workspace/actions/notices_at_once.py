"""Telling staff many things at once, as when hundreds of clocks run out in the same minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapport.ledger.actions import notify_browsers
from rapport.workspace.models import Member, Notice
from rapport.workspace.registry import notice_kinds


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing and whom to tell; the fields are those of `notify`."""

    kind: str
    to: tuple[int, ...]
    about: tuple[str, int]
    key: str
    weight: str = Notice.Weight.SOON


@transaction.atomic
def notify_each(tellings: Sequence[Telling], *, now: datetime) -> dict[str, list[int]]:
    """As `notify`, of many things in three statements; returns whom each told now, by key.

    Raises ValueError for a kind no room has words for.
    """
    if unknown := {one.kind for one in tellings} - notice_kinds():
        raise ValueError(f"No room has registered words for the notices {sorted(unknown)}.")
    wanted = {pk for one in tellings for pk in one.to}
    if not wanted:
        return {}
    here = set(Member.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True))
    known = Notice.objects.filter(member__in=here, key__in={one.key for one in tellings})
    told = set(known.values_list("member_id", "key"))
    rows = [
        _row(one, member_id, now=now)
        for one in tellings
        for member_id in sorted(here.intersection(one.to))
        if (member_id, one.key) not in told
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        notify_browsers("notice", {row.member_id for row in rows})
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        found[row.key].append(row.member_id)
    return dict(found)


def _row(one: Telling, member_id: int, *, now: datetime) -> Notice:
    return Notice(
        member_id=member_id,
        kind=one.kind,
        about=one.about[0],
        about_id=one.about[1],
        weight=one.weight,
        key=one.key,
        at=now,
    )
