"""The server is never asked until it refuses, and answers leave while collecting waits."""

from __future__ import annotations

import pytest

from rapport.channels.contract import OutboundPost
from rapport.channels.errors import RetryLater
from rapport.channels.rates import Rates, Spending
from rapport.connectors.mastodon.connector import Mastodon
from rapport.connectors.mastodon.manifest import MANIFEST
from rapport.connectors.mastodon.tests.far import FarMastodon


async def read_until_refused(mastodon: Mastodon) -> RetryLater:
    for _ in range(400):
        try:
            await mastodon.profile("mara")
        except RetryLater as refusal:
            return refusal
    raise AssertionError("It was asked 400 times within a limit of 300.")


async def test_reading_leaves_a_fifth_and_an_answer_still_goes(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    known: dict[str, Spending] = {}
    mastodon.rates = Rates(MANIFEST.endpoints, known=known)
    far.remaining = 66
    refusal = await read_until_refused(mastodon)
    assert far.remaining == 60
    assert refusal.after == pytest.approx(300, abs=2)
    with pytest.raises(RetryLater):
        await mastodon.fetch("")
    assert far.remaining == 60

    answering = Mastodon(far.access())
    answering.rates = Rates(MANIFEST.endpoints, known=known, answers=True)
    receipt = await answering.send(OutboundPost("It leaves at 18:40."), "k")
    await answering.aclose()
    assert receipt.key in {one["uri"] for one in far.of("brand")}


async def test_posts_and_questions_are_counted_apart(far: FarMastodon, mastodon: Mastodon) -> None:
    await mastodon.send(OutboundPost("First"), "k1")
    told = {slug: one.told for slug, one in mastodon.rates.known.items()}
    assert told.keys() == {"requests", "posts"}
    assert all(one is not None and one.limit == 300 for one in told.values())
