"""Test plugins. The database is started by `-p tests.database` (pyproject.toml)."""

pytest_plugins = ["tests.cast", "tests.browser"]
