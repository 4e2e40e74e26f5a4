"""The server on loopback, and a connector that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from rapport.connectors.mastodon.connector import Mastodon
from rapport.connectors.mastodon.tests.far import FarMastodon


@pytest.fixture
async def far(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FarMastodon]:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")
    async with FarMastodon() as server:
        yield server


@pytest.fixture
async def mastodon(far: FarMastodon) -> AsyncIterator[Mastodon]:
    connector = Mastodon(far.access())
    yield connector
    await connector.aclose()
