"""For tests only: a network in memory whose failures can be scripted, and the kit every connector inherits."""

import pytest

# The kit's assertions should explain themselves as those of a test file do.
pytest.register_assert_rewrite("rapport.channels.testing.kit")

from rapport.channels.testing.echo import EchoNetwork  # noqa: E402
from rapport.channels.testing.echo_connector import EchoConnector  # noqa: E402
from rapport.channels.testing.far import PIXEL, Fault, NetworkUnderTest  # noqa: E402
from rapport.channels.testing.kit import ConnectorContract  # noqa: E402

__all__ = [
    "PIXEL",
    "ConnectorContract",
    "EchoConnector",
    "EchoNetwork",
    "Fault",
    "NetworkUnderTest",
]
