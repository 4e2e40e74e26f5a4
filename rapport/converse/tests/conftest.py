"""The example network, and a small world on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rapport.channels.testing import EchoNetwork
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Brand
from rapport.workspace.testing import NOON


@pytest.fixture
def echo() -> Iterator[EchoNetwork]:
    with EchoNetwork(starts_at=NOON) as network:
        yield network


@pytest.fixture
def world(brand: Brand, echo: EchoNetwork) -> SmallWorld:
    return SmallWorld(brand)
