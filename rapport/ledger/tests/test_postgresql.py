"""A process keeps to the connections it used last, and its prepared statements keep their plans."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from rapport.ledger.postgresql.base import DatabaseWrapper

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pooled() -> Iterator[DatabaseWrapper]:
    """Our database through a pool of its own, as a running installation has it."""
    options = {**connection.settings_dict["OPTIONS"], "pool": {"min_size": 1, "max_size": 4}}
    wrapper = DatabaseWrapper({**connection.settings_dict, "OPTIONS": options}, "pooled")
    wrapper._connection_pools = {}
    yield wrapper
    wrapper.close_pool()


def test_the_connection_that_came_back_last_goes_out_first(pooled: DatabaseWrapper) -> None:
    pool = pooled.pool
    assert pool is not None
    pool.open(wait=True)
    several = [pool.getconn() for _ in range(3)]
    for one in several:
        pool.putconn(one)
    again = [pool.getconn() for _ in range(2)]
    assert again == [several[2], several[1]]
    for one in again:
        pool.putconn(one)


def test_its_connections_plan_a_prepared_statement_once(pooled: DatabaseWrapper) -> None:
    with pooled.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        assert cursor.fetchone() == ("force_generic_plan",)
    pooled.close()


def test_a_connection_without_a_pool_keeps_its_plans_too() -> None:
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        assert cursor.fetchone() == ("force_generic_plan",)
    assert connection.pool is None
