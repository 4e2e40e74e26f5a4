from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rapport.plaza.world.generate import generate
from rapport.plaza.world.shapes import World

END = datetime(2026, 11, 19, 17, 58, tzinfo=UTC)


@pytest.fixture(scope="session")
def world() -> World:
    return generate(7, END)
