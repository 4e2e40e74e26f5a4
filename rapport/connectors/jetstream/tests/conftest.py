"""The server in memory, and a connector that listens to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from rapport.connectors.jetstream import stream
from rapport.connectors.jetstream.connector import Jetstream
from rapport.connectors.jetstream.tests.far import FakeJetstream
from rapport.connectors.jetstream.tests.reading import Listening


@pytest.fixture
async def far(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeJetstream]:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")
    monkeypatch.delenv("RAPPORT_JETSTREAM_DICTIONARY", raising=False)
    monkeypatch.setattr(stream, "LINGER_SECONDS", 0.02)
    async with FakeJetstream() as server:
        yield server


@pytest.fixture
async def jetstream(far: FakeJetstream) -> AsyncIterator[Jetstream]:
    connector = Listening(far.access())
    yield connector
    await connector.aclose()
