"""A file as an account one can fetch from."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from rapport.channels.contract import AccountAccess, AccountInfo, Connector, Page
from rapport.channels.errors import Refused
from rapport.connectors.file.errors import UnreadableFile
from rapport.connectors.file.manifest import MANIFEST
from rapport.connectors.file.reading import Place, look, read_page
from rapport.connectors.file.replay import Replay
from rapport.connectors.file.times import zone
from rapport.connectors.file.translate import Scope


class File(Connector):
    """Reads one file. `account.settings`, given by the import and by no form:

    `path` of the file; `speed`, times real time ("" = as fast as it can be read); `ours`, names of the
    authors that are us, one a line (the account's own handle is one of them); `timezone` of times that name none.
    """

    manifest = MANIFEST

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._replay: Replay | None = None

    async def check(self) -> AccountInfo:
        try:
            self._scope()
            await asyncio.to_thread(look, self._path())
        except (UnreadableFile, OSError) as error:
            raise _refused(error) from error
        return AccountInfo(self.account.remote_id, self.account.handle, self.account.handle)

    async def fetch(self, cursor: str) -> Page:
        """The next page. With a speed, waits up to a second for what is due and may come back empty."""
        try:
            if speed := self._speed():
                if self._replay is None:
                    self._replay = await asyncio.to_thread(
                        Replay.of, self._path(), self._scope(), speed
                    )
                return await self._replay.fetch(cursor)
            place = Place.from_cursor(cursor)
            return await asyncio.to_thread(read_page, self._path(), place, self._scope())
        except (UnreadableFile, OSError) as error:
            raise _refused(error) from error

    def _path(self) -> Path:
        path = self.account.settings.get("path", "")
        if not path:
            raise UnreadableFile("A file is imported, not connected: use Import.")
        return Path(path)

    def _scope(self) -> Scope:
        settings = self.account.settings
        ours = [self.account.handle, *settings.get("ours", "").splitlines()]
        names = {name.strip().removeprefix("@").casefold() for name in ours}
        return Scope(
            account=self.account.remote_id,
            now=datetime.now(UTC),
            ours=frozenset(names - {""}),
            zone=zone(settings.get("timezone") or "UTC"),
        )

    def _speed(self) -> float:
        given = self.account.settings.get("speed") or "0"
        try:
            speed = float(given)
        except ValueError:
            speed = -1.0
        if not 0 <= speed < float("inf"):
            raise UnreadableFile(f"The speed {given[:20]!r} is not a number of 0 or more.")
        return speed


def _refused(error: UnreadableFile | OSError) -> Refused:
    if isinstance(error, OSError):
        return Refused(f"The file cannot be opened: {error.strerror or error}.")
    return Refused(str(error))


CONNECTOR = File
