"""The Plaza connector."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal

from rapport.channels.contract import (
    AccountAccess,
    AccountInfo,
    Author,
    Connector,
    InboundPost,
    OutboundPost,
    Page,
    Receipt,
)
from rapport.channels.errors import NotSupported, OutcomeUnknown, Refused, RetryLater
from rapport.connectors.plaza import translate
from rapport.connectors.plaza.client import Missing, PlazaClient
from rapport.connectors.plaza.manifest import MANIFEST
from rapport.kit.square import reading
from rapport.kit.square.addresses import part, square_address
from rapport.kit.text import grapheme_length

_PAGE = 500


class Plaza(Connector):
    """The cursor is the sequence of the last event read."""

    manifest = MANIFEST

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._client: PlazaClient | None = None
        self._us: tuple[str, str] | None = None

    async def aclose(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def check(self) -> AccountInfo:
        return translate.to_account(await self._get("whoami"))

    async def stream(self, cursor: str) -> AsyncIterator[Page]:
        remote_id, handle = await self._who_we_are()
        after = {"after": cursor} if cursor else {}
        reached: datetime | None = None
        async with aclosing(self._open().stream(about="me", **after)) as bodies:
            async for body in bodies:
                page = _page(body, remote_id, handle)
                times = [post.created_at for post in page.posts if post.created_at]
                reached = reading.reached(times, before=reached, now=datetime.now(UTC))
                yield replace(page, reached_at=reached)

    async def fetch(self, cursor: str) -> Page:
        remote_id, handle = await self._who_we_are()
        body = await self._get("posts", about="me", after=cursor or "0", limit=_PAGE)
        return _page(body, remote_id, handle)

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        remote_id, handle = await self._who_we_are()
        written = {"since": since.isoformat(), "until": until.isoformat()}
        body = await self._get("posts", about="me", after=cursor or "0", limit=_PAGE, **written)
        page = _page(body, remote_id, handle)
        # The total it tells is that of all times.
        return replace(page, total=None, reached_at=None if page.more else until)

    async def reread(self, raw: str, where: str) -> Page:
        remote_id, handle = self.account.remote_id, self.account.handle
        return translate.reread(raw, where, remote_id=remote_id, handle=handle)

    async def send(self, post: OutboundPost, key: str) -> Receipt:
        limit = MANIFEST.limits.text_length or 0
        if (length := grapheme_length(post.text)) > limit:
            raise Refused(f"Plaza takes at most {limit} characters; this text has {length}.")
        if post.images:
            raise Refused("Plaza takes no pictures.")
        if post.scope == "private":
            raise NotSupported("Plaza has no private messages.")
        answer = await self._change("POST", "posts", translate.from_post(post, key))
        try:
            return translate.to_receipt(answer)
        except translate.Unreadable as error:
            raise OutcomeUnknown(str(error)) from error

    async def find(self, key: str) -> Receipt | None:
        try:
            return translate.to_receipt(await self._get(f"posts/by-idempotency/{part(key)}"))
        except Missing:
            return None
        except translate.Unreadable as error:
            raise RetryLater(str(error)) from error

    async def thread(self, key: str) -> Sequence[InboundPost]:
        remote_id, handle = await self._who_we_are()
        body = await self._get(f"threads/{part(key)}")
        if isinstance(body, dict):
            body |= {"cursor": ""}
        return _page(body, remote_id, handle).posts

    async def profile(self, handle: str) -> Author:
        item = await self._get(f"citizens/{part(handle.lstrip('@'))}")
        try:
            return translate.to_author(item)
        except translate.Unreadable as error:
            raise RetryLater(str(error)) from error

    async def counts(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """Post by post: the square has no question for several."""
        remote_id, handle = await self._who_we_are()
        found: dict[str, Mapping[str, int]] = {}
        for key in keys:
            try:
                item = await self._get(f"posts/{part(key)}")
                post = translate.to_post(item, remote_id=remote_id, handle=handle)
            except Missing:
                continue
            except translate.Unreadable as error:
                raise RetryLater(str(error)) from error
            if not post.deleted:
                found[key] = post.counts
        return found

    async def remove(self, key: str) -> None:
        try:
            await self._change("DELETE", f"posts/{part(key)}")
        except Missing:
            return

    async def react(self, key: str, kind: Literal["like"], idempotency_key: str) -> Receipt:
        """The square keeps one like a person and post, so the like needs no key of its own."""
        if kind != "like":
            raise NotSupported(f"Plaza has no “{kind}”.")
        await self._change("POST", f"posts/{part(key)}/like")
        return Receipt(key=f"{key}/like")

    async def _who_we_are(self) -> tuple[str, str]:
        if self._us is None:
            if self.account.remote_id and self.account.handle:
                self._us = self.account.remote_id, self.account.handle
            else:
                info = await self.check()
                self._us = info.remote_id, info.handle
        return self._us

    def _open(self) -> PlazaClient:
        if self._client is None:
            try:
                address = square_address(self.account.settings.get("url", ""))
            except ValueError as error:
                raise Refused(str(error)) from error
            self._client = PlazaClient(address, self.account.secrets.get("access_key", ""))
        return self._client

    async def _get(self, path: str, **params: str | int) -> Any:
        return await self._open().get(path, **params)

    async def _change(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        return await self._open().change(method, path, body)


CONNECTOR = Plaza


def _page(body: Any, remote_id: str, handle: str) -> Page:
    try:
        return translate.to_page(body, remote_id=remote_id, handle=handle)
    except translate.Unreadable as error:
        raise RetryLater(str(error), after=5.0) from error
