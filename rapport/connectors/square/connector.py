"""The whole square: the abilities the manifest declares."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rapport.channels.contract import (
    AccountAccess,
    AccountInfo,
    Author,
    Connector,
    InboundPost,
    Page,
)
from rapport.channels.errors import Refused, RetryLater
from rapport.connectors.square import translate
from rapport.connectors.square.client import Missing, SquareClient
from rapport.connectors.square.manifest import MANIFEST
from rapport.kit.square import reading
from rapport.kit.square.addresses import part, square_address

_PAGE = 500
# There is one square, whoever's key reads it.
_PLACE = AccountInfo(remote_id="square", handle="square", name=MANIFEST.name)


class WholeSquare(Connector):
    """The cursor is the sequence of the last event read."""

    manifest = MANIFEST

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._client: SquareClient | None = None

    async def aclose(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def check(self) -> AccountInfo:
        await self._get("whoami")
        return _PLACE

    async def stream(self, cursor: str) -> AsyncIterator[Page]:
        after = {"after": cursor} if cursor else {}
        reached: datetime | None = None
        async with aclosing(self._open().stream(**after)) as bodies:
            async for body in bodies:
                page = _page(body)
                times = [post.created_at for post in page.posts if post.created_at]
                reached = reading.reached(times, before=reached, now=datetime.now(UTC))
                yield replace(page, reached_at=reached)

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        written = {"since": since.isoformat(), "until": until.isoformat()}
        page = _page(await self._get("posts", after=cursor or "0", limit=_PAGE, **written))
        times = [post.created_at for post in page.posts if post.created_at]
        return replace(page, reached_at=max(times, default=None) if page.more else until)

    async def thread(self, key: str) -> Sequence[InboundPost]:
        body = await self._get(f"threads/{part(key)}")
        return _page(body | {"cursor": ""} if isinstance(body, dict) else body).posts

    async def profile(self, handle: str) -> Author:
        name = handle.strip().removeprefix("@")
        if not name:
            raise Refused("Nobody was named.")
        item = await self._get(f"citizens/{part(name)}")
        try:
            return translate.to_author(item)
        except translate.Unreadable as error:
            raise RetryLater(str(error)) from error

    async def counts(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Post by post: the square has no question for several."""
        found: dict[str, Mapping[str, int]] = {}
        for key in keys:
            try:
                post = translate.to_post(await self._get(f"posts/{part(key)}"))
            except Missing:
                continue
            except translate.Unreadable as error:
                raise RetryLater(str(error)) from error
            if not post.deleted:
                found[key] = post.counts
        return found

    def _open(self) -> SquareClient:
        if self._client is None:
            try:
                address = square_address(self.account.settings.get("url", ""))
            except ValueError as error:
                raise Refused(str(error)) from error
            self._client = SquareClient(address, self.account.secrets.get("access_key", ""))
        return self._client

    async def _get(self, path: str, **params: str | int) -> Any:
        return await self._open().get(path, **params)


CONNECTOR = WholeSquare


def _page(body: Any) -> Page:
    try:
        return translate.to_page(body)
    except translate.Unreadable as error:
        raise RetryLater(str(error), after=5.0) from error
