"""What the demo's team listens for on the square beyond its own account: a place, stored queries, and the last days.

Every step asks first whether it is done. Once all are, nothing is touched any more: a query somebody put away stays so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from asgiref.sync import async_to_sync, sync_to_async
from django.utils import timezone

from rapport.channels.actions import keep_account
from rapport.channels.connections import access_to
from rapport.channels.contract import AccountAccess, AccountInfo, Connector
from rapport.channels.models import Account
from rapport.channels.registry import connector_for
from rapport.listen.actions import (
    begin_backfill,
    finish_backfill,
    keep_list,
    keep_query,
    receive,
    receive_past,
)
from rapport.listen.models import Backfill, Query
from rapport.workspace import queries as workspace
from rapport.workspace.models import Brand, Member, Purpose

PLACE = "square"
# What is answered within a week is news; and this much is heard in about a second.
DAYS = 7


@dataclass(frozen=True, slots=True)
class _Wanted:
    name: str
    text: str
    brand: Brand
    topic: str = ""
    purpose: Purpose | None = None


def connect_place(brief: dict[str, Any], *, address: str, by: Member, now: datetime) -> Account:
    """The whole square, read with the key of the brand's account. `address` is where it is served for the moment."""
    kept = Account.objects.filter(network=PLACE).first()
    if kept is not None:
        return kept
    secrets = {"access_key": brief["access_key"]}
    access = AccountAccess(
        id=0, network=PLACE, handle="", remote_id="", settings={"url": address}, secrets=secrets
    )
    return keep_account(
        workspace.own_brands()[0],
        network=PLACE,
        info=async_to_sync(checked)(access),
        settings={},
        secrets=secrets,
        by=by,
        now=now,
    )


async def checked(access: AccountAccess) -> AccountInfo:
    """Raises what the connector's check raises."""
    connector = connector_for(access)
    try:
        return await connector.check()
    finally:
        await connector.aclose()


def keep_queries(brief: dict[str, Any], *, by: Member, now: datetime) -> None:
    """The queries a team would have, and the accounts its competitors speak with. Before history is heard."""
    for rival, handle in _rivals(brief):
        keep_list(handle, authors=[f"@{handle}"], sites=[], brand=rival, now=now)
    known = set(Query.objects.values_list("name", flat=True))
    for wanted in [*_about_us(brief), *_about_rivals(brief)]:
        if wanted.name not in known:
            keep_query(
                wanted.text,
                name=wanted.name,
                brand=wanted.brand,
                purpose=wanted.purpose,
                topic=wanted.topic,
                by=by,
                now=now,
            )


def hear_last_days(place: Account, *, address: str, by: Member, now: datetime) -> int:
    """What was said on the square lately and matches a query; returns how much was kept."""
    begun = Backfill.objects.filter(account=place).order_by("pk").first() or begin_backfill(
        place, since=now - timedelta(days=DAYS), until=now, by=by, now=now
    )
    access = replace(access_to(place), settings={"url": address})
    async_to_sync(_heard)(place, begun, connector_for(access))
    return Backfill.objects.values_list("kept", flat=True).get(pk=begun.pk)


async def _heard(place: Account, begun: Backfill, connector: Connector) -> None:
    """First where the stream stands, so that the collector goes on without a gap; then the past before it."""
    try:
        stream = connector.stream("")
        async for page in stream:
            await sync_to_async(receive)(place, page, now=timezone.now())
            break
        await stream.aclose()  # type: ignore[attr-defined]
        more = begun.state == Backfill.State.RUNNING
        while more:
            page = await connector.past(begun.since, begun.until, begun.cursor)
            await sync_to_async(receive_past)(begun, page, now=timezone.now())
            more = page.more
        await sync_to_async(finish_backfill)(begun.pk, now=timezone.now())
    finally:
        await connector.aclose()


def _about_us(brief: dict[str, Any]) -> Iterator[_Wanted]:
    ours = workspace.own_brands()[0]
    handle = brief["people"][brief["account"]]["handle"]
    purposes = list(workspace.purposes())
    yield _Wanted(
        f"{ours.name}, not to us",
        f'("{ours.name}" OR {handle} OR #{handle}) NOT @{handle}',
        ours,
    )
    yield _Wanted(
        "Stranded somewhere",
        '(stranded OR "left us standing" OR "last train" OR "no announcement" '
        f"OR (stuck OR cancelled) NEAR/10 (train OR bus OR get)) NOT @{handle}",
        ours,
        topic="Stranded",
        purpose=purposes[0] if purposes else None,
    )
    yield _Wanted(
        "Kind words about the crew",
        "(conductor OR driver OR crew) AND (thank* OR lovely OR patient OR waited OR cake OR bun OR best) "
        + " ".join([f"NOT @{handle}", *(f"NOT list:{rival}" for _, rival in _rivals(brief))]),
        ours,
        topic="Praise",
        purpose=purposes[2] if len(purposes) > 2 else None,
    )


def _about_rivals(brief: dict[str, Any]) -> Iterator[_Wanted]:
    for rival, handle in _rivals(brief):
        short = rival.name.split()[0]
        names = dict.fromkeys([f'"{rival.name}"' if " " in rival.name else rival.name, short])
        # Not the bare name: a query called like a handle would be meant wherever that handle is written.
        yield _Wanted(f"About {rival.name}", " OR ".join([*names, f"@{handle}"]), rival)


def _rivals(brief: dict[str, Any]) -> Iterator[tuple[Brand, str]]:
    by_name = {brand.name: brand for brand in workspace.competitors()}
    for slug in brief["competitors"]:
        told = brief["people"][slug]
        if told["name"] in by_name and told.get("handle"):
            yield by_name[told["name"]], told["handle"]
