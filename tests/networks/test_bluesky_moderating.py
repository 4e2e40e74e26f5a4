"""What is done against abuse, against a real Bluesky server; read back through its own API."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from rapport.channels.contract import OutboundPost
from rapport.channels.errors import Refused
from rapport.connectors.bluesky.connector import Bluesky
from rapport.connectors.bluesky.keys import BLOCK, THREADGATE
from tests.networks.bluesky.citizen import Citizen, Ref
from tests.networks.conftest import BlueskyNetwork

pytestmark = pytest.mark.networks


@pytest.fixture(autouse=True)
def _loopback_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")


@pytest.fixture
def brand(bluesky_network: BlueskyNetwork) -> Citizen:
    return bluesky_network.customer("brand", name="The Brand")


@pytest.fixture
def mara(bluesky_network: BlueskyNetwork) -> Citizen:
    return bluesky_network.customer("mara", name="Mara Lind")


@pytest.fixture
async def bluesky(bluesky_network: BlueskyNetwork, brand: Citizen) -> AsyncIterator[Bluesky]:
    connector = Bluesky(bluesky_network.access(brand))
    yield connector
    await connector.aclose()


async def test_replies_under_ours_are_hidden_and_shown_again(
    bluesky: Bluesky, brand: Citizen, mara: Citizen
) -> None:
    receipt = await bluesky.send(OutboundPost("We are open."), "delivery-1")
    [ours] = brand.records()
    root = Ref(ours["uri"], ours["cid"])
    first = mara.says("You idiots", reply_to=root)
    second = mara.says("Buy watches", reply_to=root)
    for reply in (first, first, second):
        await bluesky.hide(reply.uri, "abuse")
    [gate] = brand.records(THREADGATE)
    assert gate["value"]["post"] == receipt.key
    assert gate["value"]["hiddenReplies"] == [first.uri, second.uri]
    await bluesky.unhide(first.uri)
    mara.deletes(second)
    await bluesky.unhide(second.uri)
    [gate] = brand.records(THREADGATE)
    assert gate["value"]["hiddenReplies"] == [second.uri], "what is gone cannot be seen anyway"


async def test_nothing_is_hidden_in_a_thread_somebody_else_began(
    bluesky: Bluesky, mara: Citizen
) -> None:
    theirs = mara.says("Terrible service")
    with pytest.raises(Refused, match="post of our own"):
        await bluesky.hide(mara.says("Really", reply_to=theirs).uri, "abuse")


async def test_a_block_stands_once_and_is_taken_back(
    bluesky: Bluesky, brand: Citizen, mara: Citizen
) -> None:
    await bluesky.block(mara.did)
    await bluesky.block(mara.did)
    assert [record["value"]["subject"] for record in brand.records(BLOCK)] == [mara.did]
    await bluesky.unblock(mara.did)
    await bluesky.unblock(mara.did)
    assert brand.records(BLOCK) == []
