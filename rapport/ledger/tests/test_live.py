"""Notices reach every open stream of a process through one connection."""

from __future__ import annotations

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.db import connections, transaction

from rapport.ledger.actions import notify_browsers
from rapport.ledger.contract import Notice
from rapport.ledger.live import RESYNC, WAITING_LIMIT, Hub


@pytest.mark.django_db(transaction=True)
async def test_a_notice_reaches_all_streams_after_the_commit() -> None:
    hub = Hub()
    async with hub.subscribe() as one, hub.subscribe() as two:
        notice = await _until_heard(one, Notice("conversation", (3, 7), (4, 0)))
        assert notice == Notice("conversation", (3, 7), (4, 0))
        assert await asyncio.wait_for(two.get(), 20) == notice


@pytest.mark.django_db(transaction=True)
async def test_a_large_batch_comes_in_notices_postgresql_can_carry() -> None:
    hub = Hub()
    async with hub.subscribe() as stream:
        await _until_heard(stream, Notice("ready"))
        await sync_to_async(_tell)(Notice("conversation", tuple(range(1, 1001))))
        heard: list[int] = []
        while len(heard) < 1000:
            heard += (await asyncio.wait_for(stream.get(), 20)).ids
        assert heard == list(range(1, 1001))


async def test_a_stream_that_cannot_keep_up_is_told_to_look_again() -> None:
    hub = Hub()
    stream: asyncio.Queue[Notice] = asyncio.Queue(WAITING_LIMIT)
    hub._queues.add(stream)
    for number in range(WAITING_LIMIT + 1):
        hub.tell(Notice("conversation", (number,)))
    assert stream.get_nowait() == RESYNC
    assert stream.empty()


def _tell(notice: Notice) -> None:
    with transaction.atomic():
        notify_browsers(
            notice.kind, dict(zip(notice.ids, notice.versions or notice.ids, strict=True))
        )
    connections.close_all()


async def _until_heard(stream: asyncio.Queue[Notice], notice: Notice) -> Notice:
    """The hub connects in the background: say it until it is heard, and drain the repetitions."""
    for _ in range(100):
        await sync_to_async(_tell)(notice)
        try:
            heard = await asyncio.wait_for(stream.get(), 0.1)
        except TimeoutError:
            continue
        while True:
            try:
                await asyncio.wait_for(stream.get(), 0.2)
            except TimeoutError:
                return heard
    raise AssertionError("no notice came through")
