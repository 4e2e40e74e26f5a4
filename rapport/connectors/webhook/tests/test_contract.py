"""Webhooks keep the promises every connector makes."""

from __future__ import annotations

import pytest

from rapport.channels.testing import ConnectorContract
from rapport.connectors.webhook.tests.calls import Shop


class TestWebhookContract(ConnectorContract):
    package = "rapport.connectors.webhook"

    @pytest.fixture
    def far(self) -> Shop:
        return Shop()
