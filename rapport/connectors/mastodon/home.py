"""The account's own server: who we are there, what it allows, and where a status stands by its URI."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from rapport.channels.errors import Refused, RetryLater
from rapport.connectors.mastodon.client import Client, Params
from rapport.connectors.mastodon.faults import Missing
from rapport.connectors.mastodon.known import Known
from rapport.connectors.mastodon.manifest import MANIFEST
from rapport.connectors.mastodon.translate import Us
from rapport.kit.fediverse.limits import server_address
from rapport.kit.fediverse.statuses import Account, Status, Unreadable, read_account, read_status

# GET /api/v1/statuses?id[]= takes 20 at once and stands since Mastodon 4.3.
TOGETHER = 20


@dataclass(frozen=True, slots=True)
class Rules:
    """What the server allows. `streaming` is where its stream is, as https."""

    domain: str
    longest_text: int
    most_images: int
    largest_image_bytes: int
    streaming: str


class Home:
    def __init__(self, client: Client) -> None:
        self.client = client
        self.known = Known(client.host)
        self._rules: Rules | None = None
        self._us: Us | None = None
        self._lists_by_id = True

    async def sign_in(self) -> Account:
        """Who the token belongs to. Raises SignInAgain."""
        item = await self.client.get("/api/v1/accounts/verify_credentials")
        domain = (await self.rules()).domain
        try:
            account = read_account(item, domain=domain)
        except Unreadable as error:
            raise RetryLater(f"The server does not say who we are: {error}.") from error
        self._us = Us(account.id, account.uri, account.handle, domain)
        return account

    async def us(self) -> Us:
        if self._us is None:
            await self.sign_in()
        assert self._us is not None
        return self._us

    async def rules(self) -> Rules:
        if self._rules is None:
            try:
                instance = await self.client.get("/api/v2/instance")
            except Missing:
                instance = await self.client.get("/api/v1/instance")  # before Mastodon 4.0
            self._rules = rules_of(instance, self.client.host)
        return self._rules

    async def status(self, uri: str) -> Status:
        """The status as the server shows it now. Raises Missing when it does not stand (any more)."""
        status_id = self.known.id_of(uri)
        return await self._by_id(status_id) if status_id else await self._resolved(uri)

    async def learn_uris(self, ids: Iterable[str]) -> None:
        """Ask for those statuses we know no URI of; afterwards `known` tells, of those that stand."""
        missing = sorted({one for one in ids if one and not self.known.uri_of(one)})
        while missing:
            some, missing = missing[:TOGETHER], missing[TOGETHER:]
            for item in await self._listed(some):
                try:
                    self.known.add([read_status(item, domain=(await self.rules()).domain)])
                except Unreadable:
                    continue

    async def _listed(self, ids: list[str]) -> list[Any]:
        if self._lists_by_id:
            try:
                answer = await self.client.get("/api/v1/statuses", {"id[]": ids})
                return answer if isinstance(answer, list) else []
            except Refused:
                self._lists_by_id = False  # an older server
        found = []
        for status_id in ids:
            try:
                found.append(await self.client.get(f"/api/v1/statuses/{status_id}"))
            except Refused:
                continue
        return found

    async def _by_id(self, status_id: str) -> Status:
        item = await self.client.get(f"/api/v1/statuses/{quote(status_id, safe='')}")
        return await self._read(item)

    async def _resolved(self, uri: str) -> Status:
        """A status of another server, fetched by ours where it does not have it yet."""
        params: Params = {"q": uri, "type": "statuses", "resolve": "true", "limit": 1}
        answer = await self.client.get("/api/v2/search", params)
        found = answer.get("statuses") if isinstance(answer, Mapping) else None
        for item in found if isinstance(found, list) else []:
            status = await self._read(item)
            if status.uri == uri:
                return status
        raise Missing("That post is gone from Mastodon, or this account may not see it.")

    async def _read(self, item: Any) -> Status:
        try:
            status = read_status(item, domain=(await self.rules()).domain)
        except Unreadable as error:
            raise RetryLater(f"The server's answer cannot be read: {error}.") from error
        self.known.add([status])
        return status


def rules_of(instance: Any, host: str) -> Rules:
    """Of GET /api/v2/instance (or v1); Mastodon's defaults where it does not say."""
    said = instance if isinstance(instance, Mapping) else {}
    name = urlsplit(host).netloc
    domain = said.get("domain") or said.get("uri")
    statuses = _part(said, "configuration", "statuses")
    media = _part(said, "configuration", "media_attachments")
    urls = _part(said, "configuration", "urls") or _part(said, "urls")
    return Rules(
        domain=domain
        if isinstance(domain, str) and 0 < len(domain) < 254 and "/" not in domain
        else name,
        longest_text=_count(statuses.get("max_characters"), MANIFEST.limits.text_length or 500),
        most_images=_count(statuses.get("max_media_attachments"), MANIFEST.limits.images),
        largest_image_bytes=_count(media.get("image_size_limit"), 16_777_216),
        streaming=_streaming(urls.get("streaming") or urls.get("streaming_api"), host),
    )


def _streaming(address: Any, host: str) -> str:
    """The stream's own host where there is one; wss and https are the same door. Never plain over the network."""
    if not isinstance(address, str):
        return host
    secure = address.replace("wss://", "https://", 1).replace("ws://", "http://", 1)
    try:
        return server_address(secure)
    except ValueError:
        return host


def _part(value: Any, *names: str) -> Mapping[str, Any]:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def _count(value: Any, otherwise: int) -> int:
    return value if type(value) is int and 0 < value < 2**31 else otherwise
