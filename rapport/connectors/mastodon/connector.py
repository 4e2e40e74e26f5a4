"""Mastodon for one account: the abilities the manifest declares, each in the steps it takes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import quote

from rapport.channels.contract import (
    AccountAccess,
    AccountInfo,
    Author,
    Complaint,
    Connector,
    InboundPost,
    OutboundPost,
    Page,
    Receipt,
)
from rapport.channels.errors import NotSupported, OutcomeUnknown, Refused, RetryLater
from rapport.connectors.mastodon.client import Client, Params
from rapport.connectors.mastodon.evidence import Evidence
from rapport.connectors.mastodon.faults import Missing
from rapport.connectors.mastodon.history import History
from rapport.connectors.mastodon.home import Home
from rapport.connectors.mastodon.manifest import MANIFEST
from rapport.connectors.mastodon.moderating import Moderating
from rapport.connectors.mastodon.reading import Reading
from rapport.connectors.mastodon.sending import Sending
from rapport.connectors.mastodon.stream import Stream
from rapport.connectors.mastodon.translate import account_info, author
from rapport.kit.fediverse.statuses import Unreadable, full_handle, read_account


class Mastodon(Connector):
    manifest = MANIFEST

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._client = Client(
            account.settings.get("host", ""),
            account.secrets.get("access_token", ""),
            rates=lambda: self.rates,
        )
        self._home = Home(self._client)
        self._history = History(self._home)
        self._moderating = Moderating(self._home)
        self._sending = Sending(self._home, Evidence(lambda: self.sessions))

    async def aclose(self) -> None:
        await self._client.aclose()

    async def check(self) -> AccountInfo:
        return account_info(await self._home.sign_in())

    # Reading.

    async def stream(self, cursor: str) -> AsyncIterator[Page]:
        async with aclosing(Stream(self._home, self._history).pages(cursor)) as pages:
            async for page in pages:
                yield page

    async def fetch(self, cursor: str) -> Page:
        return await self._history.page(cursor, now=_now())

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        return await self._history.past(since, until, cursor)

    async def thread(self, key: str) -> Sequence[InboundPost]:
        status = await self._home.status(key)
        item = await self._client.get(f"/api/v1/statuses/{quote(status.id, safe='')}")
        around = await self._client.get(f"/api/v1/statuses/{quote(status.id, safe='')}/context")
        items = [*_listed(around, "ancestors"), item, *_listed(around, "descendants")]
        read = await Reading(self._home).statuses(items)
        return sorted(read.posts.values(), key=lambda post: (post.created_at or _now(), post.key))

    async def profile(self, handle: str) -> Author:
        domain = (await self._home.rules()).domain
        acct = full_handle(handle, domain=domain)
        try:
            item = await self._client.get("/api/v1/accounts/lookup", {"acct": acct})
        except Missing:
            item = await self._found_afar(acct)
        try:
            return author(read_account(item, domain=domain))
        except Unreadable as error:
            raise RetryLater(f"The server's answer cannot be read: {error}.") from error

    async def private_door(self, handle: str) -> Literal["direct", "invite", "none"]:
        """Everybody may be mentioned alone; whether they hear strangers is their own setting, told to nobody."""
        return "direct"

    # Writing.

    async def send(self, post: OutboundPost, key: str) -> Receipt:
        return await self._sending.send(post, key, now=_now())

    async def find(self, key: str) -> Receipt | None:
        return await self._sending.find(key)

    async def remove(self, key: str) -> None:
        us = await self._home.us()
        status_id = self._home.known.id_of(key)
        # Before 4.2 servers do not tell an actor's URI; then a status of that server must do.
        ours = f"{us.uri}/statuses/" if "/@" not in us.uri else f"{self._client.host}/"
        if not status_id or not key.startswith(ours):
            raise Refused("Only posts of our own can be deleted.")
        try:
            await self._client.change("DELETE", f"/api/v1/statuses/{quote(status_id, safe='')}")
        except Missing:
            return
        except OutcomeUnknown as error:
            raise RetryLater("The server did not answer; deleting twice does no harm.") from error

    async def react(self, key: str, kind: Literal["like"], idempotency_key: str) -> Receipt:
        """The server keeps one favourite a person and status, so it needs no key of its own."""
        if kind != "like":
            raise NotSupported(f"Mastodon has no “{kind}”.")
        status = await self._home.status(key)
        try:
            await self._client.change(
                "POST", f"/api/v1/statuses/{quote(status.id, safe='')}/favourite"
            )
        except OutcomeUnknown as error:
            raise RetryLater("The server did not answer; liking twice does no harm.") from error
        return Receipt(key=f"{key}#like", url=status.url)

    # Moderation.

    async def mute(self, author_id: str) -> None:
        await self._moderating.mute(author_id)

    async def unmute(self, author_id: str) -> None:
        await self._moderating.unmute(author_id)

    async def block(self, author_id: str) -> None:
        await self._moderating.block(author_id)

    async def unblock(self, author_id: str) -> None:
        await self._moderating.unblock(author_id)

    async def report(self, complaint: Complaint) -> None:
        await self._moderating.report(complaint)

    async def _found_afar(self, acct: str) -> Any:
        """Somebody our server has not met yet, looked up at theirs."""
        params: Params = {"q": f"@{acct}", "type": "accounts", "resolve": "true", "limit": 1}
        found = _listed(await self._client.get("/api/v2/search", params), "accounts")
        if not found:
            raise Missing(f"Nobody on Mastodon is called @{acct}.")
        return found[0]


def _listed(answer: Any, name: str) -> list[Any]:
    items = answer.get(name) if isinstance(answer, dict) else None
    return items if isinstance(items, list) else []


def _now() -> datetime:
    return datetime.now(UTC)


CONNECTOR = Mastodon
