"""Telling staff something: the one door to them. What leaves the house by mail or phone leaves from these rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rapport.ledger.actions import notify_browsers
from rapport.workspace.actions.reaching import plan_deliveries
from rapport.workspace.models import Member, Notice
from rapport.workspace.registry import asking_kinds, notice_kinds

SETTLED_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing and whom to tell; the fields are those of `notify`."""

    kind: str
    to: tuple[int, ...]
    about: tuple[str, int]
    key: str
    by_id: int | None = None
    weight: str = Notice.Weight.SOON


def notify(
    kind: str,
    *,
    to: Iterable[int],
    about: tuple[str, int],
    key: str,
    now: datetime,
    by_id: int | None = None,
    weight: str = Notice.Weight.SOON,
) -> list[int]:
    """Tell members one thing, once each; whoever does it is not told of it. Returns the ids of who is told now.

    `key` names the thing (at most 120 letters): the same key reaches a member once, whatever happens twice.
    Members who do not work here any more are left out. Raises ValueError for a kind no room has words for.
    """
    one = Telling(kind, tuple(to), about, key, by_id, weight)
    return notify_each([one], now=now).get(key, [])


@transaction.atomic
def notify_each(tellings: Sequence[Telling], *, now: datetime) -> dict[str, list[int]]:
    """As `notify`, of many things in as many statements as of one; returns whom each told now, by key."""
    if unknown := {one.kind for one in tellings} - notice_kinds():
        raise ValueError(f"No room has registered words for the notices {sorted(unknown)}.")
    wanted = {pk for one in tellings for pk in one.to}
    if not wanted:
        return {}
    here = set(Member.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True))
    keys = {one.key for one in tellings}
    known = Notice.objects.filter(member__in=here, key__in=keys)
    told = set(known.values_list("member_id", "key"))
    rows = {
        (member_id, one.key): _row(one, member_id, now=now)
        for one in tellings
        for member_id in sorted(here.intersection(one.to) - {one.by_id})
        if (member_id, one.key) not in told
    }
    if not rows:
        return {}
    Notice.objects.bulk_create(rows.values(), ignore_conflicts=True)
    # Read again: rows that somebody else wrote meanwhile have no id of ours.
    written = Notice.objects.filter(member__in=here, key__in=keys)
    plan_deliveries([n for n in written if (n.member_id, n.key) in rows], now=now)
    notify_browsers("notice", {member_id for member_id, _key in rows})
    found: dict[str, list[int]] = defaultdict(list)
    for member_id, key in rows:
        found[key].append(member_id)
    return dict(found)


def _row(one: Telling, member_id: int, *, now: datetime) -> Notice:
    return Notice(
        member_id=member_id,
        kind=one.kind,
        about=one.about[0],
        about_id=one.about[1],
        by_id=one.by_id,
        weight=one.weight,
        key=one.key,
        at=now,
    )


@transaction.atomic
def see_notices(member: Member, *, now: datetime, ids: Iterable[int] | None = None) -> int:
    """These, or all, have been seen. Returns how many were new."""
    unseen = Notice.objects.filter(member=member, seen_at=None, done_at=None)
    if ids is not None:
        unseen = unseen.filter(pk__in=list(ids))
    seen = unseen.update(seen_at=now)
    if seen:
        notify_browsers("notice", [member.pk])
    return seen


@transaction.atomic
def settle_notices(*, now: datetime) -> int:
    """What the next 1,000 notices ask for was done, by whomever: they count no more. Returns how many; safe to repeat."""
    done = Q(pk__in=[])
    for kind, stands in asking_kinds().items():
        done |= Q(kind=kind) & ~Q(stands())
    open_ones = Notice.objects.filter(done_at=None).filter(done).select_for_update(skip_locked=True)
    found = dict(open_ones.order_by("pk").values_list("pk", "member_id")[:SETTLED_AT_ONCE])
    if found:
        Notice.objects.filter(pk__in=found).update(done_at=now)
        notify_browsers("notice", set(found.values()))
    return len(found)


def forget_notices(before: datetime, limit: int) -> int:
    """Delete notices older than that, at most `limit`; returns how many."""
    old = list(
        Notice.objects.filter(at__lt=before).order_by("at").values_list("pk", flat=True)[:limit]
    )
    Notice.objects.filter(pk__in=old).delete()
    return len(old)
