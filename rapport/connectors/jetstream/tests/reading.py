"""How the tests read a stream, and the payloads as posts."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rapport.channels.contract import AccountAccess, InboundPost, Page
from rapport.channels.errors import NetworkError
from rapport.connectors.jetstream.connector import Jetstream
from rapport.connectors.jetstream.events import Happened, read_event
from rapport.connectors.jetstream.translate import author_of

PAYLOADS = Path(__file__).parent / "payloads"
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def payload(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))


def read(event: Any, *, now: datetime = NOW) -> Happened:
    return read_event(json.dumps(event).encode(), now=now, author=author_of)


def post(name: str) -> InboundPost:
    found = read(payload(name)).post
    assert found is not None
    return found


class Listening(Jetstream):
    """Ends its streams when it is closed, so that a test need not."""

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._streams: list[AsyncGenerator[Page, None]] = []

    def stream(self, cursor: str) -> AsyncIterator[Page]:
        stream: Any = super().stream(cursor)
        self._streams.append(stream)
        return stream  # type: ignore[no-any-return]

    async def aclose(self) -> None:
        for stream in self._streams:
            with contextlib.suppress(NetworkError):
                await stream.aclose()
        await super().aclose()


async def next_page(stream: AsyncIterator[Page]) -> Page:
    return await asyncio.wait_for(anext(stream), 10)


async def pages_until(stream: AsyncIterator[Page], key: str) -> list[Page]:
    pages = [await next_page(stream)]
    while key not in {post.key for post in pages[-1].posts}:
        pages.append(await next_page(stream))
    return pages
