"""The kit's tests, against the real square over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.channels.contract import Connector
from rapport.channels.testing import ConnectorContract
from rapport.connectors.plaza.tests.far import Square
from rapport.plaza.tests.served import cleared, seeded, served


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as url:
        yield url


class TestPlazaContract(ConnectorContract):
    package = "rapport.connectors.plaza"

    @pytest.fixture
    def far(self, db: None, address: str, tmp_path: Path) -> Iterator[Square]:
        square = Square(address, **seeded(tmp_path))
        yield square
        square.close()
        cleared()

    async def test_counts_are_told_post_by_post_and_what_is_gone_is_left_out(
        self, far: Square, connector: Connector
    ) -> None:
        key = await far.public_says("Is anybody counting?")
        await connector.react(key, "like", "i")
        assert await connector.counts([key, "never-was"]) == {key: {"likes": 1, "replies": 0}}
