"""Test plugins. The database is started by `-p tests.database` (pyproject.toml)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.cast", "tests.browser"]

# A machine under load is slow, not wrong: the time an example takes says nothing about the law it tries.
settings.register_profile("rapport", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rapport")


@pytest.fixture(autouse=True)
def no_jobs_stay(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that commits, Django empties its own tables; those of jobs are not its own."""
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction")
    if commits or "transactional_db" in request.fixturenames:
        blocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
