"""A line to the mailbox for calls from asyncio: one call at a time, each in a thread, opened anew after a fault."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from rapport.channels.errors import NetworkError
from rapport.connectors.mail.faults import FAILURES, as_network_error
from rapport.connectors.mail.folders import Folders
from rapport.connectors.mail.server import Servers

Answer = TypeVar("Answer")


class Line:
    """Raises only NetworkErrors."""

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        self._folders: Folders | None = None
        self._one_at_a_time = asyncio.Lock()

    @property
    def doing(self) -> str:
        return f"The IMAP server {self._servers.imap.name}"

    async def ask(self, question: Callable[[Folders], Answer], *, again: bool = False) -> Answer:
        """What `question` gives, run in a thread. `again` for questions that may be asked twice: a line that was
        idle may have died unseen, which shows only when it is used.
        """
        async with self._one_at_a_time:
            was_open = self._folders is not None
            try:
                return await self._run(question)
            except NetworkError:
                if not (again and was_open):
                    raise
            return await self._run(question)

    async def aclose(self) -> None:
        folders, self._folders = self._folders, None
        if folders is not None:
            await asyncio.to_thread(folders.close)

    async def _run(self, question: Callable[[Folders], Answer]) -> Answer:
        try:
            return await asyncio.to_thread(self._open_and_ask, question)
        except FAILURES as error:
            await self.aclose()
            raise as_network_error(error, doing=self.doing) from error
        except BaseException:
            # Cancelled or refused in the middle of a command: the next answer would belong to this one.
            await self.aclose()
            raise

    def _open_and_ask(self, question: Callable[[Folders], Answer]) -> Answer:
        if self._folders is None:
            self._folders = Folders.open(self._servers)
        return question(self._folders)
