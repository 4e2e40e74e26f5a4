"""The search in memory, and a connector that asks it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from rapport.connectors.hackernews.tests.far import FakeSearch


@pytest.fixture
async def far(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeSearch]:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")
    async with FakeSearch() as search:
        yield search
