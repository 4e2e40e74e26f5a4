"""What is kept between two looks at a feed, as the cursor: conditions, the body's hash, which entries were told."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

# All feeds of a place together; one remembered entry takes 14 bytes of the cursor.
MOST_REMEMBERED = 6_000
FEWEST_REMEMBERED = 100


@dataclass(slots=True)
class Kept:
    """Of one feed. `found` is where it was found on the page named in the settings; `ask_at` a unix time; `every`
    the seconds between changes by the feed's own word.
    """

    found: str = ""
    moved: str = ""
    etag: str = ""
    modified: str = ""
    body: str = ""
    ask_at: float = 0.0
    every: float = 0.0
    trouble: str = ""
    seen: list[str] = field(default_factory=list)

    def conditions(self) -> dict[str, str]:
        """The headers of a conditional request (RFC 9110, 13.1)."""
        said = {"if-none-match": self.etag, "if-modified-since": self.modified}
        return {name: value for name, value in said.items() if value}


@dataclass(slots=True)
class Place:
    """All feeds of an account; `turn` is the number of the next one to look at in this round."""

    turn: int = 0
    feeds: dict[str, Kept] = field(default_factory=dict)

    @classmethod
    def from_cursor(cls, cursor: str, addresses: Iterable[str]) -> Place:
        """What was kept of exactly these addresses. A cursor that cannot be read is the beginning."""
        kept = _read(cursor)
        feeds = {address: kept.get(address) or Kept() for address in addresses}
        turn = _number(cursor) % max(1, len(feeds))
        return cls(turn, feeds)

    def to_cursor(self) -> str:
        feeds = {
            address: {name: value for name, value in asdict(kept).items() if value}
            for address, kept in self.feeds.items()
        }
        return json.dumps({"turn": self.turn, "feeds": feeds}, separators=(",", ":"))

    @property
    def room(self) -> int:
        """How many entries each feed may remember."""
        return max(FEWEST_REMEMBERED, MOST_REMEMBERED // max(1, len(self.feeds)))


def _read(cursor: str) -> dict[str, Kept]:
    try:
        feeds: dict[str, dict[str, Any]] = json.loads(cursor or "{}").get("feeds", {})
        return {address: Kept(**fields) for address, fields in feeds.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _number(cursor: str) -> int:
    try:
        return int(json.loads(cursor or "{}").get("turn", 0))
    except (ValueError, TypeError, AttributeError):
        return 0


def mark(*parts: str) -> str:
    """A short name for exactly these texts: 64 bits, 11 characters."""
    whole = "\x1f".join(parts).encode("utf-8", "replace")
    digest = hashlib.blake2b(whole, digest_size=8).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def body_mark(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=12).hexdigest()
