"""Who stands behind a DID: handle, name, picture, followers; remembered for an hour, asked for in batches.

Asks an AppView where the server has one behind it (25 at a time), otherwise reads each author's own
repository. Whoever cannot be looked up keeps the DID for a handle until the next time.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from rapport.channels.contract import Author
from rapport.channels.errors import NetworkError, Refused
from rapport.connectors.bluesky.client import JSON, Client
from rapport.connectors.bluesky.keys import PROFILE
from rapport.connectors.bluesky.translate import author_from_records, author_from_view

BATCH = 25
AT_ONCE = 8
REMEMBERED = 20_000
FRESH_SECONDS = 3600.0
LOOK_UP_SECONDS = 3.0


class Authors:
    def __init__(self, client: Client, *, pictures: str) -> None:
        self._client = client
        self._pictures = pictures
        self._known: OrderedDict[str, tuple[float, Author]] = OrderedDict()
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def of(self, dids: Iterable[str]) -> Mapping[str, Author]:
        """One author for every DID. Never raises: names are not worth losing a post for."""
        wanted = list(dict.fromkeys(dids))
        unknown = [did for did in wanted if not self._is_fresh(did)]
        try:
            async with asyncio.timeout(LOOK_UP_SECONDS):
                await self._look_up(unknown)
        except (NetworkError, TimeoutError):
            pass  # those without an answer are looked up again with their next post
        return {did: self._remembered(did) for did in wanted}

    async def named(self, handle: str) -> Author:
        """Who has that handle. Raises Refused when nobody has, RetryLater when it cannot be asked."""
        did = handle if handle.startswith("did:") else await self.did_of(handle)
        if did is None:
            raise Refused(f"Nobody on Bluesky is called {handle}.")
        self._known.pop(did, None)
        await self._look_up([did])
        return self._remembered(did)

    async def did_of(self, handle: str) -> str | None:
        """The DID behind a handle; None when nobody has it."""
        try:
            answer = await self._client.query(
                "com.atproto.identity.resolveHandle", {"handle": handle.lstrip("@").lower()}
            )
        except Refused:
            return None
        did = answer.get("did")
        return did if isinstance(did, str) else None

    def remember(self, author: Author) -> None:
        self._known[author.remote_id] = (time.monotonic(), author)
        self._known.move_to_end(author.remote_id)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def renamed(self, did: str, handle: str) -> None:
        """The network said that somebody changed their handle."""
        if did in self._known:
            since, author = self._known[did]
            self._known[did] = (since, replace(author, handle=handle))

    def _is_fresh(self, did: str) -> bool:
        known = self._known.get(did)
        return known is not None and time.monotonic() - known[0] < FRESH_SECONDS

    def _remembered(self, did: str) -> Author:
        known = self._known.get(did)
        return known[1] if known else author_from_records(did, "", None, pictures=self._pictures)

    async def _look_up(self, dids: list[str]) -> None:
        for start in range(0, len(dids), BATCH):
            batch = dids[start : start + BATCH]
            views = await self._client.ask_appview("app.bsky.actor.getProfiles", {"actors": batch})
            if views is not None:
                self._remember_views(views)
            else:
                await asyncio.gather(*(self._read_repository(did) for did in batch))

    def _remember_views(self, answer: JSON) -> None:
        profiles = answer.get("profiles")
        for view in profiles if isinstance(profiles, list) else []:
            if isinstance(view, Mapping) and isinstance(view.get("did"), str):
                self.remember(author_from_view(view))

    async def _read_repository(self, did: str) -> None:
        async with self._at_once:
            try:
                described = await self._client.query("com.atproto.repo.describeRepo", {"repo": did})
            except Refused:
                return
            profile = await self._client.record(f"at://{did}/{PROFILE}/self")
        value = profile.get("value") if profile else None
        handle = described.get("handle")
        self.remember(author_from_records(did, handle, value, pictures=self._pictures))
