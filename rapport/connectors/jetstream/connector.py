"""All of Bluesky: the abilities the manifest declares, each in the steps it takes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime

from rapport.channels.contract import (
    AccountAccess,
    AccountInfo,
    Author,
    Connector,
    InboundPost,
    Page,
)
from rapport.channels.errors import Refused
from rapport.connectors.jetstream.appview import AppView
from rapport.connectors.jetstream.frames import operators_dictionary
from rapport.connectors.jetstream.hosts import hosts_in
from rapport.connectors.jetstream.line import listening
from rapport.connectors.jetstream.manifest import MANIFEST, PUBLIC_APPVIEW, PUBLIC_HOSTS
from rapport.connectors.jetstream.names import Names
from rapport.connectors.jetstream.profiles import Profiles
from rapport.connectors.jetstream.replay import Replay
from rapport.connectors.jetstream.stream import now, pages


class Jetstream(Connector):
    manifest = MANIFEST

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._hosts = hosts_in(account.settings.get("hosts") or " ".join(PUBLIC_HOSTS))
        self._appview = AppView(
            account.settings.get("appview") or PUBLIC_APPVIEW, rates=lambda: self.rates
        )
        self._names = Names()
        self._profiles = Profiles(self._appview)
        self._replay = Replay(self._hosts, names=self._names)

    async def aclose(self) -> None:
        await self._replay.aclose()
        await self._profiles.aclose()

    async def check(self) -> AccountInfo:
        """Whether any of the servers can be heard. The place is always the same one: there is one Bluesky."""
        async with listening(self._hosts, after=None, packed=bool(operators_dictionary())):
            return AccountInfo(remote_id="jetstream", handle="bluesky", name="All of Bluesky")

    async def stream(self, cursor: str) -> AsyncIterator[Page]:
        async with aclosing(pages(self._hosts, cursor, names=self._names)) as found:
            async for page in found:
                yield page

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        return await self._replay.page(since, until, cursor)

    async def thread(self, key: str) -> Sequence[InboundPost]:
        posts = await self._appview.thread(key, now=now())
        for post in posts:
            if post.author:
                self._names.remember(post.author)
        return posts

    async def profile(self, handle: str) -> Author:
        """Who stands behind a handle or a DID. Asked for together, 25 are one question to the network."""
        actor = handle.strip().removeprefix("@")
        if not actor:
            raise Refused("Nobody was named.")
        author = await self._profiles.named(actor)
        self._names.remember(author)
        return author

    async def counts(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        return await self._appview.counts(keys)


CONNECTOR = Jetstream
