"""What this room announces."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.ledger.contract import fact


@fact("channels.account_connected", about={"account": "account_id"})
@dataclass(frozen=True, slots=True)
class AccountConnected:
    account_id: int
    member_id: int | None


@fact("channels.account_state_changed", about={"account": "account_id"})
@dataclass(frozen=True, slots=True)
class AccountStateChanged:
    account_id: int
    state: str


@fact("channels.delivery_sent")
@dataclass(frozen=True, slots=True)
class DeliverySent:
    """The network's receipt is here (or the post itself was heard)."""

    delivery_id: int


@fact("channels.delivery_stopped")
@dataclass(frozen=True, slots=True)
class DeliveryStopped:
    """It did not go out: held, refused or undone. `state` says which."""

    delivery_id: int
    state: str


@fact("channels.delivery_requeued")
@dataclass(frozen=True, slots=True)
class DeliveryRequeued:
    """One that was held, or waited for approval, is on its way."""

    delivery_id: int


@fact("channels.hold_placed", about={"account": "account_ids"})
@dataclass(frozen=True, slots=True)
class HoldPlaced:
    hold_id: int
    account_ids: tuple[int, ...]
    member_id: int | None


@fact("channels.hold_lifted", about={"account": "account_ids"})
@dataclass(frozen=True, slots=True)
class HoldLifted:
    hold_id: int
    account_ids: tuple[int, ...]
    member_id: int | None
