"""Questions, posts and sign-ins are counted apart, and what is spent is not asked for."""

from __future__ import annotations

import time

import pytest

from rapport.channels.contract import OutboundPost
from rapport.channels.errors import RetryLater
from rapport.channels.rates import Rates, Spending
from rapport.connectors.bluesky.connector import Bluesky
from rapport.connectors.bluesky.manifest import MANIFEST
from rapport.connectors.bluesky.tests.far import FakePDS


def allows(left: int, *, limit: int = 3000, seconds: int = 200) -> dict[str, str]:
    return {
        "ratelimit-limit": str(limit),
        "ratelimit-remaining": str(left),
        "ratelimit-reset": str(int(time.time()) + seconds),
        "ratelimit-policy": f"{limit};w=300",
    }


async def read_until_refused(bluesky: Bluesky, key: str) -> None:
    for _ in range(10):
        try:
            await bluesky.thread(key)
        except RetryLater:
            return
    raise AssertionError("Nothing was refused.")


async def test_collecting_stops_at_a_fifth_and_an_answer_still_goes(
    far: FakePDS, bluesky: Bluesky
) -> None:
    known: dict[str, Spending] = {}
    bluesky.rates = Rates(MANIFEST.endpoints, known=known)
    key = await far.public_says("Where is my parcel?")
    far.headers = allows(600)
    await read_until_refused(bluesky, key)
    asked = len(far.requests)
    with pytest.raises(RetryLater) as caught:
        await bluesky.thread(key)
    assert 190 < caught.value.after <= 200
    assert len(far.requests) == asked

    answering = Bluesky(far.access())
    answering.rates = Rates(MANIFEST.endpoints, known=known, answers=True)
    receipt = await answering.send(OutboundPost("It comes today.", reply_to_key=key), "k")
    await answering.aclose()
    assert receipt.key in await far.standing()


async def test_what_a_refusal_says_is_kept_too(far: FakePDS, bluesky: Bluesky) -> None:
    await bluesky.send(OutboundPost("First"), "k1")
    far.headers = allows(0, limit=5000)
    await bluesky.send(OutboundPost("The last that is allowed"), "k2")
    far.headers = {}
    asked = len(far.requests)
    with pytest.raises(RetryLater, match="posts and likes"):
        await bluesky.send(OutboundPost("One too many"), "k3")
    assert "com.atproto.repo.createRecord" not in far.requests[asked:]
    assert len(await far.standing()) == 2
