"""A small world that lives now: an account on the network in memory, and Kajsa who complains."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from rapport.channels.testing import EchoNetwork
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Brand


@pytest.fixture
def echo() -> Iterator[EchoNetwork]:
    with EchoNetwork() as network:
        yield network


@pytest.fixture
def world(echo: EchoNetwork, brand: Brand) -> SmallWorld:
    small = SmallWorld(brand)
    small.now = timezone.now()
    return small


@pytest.fixture
def kajsa(world: SmallWorld) -> Conversation:
    world.says("Still no refund after five weeks. Where is it?", who="kajsa", key="k-1")
    return world.conversation("kajsa")
