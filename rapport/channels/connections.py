"""Live connectors of this process, one an account, with the account's secrets opened in memory only."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.db import DatabaseError
from django.utils import timezone

from rapport.channels.contract import AccountAccess, Connector
from rapport.channels.models import Account, RateBudget
from rapport.channels.rates import Rates, Spending
from rapport.channels.registry import connector_for, manifest_for
from rapport.kit.allowances import Allowance
from rapport.kit.secrets import seal, unseal
from rapport.ledger.locks import free_connection, only_one

# What networks said is left, by account: every connector an account gets in this process knows it.
_KNOWN: dict[int, dict[str, Spending]] = {}


def access_to(account: Account, *, terms: tuple[str, ...] = ()) -> AccountAccess:
    """The account as its connector sees it; `terms` for places that must be asked for words."""
    return AccountAccess(
        id=account.pk,
        network=account.network,
        handle=account.handle,
        remote_id=account.remote_id,
        settings=account.settings,
        secrets=unseal(bytes(account.secret)) if account.secret else {},
        session=unseal(bytes(account.session)).get("session", "") if account.session else "",
        terms=terms,
    )


def open_connector(account_id: int, *, terms: tuple[str, ...] = ()) -> Connector:
    """A connector for the account; close it with `aclose`. Renewed sessions are kept sealed, before use."""
    return _opened(account_id, terms=terms, answers=False)


def open_for_answers(account_id: int) -> Connector:
    """The same for sending: it may also spend what collecting has to leave of the network's allowance."""
    return _opened(account_id, terms=(), answers=True)


def _opened(account_id: int, *, terms: tuple[str, ...], answers: bool) -> Connector:
    account = Account.objects.get(pk=account_id)
    manifest = manifest_for(account.network)
    return connector_for(
        access_to(account, terms=terms),
        sessions=SealedSession(account_id, account.network),
        rates=Rates(
            manifest.endpoints,
            known=_KNOWN.setdefault(account_id, {}),
            keep=KeptBudget(account_id),
            answers=answers,
        ),
    )


class KeptBudget:
    """Writes down what a network said is left. For the screens only: a fault of ours stops no request."""

    def __init__(self, account_id: int) -> None:
        self._account_id = account_id

    async def __call__(self, endpoint: str, told: Allowance) -> None:
        with contextlib.suppress(DatabaseError):
            await sync_to_async(self._keep)(endpoint, told)

    def _keep(self, endpoint: str, told: Allowance) -> None:
        row = RateBudget(
            account_id=self._account_id,
            endpoint=endpoint,
            left=told.left,
            limit=told.limit,
            resets_at=told.resets_at,
            told_at=timezone.now(),
        )
        try:
            RateBudget.objects.bulk_create(
                [row],
                update_conflicts=True,
                unique_fields=["account", "endpoint"],
                update_fields=["left", "limit", "resets_at", "told_at"],
            )
        finally:
            free_connection()


class SealedSession:
    """Keeps the rotating session of an account: renewed in one process at a time, sealed before it is used."""

    def __init__(self, account_id: int, network: str) -> None:
        self._account_id = account_id
        self._name = f"session:{network}:{account_id}"

    @contextlib.asynccontextmanager
    async def renewing(self) -> AsyncIterator[str]:
        """Wait for the account's renewal lock; yields the session as it is kept now."""
        while True:
            async with only_one(self._name) as mine:
                if mine:
                    yield await sync_to_async(self._kept)()
                    return
            await asyncio.sleep(0.2)

    async def save(self, session: str) -> None:
        """Kept when this returns: its predecessor may be dead from now on."""
        await sync_to_async(self._keep)(session)

    def _kept(self) -> str:
        sealed = Account.objects.values_list("session", flat=True).get(pk=self._account_id)
        return unseal(bytes(sealed)).get("session", "") if sealed else ""

    def _keep(self, session: str) -> None:
        Account.objects.filter(pk=self._account_id).update(session=seal({"session": session}))
