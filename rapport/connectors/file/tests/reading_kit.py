"""How this folder's tests read: a file of bytes in, everything that came out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapport.channels.contract import AccountAccess, InboundPost, Noted, Page, Rejected
from rapport.connectors.file.connector import File

PAYLOADS = Path(__file__).parent / "payloads"


@dataclass(frozen=True)
class Outcome:
    pages: Sequence[Page]

    @property
    def posts(self) -> list[InboundPost]:
        return [post for page in self.pages for post in page.posts]

    @property
    def rejected(self) -> list[Rejected]:
        return [item for page in self.pages for item in page.rejected]

    @property
    def noted(self) -> list[Noted]:
        return [item for page in self.pages for item in page.noted]

    @property
    def texts(self) -> list[str]:
        return [post.text for post in self.posts]

    @property
    def reasons(self) -> list[tuple[str, str]]:
        return [(item.where, item.reason) for item in self.rejected]


def connector(file: Path, **settings: str) -> File:
    return File(
        AccountAccess(1, "file", "Halden Rail", "halden-rail", {"path": str(file)} | settings, {})
    )


async def read(path: Path, *, cursor: str = "", **settings: str) -> Outcome:
    file, pages = connector(path, **settings), []
    while not pages or pages[-1].more:
        pages.append(await file.fetch(pages[-1].cursor if pages else cursor))
    return Outcome(pages)
