"""Test plugins. The database is started by `-p tests.database` (pyproject.toml)."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.cast", "tests.browser"]

# A machine under load is slow, not wrong: the time an example takes says nothing about the law it tries.
settings.register_profile("rapport", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rapport")
