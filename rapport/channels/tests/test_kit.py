"""The example network in memory keeps the contract, and the kit notices a connector that does not."""

from __future__ import annotations

import asyncio

import pytest

from rapport.channels.contract import AccountAccess, Connector, OutboundPost, Receipt
from rapport.channels.errors import OutcomeUnknown, Refused, RetryLater, SignInAgain
from rapport.channels.registry import connector_for
from rapport.channels.testing import ConnectorContract, EchoConnector, EchoNetwork, Fault
from rapport.channels.testing.kit import PATIENCE_SECONDS


class EchoFar:
    """The echo network as the kit drives it."""

    beginning = "0"

    def __init__(self, echo: EchoNetwork) -> None:
        self.echo = echo

    def access(self) -> AccountAccess:
        return self.echo.access()

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        return self.echo.says(text, reply_to=reply_to)

    async def public_deletes(self, key: str) -> None:
        self.echo.deletes(key)

    async def hostile_items(self) -> int:
        self.echo.garbles()
        return 1

    async def standing(self) -> list[str]:
        return [post.key for post in self.echo.own_posts]

    def fail_next(self, fault: Fault) -> None:
        if fault is Fault.LOST_RECEIPT:
            self.echo.lose_receipt()
            return
        errors = {
            Fault.BUSY: RetryLater("busy", after=30),
            Fault.DOWN: RetryLater("down"),
            Fault.REFUSED: Refused("no"),
            Fault.SIGNED_OUT: SignInAgain("signed out"),
        }
        self.echo.fail_next(errors[fault])

    async def drop_stream(self) -> None:
        self.echo.drop_stream()


class TestEchoContract(ConnectorContract):
    package = "rapport.channels.testing"

    @pytest.fixture
    def far(self, echo: EchoNetwork) -> EchoFar:
        return EchoFar(echo)

    @pytest.fixture
    def connector_class(self, far: EchoFar) -> type[Connector]:
        return far.echo.connector_class

    def test_the_folder_holds_what_a_connector_must(self) -> None:
        """Echo lives in the kit and has no folder of its own."""


class Doubling(EchoConnector):
    """Ignores our key, as a careless connector would."""

    async def send(self, post: OutboundPost, key: str) -> Receipt:
        return await super().send(post, f"{key}-{len(self.network.sent)}")


async def test_the_kit_notices_a_connector_that_sends_twice(echo: EchoNetwork) -> None:
    connector = type("Bound", (Doubling,), {"network": echo})(echo.access())
    with pytest.raises(AssertionError):
        await ConnectorContract().test_sending_twice_with_one_key_leaves_one_post(
            EchoFar(echo), connector
        )


async def test_a_network_that_hangs_answers_when_it_resumes(echo: EchoNetwork) -> None:
    connector = connector_for(echo.access())
    echo.pause()
    sending = asyncio.create_task(connector.send(OutboundPost("On its way."), "delivery-1"))
    await asyncio.sleep(0)
    assert echo.texts == []
    echo.resume()
    await asyncio.wait_for(sending, PATIENCE_SECONDS)
    assert echo.texts == ["On its way."]


async def test_a_lost_receipt_leaves_the_post_standing(echo: EchoNetwork) -> None:
    connector = connector_for(echo.access())
    echo.lose_receipt()
    with pytest.raises(OutcomeUnknown):
        await connector.send(OutboundPost("On its way."), "delivery-1")
    assert echo.texts == ["On its way."]
    assert [sent.key for sent in echo.sent] == ["delivery-1"]
