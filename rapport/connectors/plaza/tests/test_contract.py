"""The kit's tests, against the real square over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rapport.channels.testing import ConnectorContract
from rapport.connectors.plaza.tests.far import Square, cleared, seeded, served


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
