"""The hashtag timelines keep the promises every connector makes."""

from __future__ import annotations

from rapport.channels.testing import ConnectorContract


class TestHashtagsContract(ConnectorContract):
    package = "rapport.connectors.hashtags"
