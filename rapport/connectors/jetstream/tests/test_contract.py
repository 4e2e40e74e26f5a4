"""Jetstream keeps the promises every connector makes."""

from __future__ import annotations

from rapport.channels.testing import ConnectorContract


class TestJetstreamContract(ConnectorContract):
    package = "rapport.connectors.jetstream"
