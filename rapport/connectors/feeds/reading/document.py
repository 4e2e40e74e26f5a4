"""What is read from a body, as plain values that travel between processes as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

MOST_ENTRIES = 1_000
LONGEST_TEXT = 95_000  # a message holds 100,000
LONGEST_TITLE = 1_000
MOST_MEDIA = 20
MOST_LINKS = 50


class NotAFeed(Exception):
    """The body is no feed; the text says what it is instead."""


class CutShort(Exception):
    """The body ends in the middle: only a part of it arrived."""


@dataclass(slots=True)
class Picture:
    """A picture, sound, video or file; `kind` is that of the contract's Media."""

    url: str
    kind: str = "image"
    alt: str = ""
    mime: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(slots=True)
class Entry:
    """One entry with absolute addresses, plain text, and times in ISO 8601 with zone ("" where none is known)."""

    id: str = ""
    link: str = ""
    title: str = ""
    text: str = ""
    author: str = ""
    author_url: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    reply_to: str = ""
    media: list[Picture] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    noted: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Unread:
    """An entry that cannot be read."""

    reason: str
    raw: str
    where: str


@dataclass(slots=True)
class Document:
    """A feed, or ("page") a web page with the addresses of the feeds it names, best first."""

    kind: str
    title: str = ""
    home: str = ""
    picture: str = ""
    language: str = ""
    update_seconds: float | None = None
    entries: list[Entry] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | bytes) -> Document:
        fields: dict[str, Any] = json.loads(text)
        entries = [
            Entry(**{**entry, "media": [Picture(**picture) for picture in entry["media"]]})
            for entry in fields.pop("entries")
        ]
        unread = [Unread(**item) for item in fields.pop("unread")]
        return cls(entries=entries, unread=unread, **fields)
