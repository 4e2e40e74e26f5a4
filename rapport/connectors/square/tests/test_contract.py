"""The kit's tests, against the real square over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rapport.channels.contract import Connector
from rapport.channels.testing import ConnectorContract
from rapport.connectors.square.tests.far import Square
from rapport.plaza.tests.served import cleared, seeded, served


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as url:
        yield url


class TestSquareContract(ConnectorContract):
    package = "rapport.connectors.square"

    @pytest.fixture
    def far(self, db: None, address: str, tmp_path: Path) -> Iterator[Square]:
        square = Square(address, **seeded(tmp_path))
        yield square
        square.close()
        cleared()

    async def test_what_addresses_nobody_is_told_and_is_nobodys(
        self, far: Square, connector: Connector
    ) -> None:
        murmur = await far.public_says("Forty minutes at Kornby, no word from anybody.")
        ours = await far.brand_says("We are sorry.", reply_to=murmur)
        posts = await self.heard(far, connector, murmur, ours)
        assert [(post.own, post.to_us, post.echo_of) for post in posts] == [(False, False, "")] * 2

    async def test_a_past_is_what_was_written_between_two_moments(
        self, far: Square, connector: Connector
    ) -> None:
        key = await far.public_says("Said just now")
        now = datetime.now(UTC)
        page = await connector.past(now - timedelta(hours=1), now + timedelta(minutes=1), "")
        assert key in self.keys([page])
        assert (page.more, page.reached_at) == (False, now + timedelta(minutes=1))
        before = await connector.past(now - timedelta(hours=3), now - timedelta(hours=1), "")
        assert before.posts == ()

    async def test_a_stream_says_how_far_it_has_come(
        self, far: Square, connector: Connector
    ) -> None:
        begun = datetime.now(UTC)
        stream = connector.stream("")
        first = await self.next_page(stream)
        assert first.reached_at is not None
        assert first.reached_at >= begun
        key = await far.public_says("And on it goes")
        page = await self.page_with(stream, key)
        assert page.reached_at is not None
        assert page.reached_at >= first.reached_at
        await stream.aclose()  # type: ignore[attr-defined]

    async def test_a_thread_comes_whole_and_oldest_first(
        self, far: Square, connector: Connector
    ) -> None:
        root = await far.public_says("Is the 17:04 gone?")
        reply = await far.brand_says("It leaves at 17:12.", reply_to=root)
        assert [post.key for post in await connector.thread(reply)] == [root, reply]

    async def test_counts_are_told_and_what_is_gone_is_left_out(
        self, far: Square, connector: Connector
    ) -> None:
        key = await far.public_says("Is anybody counting?")
        assert await connector.counts([key, "never-was"]) == {key: {"likes": 0, "replies": 0}}

    async def test_a_profile_is_found_by_its_handle(
        self, far: Square, connector: Connector
    ) -> None:
        author = await connector.profile("@mia")
        assert (author.remote_id, author.name) == ("citizen-mia", "Mia Public")
