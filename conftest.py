"""Test plugins. The database is started by `-p tests.database` (pyproject.toml)."""

from __future__ import annotations

import os

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from tests.database import TEMPLATE

pytest_plugins = ["tests.cast", "tests.browser", "tests.emptying"]

# A machine under load is slow, not wrong: the time an example takes says nothing about the law it tries.
settings.register_profile("rapport", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rapport")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django's own, by which workers have databases of their own; and where those are copied from."""
    if "RAPPORT_TEST_DATABASE_URL" not in os.environ:
        connection.settings_dict["TEST"]["TEMPLATE"] = TEMPLATE
