"""Fixtures of the example network; a room's `tests/conftest.py` imports what it needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rapport.channels.testing.echo import EchoNetwork


@pytest.fixture
def echo() -> Iterator[EchoNetwork]:
    """A fresh network in memory, installed under the slug "echo" for one test."""
    with EchoNetwork() as network:
        yield network
