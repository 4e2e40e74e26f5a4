"""Notices reach every open stream of a process through one connection."""

from __future__ import annotations

import asyncio
import time

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from rapport.ledger import live
from rapport.ledger.actions import notify_browsers
from rapport.ledger.contract import Notice
from rapport.ledger.live import REMEMBERED, RESYNC, WAITING_LIMIT, Hub


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


async def test_what_was_told_too_long_ago_to_be_remembered_is_a_reason_to_look_again() -> None:
    hub = Hub()
    hub._complete_since = 0.0
    begun = time.time()
    for number in range(REMEMBERED):
        hub.tell(Notice("conversation", (number,)))
    assert len(hub._since(begun)) == REMEMBERED
    hub.tell(Notice("conversation", (REMEMBERED,)))
    assert hub._since(begun) == [RESYNC]


@pytest.mark.django_db(transaction=True)
async def test_listening_goes_on_between_one_page_and_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hub = Hub()
    async with hub.subscribe():
        pass
    begun = time.time()
    await sync_to_async(_tell)(Notice("conversation", (3,)))
    async with hub.subscribe(since=begun) as stream:
        assert (await asyncio.wait_for(stream.get(), 20)).ids == (3,)
    monkeypatch.setattr(live, "LINGER_SECONDS", 0.0)
    async with hub.subscribe():
        task = hub._task
    assert task is not None
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 20)


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


@pytest.mark.django_db(transaction=True)
def test_all_that_a_commit_tells_goes_in_one_statement() -> None:
    with CaptureQueriesContext(connection) as asked:
        with transaction.atomic():
            notify_browsers("delivery", [1])
            notify_browsers("conversation", {2: 3})
        told = [one["sql"] for one in asked.captured_queries if "pg_notify" in one["sql"]]
    assert len(told) == 1
    assert all(word in told[0] for word in ("delivery", "conversation"))


@pytest.mark.django_db(transaction=True)
def test_what_is_told_outside_of_a_transaction_goes_at_once() -> None:
    with CaptureQueriesContext(connection) as asked:
        notify_browsers("delivery", [1])
        notify_browsers("conversation", {2: 3})
    assert len([one for one in asked.captured_queries if "pg_notify" in one["sql"]]) == 2
