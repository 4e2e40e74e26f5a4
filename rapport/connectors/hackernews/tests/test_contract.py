"""Hacker News keeps the promises every connector makes."""

from __future__ import annotations

from rapport.channels.testing import ConnectorContract


class TestHackerNewsContract(ConnectorContract):
    package = "rapport.connectors.hackernews"
