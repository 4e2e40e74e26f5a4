from __future__ import annotations

from collections.abc import Iterator

import pytest

from rapport.web.listening.tests.places_of_test import places


@pytest.fixture(autouse=True)
def _places() -> Iterator[None]:
    with places():
        yield
