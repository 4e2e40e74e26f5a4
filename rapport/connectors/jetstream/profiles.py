"""Authors asked for one by one and fetched together: 25 names are one question."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping

from rapport.channels.contract import Author
from rapport.channels.errors import NetworkError, Refused
from rapport.connectors.jetstream.appview import BATCH, AppView

TOGETHER_SECONDS = 0.02
# A DID, or a handle (atproto.com/specs/handle).
_ACTOR = re.compile(
    r"did:[a-z]+:[a-zA-Z0-9._:%-]{1,250}|([a-zA-Z0-9-]{1,63}\.){1,10}[a-zA-Z0-9-]{1,63}"
)


class Profiles:
    def __init__(self, appview: AppView) -> None:
        self._appview = appview
        self._wanted: dict[str, asyncio.Future[Author]] = {}
        self._asking: set[asyncio.Task[None]] = set()
        self._unanswered: set[asyncio.Future[Author]] = set()

    async def named(self, actor: str) -> Author:
        """Who has that handle or DID. Raises Refused when nobody has, RetryLater when it cannot be asked."""
        if not _ACTOR.fullmatch(actor):
            # One of them would have the network refuse the other 24.
            raise Refused(f"“{actor[:200]}” is no handle on Bluesky.")
        if actor not in self._wanted:
            if not self._wanted:
                self._ask_soon()
            self._wanted[actor] = self._question()
        return await asyncio.shield(self._wanted[actor])

    async def aclose(self) -> None:
        for task in self._asking:
            task.cancel()
        await asyncio.gather(*self._asking, return_exceptions=True)
        for future in list(self._unanswered):
            future.cancel()

    def _question(self) -> asyncio.Future[Author]:
        future: asyncio.Future[Author] = asyncio.get_running_loop().create_future()
        self._unanswered.add(future)
        future.add_done_callback(self._unanswered.discard)
        # Whoever asked may be gone by the time of a refusal; it is not worth a warning then.
        future.add_done_callback(lambda answered: answered.cancelled() or answered.exception())
        return future

    def _ask_soon(self) -> None:
        task = asyncio.create_task(self._ask())
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _ask(self) -> None:
        await asyncio.sleep(TOGETHER_SECONDS)
        wanted, self._wanted = self._wanted, {}
        actors = list(wanted)
        for start in range(0, len(actors), BATCH):
            batch = {actor: wanted[actor] for actor in actors[start : start + BATCH]}
            await self._answer(batch)

    async def _answer(self, batch: Mapping[str, asyncio.Future[Author]]) -> None:
        failure: NetworkError | None = None
        found: Mapping[str, Author] = {}
        try:
            found = await self._appview.profiles(list(batch))
        except NetworkError as error:
            failure = error
        for actor, future in batch.items():
            if future.done():
                continue
            if actor in found:
                future.set_result(found[actor])
            else:
                future.set_exception(failure or Refused(f"Nobody on Bluesky is called {actor}."))
