"""A small world that lives now, in which Kajsa complains under a post of ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from rapport.channels.testing import EchoNetwork
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.listen.models import Message
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
    under_ours(world, "Still no refund after five weeks. Where is it?", who="kajsa")
    return world.conversation("kajsa")


def under_ours(world: SmallWorld, text: str, *, who: str) -> Message:
    root = world.ours("We are open.", under="").remote_key
    return world.says(text, who=who, under=root, root=root)
