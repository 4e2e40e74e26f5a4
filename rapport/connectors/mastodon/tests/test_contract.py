"""Mastodon keeps the promises every connector makes."""

from __future__ import annotations

from rapport.channels.testing import ConnectorContract


class TestMastodonContract(ConnectorContract):
    package = "rapport.connectors.mastodon"
