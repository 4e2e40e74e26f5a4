"""What we sent comes back to us: known for ours, and proof that it stands, even before the receipt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync

from rapport.channels.actions import deliver, keep_account
from rapport.channels.contract import AccountInfo, OutboundOrder
from rapport.channels.delivering import drain
from rapport.channels.models import Account, Delivery
from rapport.channels.testing import EchoNetwork
from rapport.listen.actions import receive
from rapport.listen.models import Message
from rapport.workspace.models import Brand
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[False, True], ids=["key carried back", "key foretold"])
def echo(request: pytest.FixtureRequest) -> Iterator[EchoNetwork]:
    with EchoNetwork(starts_at=NOON, foretells=request.param) as network:
        yield network


@pytest.fixture
def account(brand: Brand, echo: EchoNetwork) -> Account:
    us = echo.access()
    info = AccountInfo(remote_id=us.remote_id, handle=us.handle)
    return keep_account(
        brand, network="echo", info=info, settings={}, secrets=us.secrets, by=None, now=NOON
    )


def test_an_echo_before_the_receipt_settles_the_delivery(
    account: Account, echo: EchoNetwork
) -> None:
    order = OutboundOrder(
        account_id=account.pk, text="On its way.", origin="member", undo_seconds=0
    )
    delivery = deliver(order, now=NOON - timedelta(seconds=1))
    echo.lose_receipt()
    async_to_sync(drain)(account.pk)
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.UNKNOWN
    receive(account, echo.news_after(0), now=NOON)
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.SENT
    assert Message.objects.get().delivery == delivery
