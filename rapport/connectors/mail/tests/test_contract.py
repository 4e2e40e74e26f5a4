"""Mail keeps the promises every connector makes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rapport.channels.contract import Connector, OutboundPost, Receipt
from rapport.channels.testing import ConnectorContract, NetworkUnderTest
from rapport.channels.testing.kit import aclose
from rapport.connectors.mail.connector import Mail
from rapport.connectors.mail.tests.far import FakeMailServer


class TestMailContract(ConnectorContract):
    package = "rapport.connectors.mail"

    @pytest.fixture
    def connector_class(self, far: FakeMailServer) -> type[Connector]:
        """Mail only answers. What the kit sends without a question answers one that came before."""

        class Answering(Mail):
            async def send(self, post: OutboundPost, key: str) -> Receipt:
                if not post.reply_to_key:
                    post = replace(post, reply_to_key=self.question)
                return await super().send(post, key)

            question = far.says("A question that came before.")

        return Answering

    async def test_a_deletion_over_there_is_told(
        self, far: NetworkUnderTest, connector: Connector
    ) -> None:
        """Of mail there is none: whoever files or deletes it in the mailbox is on our side."""
        stream = connector.stream("")
        await self.next_page(stream)
        key = await far.public_says("I am filed away")
        await self.page_with(stream, key)
        await far.public_deletes(key)
        later = await far.public_says("and the next one arrives")
        page = await self.page_with(stream, later)
        assert [post.key for post in page.posts] == [later]
        await aclose(stream)
