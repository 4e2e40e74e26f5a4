"""Feeds keep the promises every connector makes."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

import pytest

from rapport.channels.contract import AccountAccess, RawRequest
from rapport.channels.testing import ConnectorContract, Fault
from rapport.connectors.feeds.tests.conftest import Readings
from rapport.connectors.feeds.tests.served import Site


class Blog:
    """An Atom feed that is written while it is read."""

    beginning = ""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._entries: list[str] = []
        self._publish()

    def access(self) -> AccountAccess:
        return AccountAccess(1, "feeds", "blog", "", {"addresses": self._site.url()}, {})

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        key = f"tag:blog.example,2026:{len(self._entries)}"
        thread = f'<threads:in-reply-to ref="{reply_to}"/>' if reply_to else ""
        self._entries.insert(
            0,
            f"<entry><id>{key}</id><updated>2026-03-02T08:00:00Z</updated>{thread}"
            f"<author><name>Mara</name></author><content>{escape(text)}</content></entry>",
        )
        self._publish()
        return key

    async def public_deletes(self, key: str) -> None:
        self._entries = [entry for entry in self._entries if f">{key}<" not in entry]
        self._publish()

    async def hostile_items(self) -> int:
        hostile = [
            "<entry></entry>",
            "<entry><id>",
            "<entry><title>&undefined; &#0; \x01",
            "<entry><id>"
            + "x" * 10_000
            + "</id><updated>soon</updated><link href='javascript:x'/></entry>",
            '<entry><id>k</id><content type="html">&lt;script>alert(1)&lt;/script></content></entry>',
            "<entry>" + "<b>" * 5_000,
        ]
        self._entries = [*hostile, *self._entries]
        self._publish()
        return len(hostile)

    async def standing(self) -> Sequence[str]:
        return []

    def fail_next(self, fault: Fault) -> None:
        raise AssertionError(f"nothing is sent that could meet “{fault}”")

    async def drop_stream(self) -> None:
        raise AssertionError("a feed has no stream")

    async def calls(self) -> Sequence[RawRequest]:
        return []

    def _publish(self) -> None:
        self._site.says(
            '<feed xmlns="http://www.w3.org/2005/Atom" '
            'xmlns:threads="http://purl.org/syndication/thread/1.0"><title>Blog</title>'
            f"{''.join(self._entries)}</feed>"
        )


class TestFeedsContract(ConnectorContract):
    package = "rapport.connectors.feeds"

    @pytest.fixture
    def far(self, site: Site, readings: Readings) -> Blog:
        return Blog(site)
