"""Addresses of records: the keys by which a post is the same one, however it was heard."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

POST = "app.bsky.feed.post"

_URI = re.compile(
    r"at://(did:[a-z]+:[a-zA-Z0-9._:%-]{1,250})/([a-zA-Z0-9.-]{1,300})/([A-Za-z0-9._:~-]{1,500})"
)


class RecordAddress(NamedTuple):
    did: str
    collection: str
    rkey: str

    @classmethod
    def parse(cls, uri: object) -> RecordAddress | None:
        """The parts of at://DID/COLLECTION/RKEY; None for anything else."""
        match = _URI.fullmatch(uri) if isinstance(uri, str) else None
        return cls(*match.groups()) if match else None

    def __str__(self) -> str:
        return f"at://{self.did}/{self.collection}/{self.rkey}"

    @property
    def url(self) -> str:
        return f"https://bsky.app/profile/{self.did}/post/{self.rkey}"


def moment(text: object) -> datetime | None:
    """A time as records write it; without a zone it is meant as UTC. None for what is no time."""
    if not isinstance(text, str):
        return None
    try:
        said = datetime.fromisoformat(text)
        return said.replace(tzinfo=said.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
