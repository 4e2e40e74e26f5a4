"""Telling staff something: the one door to them. What leaves the house by mail or phone leaves from these rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rapport.ledger.actions import notify_browsers
from rapport.workspace.actions.reaching import plan_deliveries
from rapport.workspace.models import Member, Notice
from rapport.workspace.registry import notice_kinds


@transaction.atomic
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
    if kind not in notice_kinds():
        raise ValueError(f"No room has registered words for the notice {kind!r}.")
    wanted = set(to) - {by_id}
    here = Member.objects.filter(pk__in=wanted, is_active=True).order_by("pk")
    told = list(here.exclude(notices__key=key).values_list("pk", flat=True))
    rows = [
        Notice(
            member_id=pk,
            kind=kind,
            about=about[0],
            about_id=about[1],
            by_id=by_id,
            weight=weight,
            key=key,
            at=now,
        )
        for pk in told
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if told:
        plan_deliveries(key, told, weight=weight, now=now)
        notify_browsers("notice", told)
    return told


@transaction.atomic
def see_notices(member: Member, *, now: datetime, ids: Iterable[int] | None = None) -> int:
    """These, or all, have been seen. Returns how many were new."""
    unseen = Notice.objects.filter(member=member, seen_at=None)
    if ids is not None:
        unseen = unseen.filter(pk__in=list(ids))
    seen = unseen.update(seen_at=now)
    if seen:
        notify_browsers("notice", [member.pk])
    return seen


def forget_notices(before: datetime, limit: int) -> int:
    """Delete notices older than that, at most `limit`; returns how many."""
    old = list(
        Notice.objects.filter(at__lt=before).order_by("at").values_list("pk", flat=True)[:limit]
    )
    Notice.objects.filter(pk__in=old).delete()
    return len(old)
