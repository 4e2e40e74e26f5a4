"""Some networks tell of people by number only: those whose words we keep are asked for by name, the rest never are."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from django.utils import timezone

from rapport.channels.contract import Ability, Author, Connector
from rapport.channels.errors import NetworkError
from rapport.channels.models import Account
from rapport.listen.actions import learn_names
from rapport.listen.queries import authors_without_names
from rapport.listen.threads_of_work import in_database

logger = logging.getLogger(__name__)

# Networks answer for so many at once (Bluesky's getProfiles: 25); more waits for the next round.
AT_ONCE = 25


class Naming:
    """Asks beside the reading, one round at a time; what cannot be had now is asked for with their next words."""

    def __init__(self, account: Account, connector: Connector) -> None:
        self._account, self._connector = account, connector
        self._can = Ability.PROFILE in connector.manifest.abilities
        self._waiting: list[int] = []
        self._task: asyncio.Task[None] | None = None

    def ask_for(self, message_ids: Sequence[int]) -> None:
        """Name the authors of these messages, soon."""
        if not self._can or not message_ids:
            return
        self._waiting += message_ids
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._ask())

    async def aclose(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _ask(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, []
            unknown = await in_database(authors_without_names, asked)
            for start in range(0, len(unknown), AT_ONCE):
                await self._name(unknown[start : start + AT_ONCE])

    async def _name(self, remote_ids: Sequence[str]) -> None:
        calls = (self._connector.profile(remote_id) for remote_id in remote_ids)
        told = await asyncio.gather(*calls, return_exceptions=True)
        for answer in told:
            if isinstance(answer, Exception) and not isinstance(answer, NetworkError):
                logger.error("Asking who wrote failed.", exc_info=answer)
        authors = [answer for answer in told if isinstance(answer, Author)]
        if authors:
            await in_database(_learn, self._account, authors)


def _learn(account: Account, authors: Sequence[Author]) -> None:
    learn_names(account, authors, now=timezone.now())
