"""The alerts of one feed: told when new or changed, and over when the feed names them no more."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime

from rapport.channels.contract import AccountAccess, AccountInfo, Connector, InboundFact, Page
from rapport.channels.errors import Refused, RetryLater
from rapport.connectors.servicealerts.asking import ask
from rapport.connectors.servicealerts.manifest import MANIFEST
from rapport.connectors.servicealerts.translate import Alerts, NoFeed, alerts_of
from rapport.kit.addresses import nameable
from rapport.kit.http import Blocked, Fetched, check_address
from rapport.kit.waits import fresh_for

_LONGEST_FRESH_SECONDS = 3_600.0


@dataclass(slots=True)
class Kept:
    """The cursor. `told` holds the alerts that stand, by key, with a mark of what was said of them."""

    etag: str = ""
    modified: str = ""
    body: str = ""
    told: dict[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    @classmethod
    def from_cursor(cls, cursor: str) -> Kept:
        """A cursor that cannot be read is the beginning."""
        try:
            return cls(**json.loads(cursor or "{}"))
        except (ValueError, TypeError):
            return cls()

    def to_cursor(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    def conditions(self) -> dict[str, str]:
        said = {"if-none-match": self.etag, "if-modified-since": self.modified}
        return {name: value for name, value in said.items() if value}


class ServiceAlerts(Connector):
    manifest = MANIFEST
    clock: Callable[[], datetime] = staticmethod(lambda: datetime.now(UTC))

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._url = account.settings.get("address", "").strip()
        self._languages = account.settings.get("languages", "").replace(",", " ").lower().split()
        try:
            host, _ = check_address(self._url)
        except Blocked as error:
            raise Refused(str(error)) from error
        # A key in the address is for the asking only.
        self._name = nameable(self._url)
        self._host = host.removeprefix("www.")

    async def check(self) -> AccountInfo:
        answer = await ask(self._url, conditions={}, now=self.clock())
        try:
            alerts = await self._read(answer)
        except NoFeed as error:
            raise Refused(f"{self._name}: {error}") from error
        name = f"Service alerts of {self._host}, {len(alerts.facts)} now"
        remote_id = self._name if len(self._name) <= 450 else _mark(self._name)
        return AccountInfo(remote_id=remote_id, handle=self._host, name=name)

    async def fetch(self, cursor: str) -> Page:
        """The alerts that are new, changed or over. A feed that is no feed for once ends none of them."""
        kept, now = Kept.from_cursor(cursor), self.clock()
        answer = await ask(self._url, conditions=kept.conditions(), now=now)
        fresh = fresh_for(answer.headers, now=now)
        page = Page(ask_after=min(fresh, _LONGEST_FRESH_SECONDS) if fresh else None, reached_at=now)
        if answer.status != 304:
            kept.etag = answer.headers.get("etag", "")[:500]
            kept.modified = answer.headers.get("last-modified", "")[:100]
            digest = hashlib.blake2b(answer.body, digest_size=12).hexdigest()
            if digest != kept.body:
                page = self._told(page, await self._alerts(answer), kept)
                kept.body = digest
        return replace(page, cursor=kept.to_cursor())

    async def _alerts(self, answer: Fetched) -> Alerts:
        try:
            return await self._read(answer)
        except NoFeed as error:
            raise RetryLater(f"{self._name}: {error}", after=60.0) from error

    async def _read(self, answer: Fetched) -> Alerts:
        # A megabyte takes a tenth of a second, which the other accounts of this process need not wait for.
        return await asyncio.to_thread(
            alerts_of, answer.body, url=self._name, languages=self._languages
        )

    def _told(self, page: Page, alerts: Alerts, kept: Kept) -> Page:
        standing = {fact.key: fact for fact in alerts.facts if not fact.over}
        marks = {key: _mark(repr(fact)) for key, fact in standing.items()}
        ended = {fact.key for fact in alerts.facts if fact.over and fact.key in kept.told}
        if alerts.is_whole:
            ended |= kept.told.keys() - alerts.named
        news = [fact for key, fact in standing.items() if kept.told.get(key) != marks[key]]
        unread = {_mark(item.reason, item.raw): item for item in alerts.rejected}
        known, kept.unread = set(kept.unread), list(unread)[:500]
        still = {key: mark for key, mark in kept.told.items() if key not in ended}
        kept.told = {**still, **marks}
        return replace(
            page,
            facts=(*news, *(InboundFact(key, over=True) for key in sorted(ended))),
            rejected=tuple(item for mark, item in unread.items() if mark not in known),
            reached_at=min(alerts.at, self.clock()) if alerts.at else page.reached_at,
        )


def _mark(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()


CONNECTOR = ServiceAlerts
