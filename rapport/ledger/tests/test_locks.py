"""One holder of a name at a time, and the next one at once."""

from __future__ import annotations

import pytest

from rapport.ledger.locks import only_one


@pytest.mark.django_db(transaction=True)
async def test_a_name_has_one_holder_and_is_free_the_moment_it_is_let_go() -> None:
    for _ in range(50):
        async with only_one("drain:7") as mine, only_one("drain:7") as second:
            assert (mine, second) == (True, False)
        async with only_one("drain:8") as other:
            assert other


@pytest.mark.django_db(transaction=True)
async def test_a_holder_that_fails_lets_go() -> None:
    with pytest.raises(RuntimeError):
        async with only_one("drain:7"):
            raise RuntimeError("the network is gone")
    async with only_one("drain:7") as mine:
        assert mine
