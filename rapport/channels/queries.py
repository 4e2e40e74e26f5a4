"""Every read of this room worth a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import JSONObject

from rapport.channels.contract import Ability
from rapport.channels.models import Account, Delivery, Hold, RateBudget
from rapport.channels.registry import installed
from rapport.channels.undelivered import put_aside as put_aside
from rapport.channels.undelivered import undelivered as undelivered
from rapport.ledger.prepared import Prepared


def active_holds() -> QuerySet[Hold]:
    return Hold.objects.filter(lifted_at=None).select_related("placed_by").order_by("-placed_at")


def hold_over(keys: Sequence[str]) -> Hold | None:
    """The latest hold that covers a delivery with these keys, if any."""
    standing: list[Hold] = _STANDING()
    told = [{"hold": one, "keys": one.keys, "exempt_keys": one.exempt_keys} for one in standing]
    found = covering(told, keys)
    return found["hold"] if found else None


def standing_holds() -> QuerySet[Hold, Any]:
    """What stands, the latest first, to be read beside something else; `covering` says which counts."""
    told = JSONObject(id="pk", keys="keys", exempt_keys="exempt_keys", reason="reason")
    return active_holds().values(json=told)


def covering(
    standing: Sequence[Mapping[str, Any]], keys: Sequence[str]
) -> Mapping[str, Any] | None:
    """As `hold_over`, among those that were read."""
    own = set(keys)
    return next(
        (one for one in standing if own & set(one["keys"]) and not own & set(one["exempt_keys"])),
        None,
    )


# Asked for every delivery; people place holds one by one, so there are few that stand.
_STANDING = Prepared(active_holds)


def reading_mailbox(*, account_id: int | None = None, brand_id: int | None = None) -> str:
    """An address of ours to which staff may answer by mail: that account's own, its brand's, any; "" for none."""
    boxes = Account.objects.filter(network="mail", state=Account.State.ACTIVE)
    found = [box for box in boxes.order_by("pk") if not box.settings.get("news_from")]
    found.sort(key=lambda box: (box.pk != account_id, box.brand_id != brand_id))
    return found[0].remote_id if found else ""


def account_hold(account: Account) -> Hold | None:
    """The "Stop sending" of this account, if it stands."""
    return (
        Hold.objects.filter(lifted_at=None, keys__contains=[f"account:{account.pk}"])
        .order_by("-placed_at")
        .first()
    )


def account_holds() -> dict[int, Hold]:
    """The same of all accounts, where it stands. One statement."""
    found: dict[int, Hold] = {}
    for hold in active_holds():
        for key in hold.keys:
            kind, _, number = key.partition(":")
            if kind == "account" and number.isdecimal():
                found.setdefault(int(number), hold)
    return found


def held_deliveries(hold: Hold) -> QuerySet[Delivery]:
    """What a hold stops, oldest first."""
    return (
        hold.deliveries.filter(state=Delivery.State.HELD)
        .select_related("account", "member")
        .order_by("created_at")
    )


def held_by(account: Account) -> QuerySet[Delivery]:
    """All that waits on this account, whatever holds it, oldest first."""
    return (
        Delivery.objects.filter(account=account, state=Delivery.State.HELD)
        .select_related("member")
        .order_by("created_at")
    )


def held_by_account() -> dict[int, list[Delivery]]:
    """The same of all accounts. One statement."""
    found: dict[int, list[Delivery]] = {}
    held = Delivery.objects.filter(state=Delivery.State.HELD).select_related("member")
    for delivery in held.order_by("created_at"):
        found.setdefault(delivery.account_id, []).append(delivery)
    return found


def accounts() -> QuerySet[Account]:
    """All accounts with how many deliveries each holds back."""
    held = Count("deliveries", filter=Q(deliveries__state=Delivery.State.HELD))
    return (
        Account.objects.select_related("brand", "owner")
        .annotate(held_count=held)
        .order_by("network", "handle")
    )


def rate_budgets(*, now: datetime) -> dict[int, list[RateBudget]]:
    """By account, what networks said is left of windows that are still open. One statement."""
    found: dict[int, list[RateBudget]] = {}
    for budget in RateBudget.objects.filter(resets_at__gt=now).order_by("account_id", "endpoint"):
        found.setdefault(budget.account_id, []).append(budget)
    return found


def account(account_id: int) -> Account | None:
    return Account.objects.select_related("brand", "owner").filter(pk=account_id).first()


def is_touchpoint(account: Account) -> bool:
    """Whether it is listened to: a past from a file, and what was switched off, are not."""
    return account.state != Account.State.OFF


def has_owner(account: Account) -> bool:
    """Somebody who left looks after nothing."""
    return account.owner is not None and account.owner.is_active


def accounts_with_work(*, now: datetime) -> list[int]:
    """Accounts with deliveries that are due, were left in the middle, or whose outcome is unknown."""
    states = [Delivery.State.QUEUED, Delivery.State.SENDING, Delivery.State.UNKNOWN]
    due = Delivery.objects.filter(state__in=states, due_at__lte=now)
    due = due.exclude(account__state=Account.State.SIGN_IN)
    return list(due.values_list("account_id", flat=True).distinct().order_by())


def accounts_in_trouble() -> QuerySet[Account]:
    return Account.objects.filter(state__in=[Account.State.FAULT, Account.State.SIGN_IN]).order_by(
        "pk"
    )


def sign_ins_ending(*, now: datetime) -> list[Account]:
    """Accounts that still listen and whose sign-in expires soon, or did; the first to end first."""
    ending = Account.objects.exclude(sign_in_ends_at=None).order_by("sign_in_ends_at")
    return [account for account in ending if account.sign_in_is_ending(now=now)]


def unread_accounts(*, now: datetime) -> QuerySet[Account]:
    """Accounts that should be listened to and that no collector holds at the moment."""
    readable = [m.slug for m in installed() if m.abilities & {Ability.STREAM, Ability.FETCH}]
    return Account.objects.filter(
        Q(lease_until=None) | Q(lease_until__lt=now),
        network__in=readable,
        state__in=[Account.State.ACTIVE, Account.State.FAULT],
    )
