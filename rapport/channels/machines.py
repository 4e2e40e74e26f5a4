"""What a machine may send by itself, at the one door out: in private, once a day to one person, and never faster than people write.

Two machines that answer each other end at the first of these that is reached: the other's words say that they are automatic (nothing is
answered then), a person hears one a day, an account's machine falls silent at so many an hour.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.channels.contract import OutboundOrder
from rapport.channels.errors import MachineMayNot
from rapport.channels.models import Account, Delivery
from rapport.ledger.locks import in_turn

ORIGINS = (Delivery.Origin.RULE, Delivery.Origin.AUTOMATIC)
ONCE_IN = timedelta(hours=24)
AT_MOST_AN_HOUR = 30
_NEVER_LEFT = (Delivery.State.UNDONE, Delivery.State.REFUSED)


def demand_machine_may(
    order: OutboundOrder, account: Account, *, is_held: bool, now: datetime
) -> None:
    """Inside the transaction that writes the delivery. Two statements, and a lock. Raises MachineMayNot."""
    if order.scope != "private" or order.kind != "post":
        raise MachineMayNot("public", "A machine says nothing in public by itself.")
    people = [key for key in order.keys if key.startswith("person:")]
    if not people:
        raise MachineMayNot("nobody", "It is not said to whom a machine would speak.")
    if is_held:
        # What would be let go hours later answers nobody.
        raise MachineMayNot("held", "Sending is stopped here, and a machine waits for nothing.")
    # Two at once would each find that nothing was said yet.
    in_turn(f"machine:{account.pk}")
    spoke = Delivery.objects.filter(account=account, origin__in=ORIGINS)
    spoke = spoke.exclude(state__in=_NEVER_LEFT)
    if spoke.filter(created_at__gt=now - ONCE_IN, keys__overlap=people).exists():
        raise MachineMayNot("once", "They heard from a machine of ours within a day.")
    if spoke.filter(created_at__gt=now - timedelta(hours=1)).count() >= AT_MOST_AN_HOUR:
        raise MachineMayNot(
            "flood", f"A machine has spoken {AT_MOST_AN_HOUR} times within an hour here."
        )
