"""A network that allows no more for now is no fault: reading waits, and goes on by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import ClassVar

import pytest
from asgiref.sync import async_to_sync
from django.utils import timezone

from rapport.channels.actions import keep_account
from rapport.channels.contract import Ability, AccountInfo, Connector, Manifest, Page
from rapport.channels.errors import AllowanceSpent
from rapport.channels.models import Account
from rapport.channels.registry import installed_for_test
from rapport.ledger.testing import facts
from rapport.listen import actions, auditing, collecting, reading_back
from rapport.listen.models import Backfill, DayAudit
from rapport.workspace.models import Brand

pytestmark = pytest.mark.django_db(transaction=True)


class Sparing(Connector):
    """Allows nothing so many times, then everything."""

    manifest = Manifest(
        slug="sparing", name="Sparing", abilities=frozenset({Ability.STREAM, Ability.PAST})
    )
    refusals: ClassVar[int] = 0
    heard: ClassVar[asyncio.Event]

    def _ask(self) -> None:
        if type(self).refusals:
            type(self).refusals -= 1
            raise AllowanceSpent("Spent for now.", after=40.0)

    async def stream(self, cursor: str) -> AsyncIterator[Page]:
        self._ask()
        yield Page(cursor="1")
        self.heard.set()
        await asyncio.Event().wait()

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        self._ask()
        return Page(reached_at=until)


@pytest.fixture
def network() -> Iterator[type[Sparing]]:
    bound = type("BoundSparing", (Sparing,), {"refusals": 7})
    with installed_for_test(bound):
        yield bound


@pytest.fixture
def account(network: type[Sparing], brand: Brand) -> Account:
    return keep_account(
        brand,
        network="sparing",
        info=AccountInfo(remote_id="sparing:us", handle="us"),
        settings={},
        secrets={},
        by=None,
        now=timezone.now() - timedelta(days=3),
    )


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What reading slept, without sleeping; whatever else runs in this process sleeps as ever."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    instead = SimpleNamespace(**(vars(asyncio) | {"sleep": sleep}))
    for module in (auditing, collecting, reading_back):
        monkeypatch.setattr(module, "asyncio", instead)
    return slept


def test_an_account_is_in_no_trouble_while_its_network_allows_no_more(
    account: Account, network: type[Sparing], slept: list[float]
) -> None:
    async def collect() -> None:
        network.heard = asyncio.Event()
        await asyncio.wait_for(collecting.Collector("test").run(network.heard), 20)

    async_to_sync(collect)()
    assert slept == [40.0] * 7
    assert facts("channels.account_state_changed") == []
    account.refresh_from_db()
    assert account.state == Account.State.ACTIVE


def test_a_past_waits_and_is_read_to_its_end(account: Account, slept: list[float]) -> None:
    now = timezone.now()
    since = now - timedelta(hours=2)
    begun = actions.begin_backfill(account, since=since, until=now, by=None, now=now)
    async_to_sync(reading_back.read_back)(begun.pk)
    assert slept == [40.0] * 7
    assert Backfill.objects.get().state == Backfill.State.DONE


def test_a_day_waits_and_is_counted(account: Account, slept: list[float]) -> None:
    now = timezone.now()
    actions.ask_audit(account, (now - timedelta(days=1)).date(), now=now)
    (audit_id,) = actions.take_audits([account.pk], now=now)
    async_to_sync(auditing.audit_day)(audit_id)
    assert slept == [40.0] * 7
    assert DayAudit.objects.get().state == DayAudit.State.DONE
