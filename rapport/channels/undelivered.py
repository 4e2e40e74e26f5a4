"""What did not leave: refused, held, or nobody knows. Each with its reason, and a way on that really sends."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from rapport.channels.models import Delivery
from rapport.channels.settling import requeue
from rapport.ledger.actions import notify_browsers
from rapport.workspace.models import Member

State, Kind = Delivery.State, Delivery.Kind
ASIDE_SHOWN_FOR = timedelta(days=7)
# What nobody did anything about for so long is history; its conversation still tells it.
SHOWN_FOR = timedelta(days=90)
# Looking whether something stands takes seconds; what is looked for longer is worth knowing.
LOOKED_FOR = timedelta(minutes=1)


def undelivered(*, now: datetime) -> QuerySet[Delivery]:
    """The latest first, with their accounts: what a person may do something about, and has not put aside."""
    lost = Q(state=State.REFUSED, given_up_at=None)
    waits = Q(state=State.HELD) | Q(state=State.UNKNOWN, created_at__lt=now - LOOKED_FOR)
    found = _of_people(now - SHOWN_FOR).filter(lost | waits)
    return found.order_by("-created_at", "-pk")


def put_aside(*, now: datetime) -> QuerySet[Delivery]:
    """What was refused and put aside in the last week, the latest first."""
    found = _of_people(now - SHOWN_FOR).filter(state=State.REFUSED, given_up_by__isnull=False)
    return found.filter(given_up_at__gt=now - ASIDE_SHOWN_FOR).order_by("-given_up_at", "-pk")


def _of_people(since: datetime) -> QuerySet[Delivery]:
    """Posts and likes; acts of moderation have a page of their own, and of a person who was erased nothing is left to send."""
    found = Delivery.objects.filter(created_at__gt=since, kind__in=[Kind.POST, Kind.LIKE])
    found = found.exclude(text="", reply_to_key="")
    return found.select_related("account", "member", "hold", "given_up_by")


@transaction.atomic
def try_again(delivery_id: int, *, now: datetime) -> bool:
    """Send what was refused once more, after the undo time and past every hold; False for what was not, or has no words left.

    Under its own key: what stands already is not sent twice by a network that knows keys.
    """
    delivery = _refused(delivery_id)
    if delivery is None:
        return False
    delivery.attempts, delivery.given_up_at, delivery.given_up_by = 0, None, None
    delivery.save(update_fields=["attempts", "given_up_at", "given_up_by"])
    requeue(delivery, now=now)
    return True


@transaction.atomic
def give_up(delivery_id: int, *, by: Member, now: datetime) -> bool:
    """Put what was refused aside: it is seen to, or not worth it. False for anything else."""
    delivery = _refused(delivery_id)
    if delivery is None:
        return False
    delivery.given_up_at, delivery.given_up_by = now, by
    _keep(delivery)
    return True


@transaction.atomic
def take_up_again(delivery_id: int) -> bool:
    """It is not put aside any more."""
    delivery = _refused(delivery_id)
    if delivery is None:
        return False
    delivery.given_up_at = delivery.given_up_by = None
    _keep(delivery)
    return True


def _keep(delivery: Delivery) -> None:
    delivery.save(update_fields=["given_up_at", "given_up_by"])
    notify_browsers("delivery", [delivery.pk])


def _refused(delivery_id: int) -> Delivery | None:
    found = Delivery.objects.select_for_update().filter(pk=delivery_id, state=State.REFUSED)
    return found.exclude(text="", reply_to_key="").first()
