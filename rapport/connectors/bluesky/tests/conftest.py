"""The server in memory, and a connector that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from rapport.connectors.bluesky import client
from rapport.connectors.bluesky.connector import Bluesky
from rapport.connectors.bluesky.tests.far import FakePDS


@pytest.fixture
async def far(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakePDS]:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")
    async with FakePDS() as pds:
        monkeypatch.setattr(
            client, "guarded_async_transport", lambda: httpx.MockTransport(pds.answer)
        )
        yield pds


@pytest.fixture
async def bluesky(far: FakePDS) -> AsyncIterator[Bluesky]:
    connector = Bluesky(far.access())
    yield connector
    await connector.aclose()
