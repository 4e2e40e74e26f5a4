"""Every write of this room: connecting accounts, the door out, holds."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from asgiref.sync import async_to_sync
from django.contrib.postgres.expressions import ArraySubquery
from django.db import IntegrityError, transaction
from django.db.models import Exists, Q
from procrastinate.contrib.django import app

from rapport.channels.contract import AccountAccess, AccountInfo, OutboundOrder
from rapport.channels.doors import private_door as private_door
from rapport.channels.errors import AccountReadOnly, AlreadyConnected
from rapport.channels.events import (
    AccountConnected,
    AccountStateChanged,
    DeliverySent,
    DeliveryStopped,
    HoldLifted,
    HoldPlaced,
)
from rapport.channels.machines import ORIGINS, demand_machine_may
from rapport.channels.models import Account, Delivery, Hold
from rapport.channels.queries import covering, hold_over, standing_holds
from rapport.channels.registry import connector_for, is_a_place
from rapport.channels.settling import requeue, stop
from rapport.channels.undelivered import give_up as give_up
from rapport.channels.undelivered import take_up_again as take_up_again
from rapport.channels.undelivered import try_again as try_again
from rapport.kit.secrets import seal
from rapport.ledger.actions import notify_browsers, publish
from rapport.ledger.prepared import Prepared, first
from rapport.ledger.writing import insert
from rapport.people.actions import meet
from rapport.people.contract import SeenAuthor
from rapport.workspace.models import Brand, Member, Organisation
from rapport.workspace.queries import is_read_only


def connect(
    brand: Brand,
    *,
    network: str,
    settings: Mapping[str, str],
    secrets: Mapping[str, str],
    by: Member | None,
    now: datetime,
) -> Account:
    """Sign in to a network and keep the account. Call outside a transaction: it talks to the network.

    Raises SignInAgain, Refused, RetryLater (nothing is kept then) and AlreadyConnected.
    """
    access = AccountAccess(
        id=0,
        network=network,
        handle="",
        remote_id="",
        settings=dict(settings),
        secrets=dict(secrets),
    )
    info = async_to_sync(_check)(access)
    try:
        return keep_account(
            brand, network=network, info=info, settings=settings, secrets=secrets, by=by, now=now
        )
    except IntegrityError:
        raise AlreadyConnected(
            f"{info.handle} is connected already. If it stopped, use “Sign in again” on its line."
        ) from None


@transaction.atomic
def keep_account(
    brand: Brand,
    *,
    network: str,
    info: AccountInfo,
    settings: Mapping[str, str],
    secrets: Mapping[str, str],
    by: Member | None,
    now: datetime,
    state: str = Account.State.ACTIVE,
    read_only: bool = False,
) -> Account:
    """Store an account that was checked (or needs no check, like a file)."""
    is_place = is_a_place(network)
    account = Account.objects.create(
        brand=brand,
        network=network,
        handle=info.handle,
        remote_id=info.remote_id,
        name=info.name,
        settings=dict(settings),
        secret=seal(dict(secrets)) if secrets else None,
        session=seal({"session": info.session}) if info.session else None,
        sign_in_ends_at=info.sign_in_ends_at,
        owner=by,
        state=state,
        state_since=now,
        read_only=read_only or is_place,
        is_place=is_place,
        rule=Account.Rule.LISTEN if is_place else Account.Rule.ANSWER,
        created_at=now,
    )
    if not is_place:
        meet([_ourselves(network, info)], now)
    publish(AccountConnected(account_id=account.pk, member_id=by.pk if by else None), now=now)
    notify_browsers("account", [account.pk])
    return account


def sign_in_again(account: Account, *, secrets: Mapping[str, str], now: datetime) -> None:
    """Check new secrets and go on: listening resumes and what was held for the sign-in leaves."""
    access = AccountAccess(
        id=account.pk,
        network=account.network,
        handle=account.handle,
        remote_id=account.remote_id,
        settings=account.settings,
        secrets=dict(secrets),
    )
    info = async_to_sync(_check)(access)
    with transaction.atomic():
        account.secret = seal(dict(secrets))
        account.session = seal({"session": info.session}) if info.session else None
        account.sign_in_ends_at = info.sign_in_ends_at
        account.save(update_fields=["secret", "session", "sign_in_ends_at"])
        set_account_state(account, state=Account.State.ACTIVE, reason="", now=now)
        waiting = Delivery.objects.select_for_update().filter(
            account=account, state=Delivery.State.HELD, hold=None
        )
        for delivery in waiting:
            requeue(delivery, now=now)


@transaction.atomic
def set_account_state(account: Account, *, state: str, reason: str, now: datetime) -> None:
    """Note how an account fares; announced only when it changes."""
    if account.state == state and account.state_reason == reason[:500]:
        return
    changed = account.state != state
    account.state, account.state_reason = state, reason[:500]
    if changed:
        account.state_since = now
    account.save(update_fields=["state", "state_reason", "state_since"])
    if changed:
        publish(AccountStateChanged(account_id=account.pk, state=state), now=now)
    notify_browsers("account", [account.pk])


def save_cursor(
    account_id: int, *, cursor: str, now: datetime, reached_at: datetime | None = None
) -> None:
    """Where listening goes on after a restart; call in the transaction that stored the posts."""
    reached = {"reached_at": reached_at} if reached_at else {}
    Account.objects.filter(pk=account_id).update(cursor=cursor, cursor_at=now, **reached)


def note_polled(account_id: int, *, seconds: float, now: datetime) -> None:
    """A place was asked, and is asked again after so many seconds."""
    Account.objects.filter(pk=account_id).update(poll_seconds=seconds, polled_at=now)


@transaction.atomic
def change_touchpoint(account: Account, *, owner: Member | None, rule: str, now: datetime) -> None:
    """Who looks after it, and what is to be done there."""
    account.owner, account.rule = owner, Account.Rule(rule)
    account.save(update_fields=["owner", "rule"])
    notify_browsers("account", [account.pk])


@transaction.atomic
def stop_listening(account: Account, *, now: datetime) -> None:
    """Read it no more; what was heard stays."""
    set_account_state(account, state=Account.State.OFF, reason="", now=now)


@transaction.atomic
def listen_again(account: Account, *, now: datetime) -> None:
    set_account_state(account, state=Account.State.ACTIVE, reason="", now=now)


def mark_backfilled(account_id: int, *, now: datetime) -> None:
    Account.objects.filter(pk=account_id).update(backfilled_at=now)


def set_read_only(account: Account, *, read_only: bool) -> None:
    account.read_only = read_only
    account.save(update_fields=["read_only"])
    notify_browsers("account", [account.pk])


_ACCOUNT = Prepared(
    lambda account: (
        Account.objects.filter(pk=account)
        .select_related("brand")
        .annotate(
            house_is_read_only=Exists(Organisation.objects.filter(read_only=True)),
            standing=ArraySubquery(standing_holds()),
        )
    ),
    account=int,
)


_NOT_LEFT = (Delivery.State.REVIEW, Delivery.State.QUEUED, Delivery.State.HELD)


def deliver(order: OutboundOrder, *, now: datetime) -> Delivery:
    """The one door out. Queues; the network is never called here.

    The delivery waits `undo_seconds`, or for approval, or is held at once with the reason of the hold that covers it.
    Raises AccountReadOnly where the workspace or the account may not send; MachineMayNot where no member ordered it.
    """
    account: Any = first(_ACCOUNT(account=order.account_id))
    if account is None:
        raise Account.DoesNotExist(f"There is no account {order.account_id}.")
    _demand_may_send(account, house_is_read_only=account.house_is_read_only)
    if order.origin not in ORIGINS:
        return _queue(order, account, now=now)
    with transaction.atomic():
        demand_machine_may(order, account, is_held=_hold_over(order, account) is not None, now=now)
        return _queue(order, account, now=now)


def _keys(order: OutboundOrder, account: Account) -> list[str]:
    return [f"account:{account.pk}", f"brand:{account.brand_id}", *order.keys]


def _hold_over(order: OutboundOrder, account: Any) -> Any:
    return covering(account.standing, _keys(order, account))


# What can be refused was refused before, so the caller's transaction needs no savepoint of its own.
@transaction.atomic(savepoint=False)
def _queue(order: OutboundOrder, account: Account, *, now: datetime) -> Delivery:
    hold = None if order.for_review else _hold_over(order, account)
    waits = Delivery.State.REVIEW if order.for_review else Delivery.State.QUEUED
    delivery = Delivery(
        account=account,
        kind=order.kind,
        origin=order.origin,
        member_id=order.member_id,
        text=order.text,
        reply_to_key=order.reply_to_key,
        root_key=order.root_key,
        scope=order.scope,
        category=order.category,
        asset_ids=list(order.asset_ids),
        keys=_keys(order, account),
        idempotency_key=uuid.uuid4(),
        state=Delivery.State.HELD if hold else waits,
        hold_id=hold["id"] if hold else None,
        reason=hold["reason"] if hold else "",
        due_at=now + timedelta(seconds=order.undo_seconds),
        created_at=now,
    )
    insert(delivery)
    if hold:
        publish(DeliveryStopped(delivery_id=delivery.pk, state=Delivery.State.HELD), now=now)
    elif order.undo_seconds <= 0 and not order.for_review:
        _wake(account.pk)
    notify_browsers("delivery", [delivery.pk])
    return delivery


def demand_may_send(account: Account) -> None:
    """Raises AccountReadOnly, with what to do, where sending is switched off."""
    _demand_may_send(account, house_is_read_only=is_read_only())


def _demand_may_send(account: Account, *, house_is_read_only: bool) -> None:
    if house_is_read_only:
        raise AccountReadOnly(
            "This workspace is read-only: it hears, and sends nothing. An owner can change it in Settings."
        )
    if account.read_only:
        raise AccountReadOnly(f"{account.handle} is read-only: nothing can be sent from it.")


@transaction.atomic
def undo(delivery_id: int, *, now: datetime) -> bool:
    """Take a delivery back before it leaves. False when it has left already."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    if delivery.state not in _NOT_LEFT or delivery.attempts:
        return False
    stop(delivery, state=Delivery.State.UNDONE, reason="", now=now)
    return True


@transaction.atomic
def release(delivery_id: int, *, now: datetime, text: str | None = None) -> bool:
    """Let go what waited for approval, in other words where `text` is given; False for what waits no more.

    It leaves after the undo time, unless a hold covers it by now.
    """
    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    if delivery.state != Delivery.State.REVIEW:
        return False
    if text is not None:
        delivery.text = text
        delivery.save(update_fields=["text"])
    delivery.hold = hold_over(delivery.keys)
    if delivery.hold is not None:
        stop(delivery, state=Delivery.State.HELD, reason=delivery.hold.reason, now=now)
    else:
        requeue(delivery, now=now)
    return True


@transaction.atomic
def send_now(delivery_id: int, *, now: datetime) -> None:
    """Do not wait for the end of the undo time."""
    if Delivery.objects.filter(pk=delivery_id, state=Delivery.State.QUEUED).update(due_at=now):
        _wake(Delivery.objects.values_list("account_id", flat=True).get(pk=delivery_id))


@transaction.atomic
def say_it_stands(delivery_id: int, *, now: datetime) -> bool:
    """A person looked: it stands on the network. Only for what no connector can look for; False for anything else."""
    delivery = _to_decide(delivery_id)
    if delivery is None:
        return False
    # When it left is not known to the second; the moment somebody saw it is.
    delivery.state, delivery.reason, delivery.sent_at = Delivery.State.SENT, "", now
    delivery.save(update_fields=["state", "reason", "sent_at"])
    publish(DeliverySent(delivery_id=delivery.pk), now=now)
    notify_browsers("delivery", [delivery.pk])
    return True


@transaction.atomic
def send_again(delivery_id: int, *, now: datetime) -> bool:
    """A person looked: it does not stand. It leaves once more after the undo time; False for anything else."""
    delivery = _to_decide(delivery_id)
    if delivery is None:
        return False
    delivery.attempts = 0
    delivery.save(update_fields=["attempts"])
    requeue(delivery, now=now)
    return True


def _to_decide(delivery_id: int) -> Delivery | None:
    found = Delivery.objects.select_for_update().filter(pk=delivery_id).first()
    return found if found is not None and found.waits_for_a_decision else None


@transaction.atomic
def hold(
    keys: Sequence[str],
    *,
    reason: str,
    by: Member | None,
    now: datetime,
    exempt_keys: Sequence[str] = (),
) -> Hold:
    """Stop what carries one of the keys, from now on and what is queued already."""
    placed = Hold.objects.create(
        keys=list(keys),
        exempt_keys=list(exempt_keys),
        reason=reason[:300],
        placed_by=by,
        placed_at=now,
    )
    queued = Delivery.objects.select_for_update().filter(
        state=Delivery.State.QUEUED, keys__overlap=list(keys)
    )
    for delivery in queued.exclude(keys__overlap=list(exempt_keys)) if exempt_keys else queued:
        delivery.hold = placed
        stop(delivery, state=Delivery.State.HELD, reason=placed.reason, now=now)
    publish(
        HoldPlaced(
            hold_id=placed.pk, account_ids=_accounts_in(keys), member_id=by.pk if by else None
        ),
        now=now,
    )
    notify_browsers("account", _accounts_in(keys))
    return placed


@transaction.atomic
def lift(placed: Hold, *, by: Member | None, now: datetime) -> int:
    """Let go again what this hold stopped and no other covers; returns how many are on their way.

    They wait the undo time once more, so that what is out of date by now can still be taken back.
    """
    placed.lifted_by, placed.lifted_at = by, now
    placed.save(update_fields=["lifted_by", "lifted_at"])
    released = 0
    for delivery in Delivery.objects.select_for_update().filter(
        hold=placed, state=Delivery.State.HELD
    ):
        other = hold_over(delivery.keys)
        if other is None:
            requeue(delivery, now=now)
            released += 1
        else:
            delivery.hold, delivery.reason = other, other.reason
            delivery.save(update_fields=["hold", "reason"])
    member_id = by.pk if by else None
    publish(
        HoldLifted(hold_id=placed.pk, account_ids=_accounts_in(placed.keys), member_id=member_id),
        now=now,
    )
    notify_browsers("account", _accounts_in(placed.keys))
    return released


def stop_sending(account: Account, *, reason: str, by: Member | None, now: datetime) -> Hold:
    """ "Stop sending": nothing leaves this account until somebody lets it."""
    return hold([f"account:{account.pk}"], reason=reason or "Sending is stopped.", by=by, now=now)


def _ourselves(network: str, info: AccountInfo) -> SeenAuthor:
    return SeenAuthor(
        network=network,
        remote_id=info.remote_id,
        name=info.handle,
        display_name=info.name,
        avatar_url=info.avatar_url,
        followers=info.followers,
        is_ours=True,
    )


def _wake(account_id: int) -> None:
    """Send without waiting for the next tick. By name, since the task's module calls this one."""
    app.configure_task("channels.drain_account", queue="out").defer(account_id=account_id)


def forget_deliveries(delivery_ids: Sequence[int], *, reply_to_keys: Sequence[str] = ()) -> int:
    """Empty deliveries of their words and of whom they answered: that person is being erased.

    What has not left is stopped. Rows stay, without text, so that counts stay true. Safe to repeat.
    """
    found = Delivery.objects.filter(
        Q(pk__in=list(delivery_ids)) | Q(reply_to_key__in=[key for key in reply_to_keys if key])
    )
    found.filter(state__in=_NOT_LEFT).update(state=Delivery.State.UNDONE)
    found.filter(state__in=[Delivery.State.SENDING, Delivery.State.UNKNOWN]).update(
        state=Delivery.State.REFUSED
    )
    ids = list(found.values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=ids).update(
        text="", reply_to_key="", root_key="", reason="The person was erased.", keys=[]
    )
    return len(ids)


def _accounts_in(keys: Sequence[str]) -> tuple[int, ...]:
    return tuple(int(key.partition(":")[2]) for key in keys if key.startswith("account:"))


async def _check(access: AccountAccess) -> AccountInfo:
    connector = connector_for(access)
    try:
        return await connector.check()
    finally:
        await connector.aclose()
