"""The server on loopback, and a connector that reads it by its clock."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from rapport.connectors.hashtags import connector
from rapport.connectors.hashtags.connector import Hashtags
from rapport.connectors.hashtags.tests.far import FarHashtags


@pytest.fixture
async def far(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FarHashtags]:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")
    async with FarHashtags() as server:
        monkeypatch.setattr(connector, "_now", lambda: server.now)
        yield server


@pytest.fixture
async def place(far: FarHashtags) -> AsyncIterator[Hashtags]:
    place = Hashtags(far.access())
    yield place
    await place.aclose()
