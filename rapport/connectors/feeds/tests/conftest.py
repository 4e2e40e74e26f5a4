"""A site on loopback; bodies are read in this process, but for the tests of `apart`, to save its start."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from rapport.channels.contract import AccountAccess
from rapport.connectors.feeds import connector as module
from rapport.connectors.feeds.connector import Feeds
from rapport.connectors.feeds.reading.body import read_body
from rapport.connectors.feeds.reading.document import Document
from rapport.connectors.feeds.tests.served import Site

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, **by: float) -> None:
        self.now += timedelta(**by)


class Readings:
    """How many bodies were read."""

    def __init__(self) -> None:
        self.count = 0

    async def __call__(self, body: bytes, *, content_type: str, url: str) -> Document:
        self.count += 1
        return read_body(body, content_type=content_type, url=url)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as served:
        yield served


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> Readings:
    counted = Readings()
    monkeypatch.setattr(module, "read_apart", counted)
    return counted


@pytest.fixture
def clock() -> Clock:
    return Clock()


def feeds_of(typed: str, clock: Clock | None = None) -> Feeds:
    access = AccountAccess(1, "feeds", "feeds", "", {"addresses": typed}, {})
    connector = Feeds(access)
    if clock is not None:
        connector.clock = clock
    return connector
