"""Sending what is due, once each: claim, send, receipt; or reconcile, or a reason.

One drain runs per account at a time, under an advisory lock that dies with its holder. So a delivery found
in the state "sending" by the holder of that lock was left by a process that is gone: its outcome is
unknown, and it is looked for by its idempotency key before anything is sent again.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from asgiref.sync import sync_to_async
from django.db import transaction
from django.utils import timezone

from rapport.channels import actions
from rapport.channels.connections import open_for_answers
from rapport.channels.contract import Ability, Complaint, Connector, OutboundPost, Receipt
from rapport.channels.errors import (
    AccountReadOnly,
    NotSupported,
    OutcomeUnknown,
    Refused,
    RetryLater,
    SignInAgain,
)
from rapport.channels.events import DeliverySent, DeliveryStopped
from rapport.channels.models import PARKED_FOR, Account, Delivery
from rapport.channels.pictures import outbound_images
from rapport.channels.queries import hold_over
from rapport.ledger.actions import notify_browsers, publish
from rapport.ledger.locks import free_connection, only_one

logger = logging.getLogger(__name__)

State = Delivery.State
ATTEMPTS_AT_MOST = 8
RECONCILE_AFTER_SECONDS = 3


async def drain(account_id: int) -> int:
    """Send everything of the account that is due; returns how many deliveries were handled.

    Safe to call at any time from anywhere: whoever comes second does nothing.
    """
    async with only_one(f"drain:{account_id}") as mine:
        if not mine:
            return 0
        connector = await sync_to_async(open_for_answers)(account_id)
        try:
            return await _drain(account_id, connector)
        finally:
            await connector.aclose()


async def _drain(account_id: int, connector: Connector) -> int:
    await sync_to_async(_note_abandoned)(account_id)
    handled = 0
    while delivery := await sync_to_async(_claim)(account_id, timezone.now()):
        handled += 1
        if delivery.state == State.UNKNOWN:
            await _reconcile(connector, delivery)
        else:
            await _send(connector, delivery)
    return handled


def _note_abandoned(account_id: int) -> None:
    try:
        left = Delivery.objects.filter(account_id=account_id, state=State.SENDING)
        left.update(
            state=State.UNKNOWN, reason="Interrupted while sending; looking whether it stands."
        )
    finally:
        free_connection()


@transaction.atomic
def _claim(account_id: int, now: datetime) -> Delivery | None:
    """The next due delivery, marked as being sent; held instead where a hold came in between."""
    due = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).select_related(
        "account"
    )
    due = due.filter(
        account_id=account_id, state__in=[State.QUEUED, State.UNKNOWN], due_at__lte=now
    )
    due = due.exclude(account__state=Account.State.SIGN_IN).order_by("due_at", "id")
    # One at a time: whatever may not leave is in another state afterwards, and found no more.
    while (delivery := due.first()) is not None:
        if delivery.state == State.UNKNOWN or _may_leave(delivery, now):
            if delivery.state == State.QUEUED:
                delivery.state = State.SENDING
            delivery.attempts += 1
            delivery.save(update_fields=["state", "attempts"])
            notify_browsers("delivery", [delivery.pk])
            return delivery
    return None


def _may_leave(delivery: Delivery, now: datetime) -> bool:
    try:
        actions.demand_may_send(delivery.account)
    except AccountReadOnly as error:
        _settle(delivery, State.REFUSED, reason=str(error), now=now)
        return False
    hold = hold_over(delivery.keys)
    if hold is not None:
        delivery.hold = hold
        _settle(delivery, State.HELD, reason=hold.reason, now=now)
        return False
    return True


def _may_still_leave(delivery_id: int, now: datetime) -> bool:
    """It does not stand: it goes past the door like any other, where a hold may have been placed since."""
    try:
        with transaction.atomic():
            held = Delivery.objects.select_for_update(of=("self",)).select_related("account")
            delivery = held.get(pk=delivery_id)
            if not _may_leave(delivery, now):
                return False
            delivery.state = State.SENDING
            delivery.save(update_fields=["state"])
            return True
    finally:
        free_connection()


async def _send(connector: Connector, delivery: Delivery) -> None:
    key = str(delivery.idempotency_key)
    try:
        if delivery.kind == Delivery.Kind.LIKE:
            receipt = await connector.react(delivery.reply_to_key, "like", key)
        elif delivery.kind != Delivery.Kind.POST:
            receipt = await _moderate(connector, delivery)
        else:
            await sync_to_async(_expect)(delivery.pk, connector.expected_key(key))
            receipt = await connector.send(await _outbound(delivery), key)
    except Exception as error:  # every kind is handled, and named, in one place
        await sync_to_async(_after_failure)(delivery.pk, error, timezone.now())
    else:
        await sync_to_async(settle_sent)(delivery.pk, receipt=receipt, now=timezone.now())


async def _moderate(connector: Connector, delivery: Delivery) -> Receipt:
    """An act that leaves no post of ours. What it says to somebody is said by the room that ordered it."""
    kinds, about = Delivery.Kind, delivery.reply_to_key
    match delivery.kind:
        case kinds.HIDE:
            await connector.hide(about, delivery.category)
        case kinds.UNHIDE:
            await connector.unhide(about)
        case kinds.MUTE:
            await connector.mute(about)
        case kinds.UNMUTE:
            await connector.unmute(about)
        case kinds.BLOCK:
            await connector.block(about)
        case kinds.UNBLOCK:
            await connector.unblock(about)
        case kinds.REPORT:
            await connector.report(_complaint(delivery))
        case _:
            raise Refused(f"Nobody knows how to do “{delivery.kind}”.")
    return Receipt(key="")


def _complaint(delivery: Delivery) -> Complaint:
    category = delivery.category if delivery.category in ("abuse", "spam", "private") else "abuse"
    return Complaint(
        post_key=delivery.reply_to_key,
        author_id=delivery.root_key,
        category=category,  # type: ignore[arg-type]
        reason=delivery.text,
    )


def _expect(delivery_id: int, remote_key: str) -> None:
    """Note the key the post will have, so that it is known for ours should we hear it before the receipt."""
    try:
        if remote_key:
            Delivery.objects.filter(pk=delivery_id).update(remote_key=remote_key)
    finally:
        free_connection()


async def _reconcile(connector: Connector, delivery: Delivery) -> None:
    """Look for it by its key: it stands, or it is sent again under the same key, or a person decides."""
    if delivery.kind not in (Delivery.Kind.POST, Delivery.Kind.REPORT):
        await _send(connector, delivery)  # repeating a like, or to hide or mute, changes nothing
        return
    if delivery.kind == Delivery.Kind.REPORT:
        await sync_to_async(_park)(delivery.pk, timezone.now())  # twice would be two reports
        return
    if Ability.FIND not in connector.manifest.abilities:
        await sync_to_async(_park)(delivery.pk, timezone.now())
        return
    try:
        receipt = await connector.find(str(delivery.idempotency_key))
    except Exception as error:
        await sync_to_async(_after_failure)(delivery.pk, error, timezone.now(), still_unknown=True)
        return
    if receipt is not None:
        await sync_to_async(settle_sent)(delivery.pk, receipt=receipt, now=timezone.now())
    elif await sync_to_async(_may_still_leave)(delivery.pk, timezone.now()):
        await _send(connector, delivery)


async def _outbound(delivery: Delivery) -> OutboundPost:
    images = await sync_to_async(outbound_images)(delivery.asset_ids) if delivery.asset_ids else ()
    return OutboundPost(
        text=delivery.text,
        reply_to_key=delivery.reply_to_key,
        root_key=delivery.root_key,
        images=tuple(images),
        scope="private" if delivery.scope == "private" else "public",
        automatic=delivery.origin in (Delivery.Origin.RULE, Delivery.Origin.AUTOMATIC),
    )


def settle_sent(delivery_id: int, *, receipt: Receipt, now: datetime) -> bool:
    """The receipt is here. False when that was known already. Also called when the post itself is heard."""
    try:
        with transaction.atomic():
            delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
            if delivery.state == State.SENT:
                return False
            delivery.remote_key, delivery.remote_url = receipt.key, receipt.url
            delivery.sent_at = receipt.at or now
            delivery.save(update_fields=["remote_key", "remote_url", "sent_at"])
            _settle(delivery, State.SENT, reason="", now=now)
            return True
    finally:
        free_connection()


def _after_failure(
    delivery_id: int, error: Exception, now: datetime, *, still_unknown: bool = False
) -> None:
    try:
        with transaction.atomic():
            delivery = (
                Delivery.objects.select_for_update(of=("self",))
                .select_related("account")
                .get(pk=delivery_id)
            )
            _judge(delivery, error, now, still_unknown=still_unknown)
    finally:
        free_connection()


def _judge(delivery: Delivery, error: Exception, now: datetime, *, still_unknown: bool) -> None:
    match error:
        case SignInAgain():
            reason = f"{delivery.account.handle} must sign in again; this waits for it."
            actions.set_account_state(
                delivery.account, state=Account.State.SIGN_IN, reason=str(error), now=now
            )
            # Whether it stands is looked for once somebody has signed in; let go from a hold it would be sent without a look.
            state = State.UNKNOWN if still_unknown else State.HELD
            _settle(delivery, state, reason=reason, now=now)
        case Refused() | NotSupported():
            _settle(delivery, State.REFUSED, reason=str(error), now=now)
        case RetryLater() if delivery.attempts < ATTEMPTS_AT_MOST:
            wait = max(error.after, 2.0 ** min(delivery.attempts, 6))
            delivery.due_at = now + timedelta(seconds=wait)
            state = State.UNKNOWN if still_unknown else State.QUEUED
            _settle(delivery, state, reason=f"{error} Trying again.", now=now)
        case RetryLater() if still_unknown:
            _park_for_a_person(delivery, now)
        case RetryLater():
            _settle(
                delivery,
                State.REFUSED,
                reason=f"{error} Gave up after {delivery.attempts} tries.",
                now=now,
            )
        case OutcomeUnknown():
            delivery.due_at = now + timedelta(seconds=RECONCILE_AFTER_SECONDS)
            _settle(delivery, State.UNKNOWN, reason=f"{error} Looking whether it stands.", now=now)
        case _:
            # A fault of ours or of a library: it may have been sent, so it counts as unknown.
            logger.exception("Delivery %s failed unexpectedly.", delivery.pk, exc_info=error)
            if delivery.attempts >= ATTEMPTS_AT_MOST:
                _park_for_a_person(delivery, now)
                return
            delivery.due_at = now + timedelta(seconds=2.0 ** min(delivery.attempts, 6))
            _settle(
                delivery,
                State.UNKNOWN,
                reason="Something failed on our side; looking whether it stands.",
                now=now,
            )


def _park(delivery_id: int, now: datetime) -> None:
    """No way to look: it stays unknown, and a person decides. Far enough away not to be claimed again."""
    with transaction.atomic():
        _park_for_a_person(Delivery.objects.select_for_update().get(pk=delivery_id), now)


def _park_for_a_person(delivery: Delivery, now: datetime) -> None:
    """It may stand: to call it refused would invite somebody to send it twice."""
    delivery.due_at = now + PARKED_FOR
    reason = "Look on the network whether it stands, then decide here."
    _settle(delivery, State.UNKNOWN, reason=reason, now=now)


def _settle(delivery: Delivery, state: str, *, reason: str, now: datetime) -> None:
    delivery.state, delivery.reason = state, reason[:500]
    delivery.save(update_fields=["state", "reason", "due_at", "hold"])
    if state == State.SENT:
        publish(DeliverySent(delivery_id=delivery.pk), now=now)
    elif state in (State.HELD, State.REFUSED):
        publish(DeliveryStopped(delivery_id=delivery.pk, state=state), now=now)
    notify_browsers("delivery", [delivery.pk])
