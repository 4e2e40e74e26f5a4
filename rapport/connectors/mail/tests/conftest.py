"""The server in memory, and a connector that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from rapport.connectors.mail.connector import Mail
from rapport.connectors.mail.tests.far import FakeMailServer


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeMailServer]:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")
    with FakeMailServer() as server:
        yield server


@pytest.fixture
async def mail(far: FakeMailServer) -> AsyncIterator[Mail]:
    connector = Mail(far.access())
    yield connector
    await connector.aclose()
