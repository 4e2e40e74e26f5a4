"""Notices on their way out of the house: planned with the notice, sent by a worker, each once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, Q

from rapport.workspace.models import Member, Notice, NoticeDelivery, NoticeWay
from rapport.workspace.queries import organisation
from rapport.workspace.reaching import mail
from rapport.workspace.reaching.parcels import Parcel, hand_in, parcels
from rapport.workspace.reaching.quiet import leaves_at

State = NoticeDelivery.State
# What is told within a minute goes out together.
GATHERED = timedelta(seconds=60)
ATTEMPTS = 5
AT_ONCE = (Notice.Weight.NOW,)
SOON = (Notice.Weight.SOON,)
# A worker that sends takes at most ten seconds a parcel; after this it died with them.
LOST_AFTER = timedelta(minutes=5)
BATCH = 200
SENDERS = 8


def plan_deliveries(notices: Sequence[Notice], *, now: datetime) -> None:
    """A delivery for each way of those who are told, due when it may leave. Call in the notices' transaction.

    The same few statements however many they are.
    """
    leaving = [notice for notice in notices if notice.weight != Notice.Weight.LOOK]
    if not leaving:
        return
    member_ids = {notice.member_id for notice in leaving}
    _give_mail_ways(member_ids)
    ways = _ways_on(member_ids)
    zone = _zone()
    gathering = _gathering([way.pk for way in ways], now=now)
    NoticeDelivery.objects.bulk_create(
        (
            NoticeDelivery(
                notice=notice,
                way=way,
                due_at=now
                if notice.weight == Notice.Weight.NOW
                else leaves_at(
                    gathering.get(way.pk, now + GATHERED),
                    quiet=(way.member.quiet_from, way.member.quiet_until),
                    zone=zone,
                ),
            )
            for notice in leaving
            for way in ways
            if way.member_id == notice.member_id
        ),
        ignore_conflicts=True,
    )


def _give_mail_ways(member_ids: Iterable[int]) -> None:
    """Who never chose is told by mail."""
    if not mail.is_set_up():
        return
    without = Member.objects.filter(pk__in=member_ids).exclude(
        notice_ways__kind=NoticeWay.Kind.MAIL
    )
    NoticeWay.objects.bulk_create(
        (NoticeWay(member=member, kind=NoticeWay.Kind.MAIL, name="Mail") for member in without),
        ignore_conflicts=True,
    )


def _ways_on(member_ids: Iterable[int]) -> list[NoticeWay]:
    on = NoticeWay.objects.filter(member__in=member_ids, is_on=True).select_related("member")
    return list(on if mail.is_set_up() else on.exclude(kind=NoticeWay.Kind.MAIL))


def _gathering(way_ids: Sequence[int], *, now: datetime) -> dict[int, datetime]:
    """When what is gathered on a way already leaves."""
    waiting = NoticeDelivery.objects.filter(
        way__in=way_ids,
        state=State.WAITING,
        attempts=0,
        notice__weight__in=SOON,
        due_at__gt=now,
        due_at__lte=now + GATHERED,
    )
    return dict(waiting.values("way").annotate(at=Min("due_at")).values_list("way", "at"))


def _zone() -> str:
    house = organisation()
    return house.timezone if house is not None else "UTC"


def send_at_once(now: datetime) -> int:
    """Hand in what must not wait; returns how many notices left. Talks to networks: outside of transactions."""
    return _send(AT_ONCE, now=now)


def send_soon(now: datetime) -> int:
    """The same for what was gathered."""
    return _send(SOON, now=now)


def _send(weights: Sequence[str], *, now: datetime) -> int:
    _note_lost(weights, now=now)
    claimed = _claimed(weights, now=now)
    if not claimed:
        return 0
    made = parcels(claimed, zone=_zone(), now=now)
    with ThreadPoolExecutor(min(SENDERS, len(made))) as senders:
        outcomes = list(senders.map(hand_in, made))
    return sum(
        _note_outcome(parcel, trouble, weights=weights, now=now)
        for parcel, trouble in zip(made, outcomes, strict=True)
    )


@transaction.atomic
def _claimed(weights: Sequence[str], *, now: datetime) -> list[NoticeDelivery]:
    due = NoticeDelivery.objects.filter(
        state=State.WAITING, due_at__lte=now, notice__weight__in=weights
    )
    _spare(due.filter(Q(notice__member__is_active=False) | Q(way__is_on=False)))
    if weights != AT_ONCE:
        _spare(due.exclude(notice__seen_at=None, notice__done_at=None))
    claimed = list(
        due.select_for_update(of=("self",), skip_locked=True)
        .select_related("notice__member", "way")
        .order_by("due_at", "pk")[:BATCH]
    )
    for delivery in claimed:
        delivery.state, delivery.claimed_at = State.SENDING, now
        delivery.attempts += 1
    NoticeDelivery.objects.bulk_update(claimed, ["state", "claimed_at", "attempts"])
    return claimed


def _spare(deliveries: object) -> None:
    """They need not leave: seen already, or nobody to tell any more."""
    found = NoticeDelivery.objects.filter(pk__in=deliveries.values("pk"))  # type: ignore[attr-defined]
    found.update(state=State.SPARED)


def _note_lost(weights: Sequence[str], *, now: datetime) -> None:
    """A worker died while sending. Whether it arrived nobody knows: only danger is told twice rather than not at all."""
    lost = NoticeDelivery.objects.filter(
        state=State.SENDING, claimed_at__lt=now - LOST_AFTER, notice__weight__in=weights
    )
    if weights == AT_ONCE:
        lost.update(state=State.WAITING)
    else:
        lost.update(
            state=State.FAILED,
            reason="The worker stopped while sending; whether it arrived is not known.",
        )


@transaction.atomic
def _note_outcome(
    parcel: Parcel, trouble: tuple[str, bool] | None, *, weights: Sequence[str], now: datetime
) -> int:
    ids = [delivery.pk for delivery in parcel.deliveries]
    mine = NoticeDelivery.objects.filter(pk__in=ids)
    way = NoticeWay.objects.filter(pk=parcel.deliveries[0].way_id)
    if trouble is None:
        mine.update(state=State.SENT, sent_at=now, reason="")
        way.update(worked_at=now, trouble="")
        return len(ids)
    reason, for_good = trouble
    way.update(failed_at=now, trouble=reason)
    attempts = max(delivery.attempts for delivery in parcel.deliveries)
    if for_good or attempts >= ATTEMPTS:
        mine.update(state=State.FAILED, reason=reason)
    else:
        first = timedelta(seconds=5 if weights == AT_ONCE else 60)
        mine.update(state=State.WAITING, due_at=now + first * 2 ** (attempts - 1), reason=reason)
    return 0
