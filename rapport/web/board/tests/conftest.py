"""A small world that lives now, and a broken lift in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from rapport.channels.testing import EchoNetwork
from rapport.converse.testing import SmallWorld
from rapport.listen import actions
from rapport.listen.contract import WrittenFact
from rapport.listen.models import BoardFact
from rapport.workspace.models import Brand, Member


@pytest.fixture
def world(brand: Brand) -> Iterator[SmallWorld]:
    with EchoNetwork():
        small = SmallWorld(brand)
        small.now = timezone.now()
        yield small


def in_three_hours() -> datetime:
    return timezone.now().replace(second=0, microsecond=0) + timedelta(hours=3)


@pytest.fixture
def lift(world: SmallWorld, alice: Member) -> BoardFact:
    written = WrittenFact(
        "Lift out of order",
        "Halden Central",
        cause="a broken door",
        ends_at=in_three_hours(),
        sayable=True,
    )
    return actions.write_fact(written, brand=world.account.brand, by=alice, now=world.now)
