"""Keys on Bluesky: addresses of records, and record keys that follow from our own.

A post's key there is chosen by who writes it. We derive it from our idempotency key, so that sending twice
writes the same record and a lost receipt is found by asking for that record.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

POST = "app.bsky.feed.post"
LIKE = "app.bsky.feed.like"
PROFILE = "app.bsky.actor.profile"
BLOCK = "app.bsky.graph.block"
THREADGATE = "app.bsky.feed.threadgate"

_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_URI = re.compile(
    r"at://(did:[a-z]+:[a-zA-Z0-9._:%-]{1,250})/([a-zA-Z0-9.-]{1,300})/([A-Za-z0-9._:~-]{1,500})"
)
# A TID holds microseconds since 1970 and ten bits of a clock's name (atproto.com/specs/tid). Ours point into
# 2017 to 2022: valid, before any real clock's, and spread so that two keys do not meet (2^-57 a pair).
_FIRST_MICROSECOND = 1_483_228_800_000_000
_MICROSECONDS = 2**47
_CLOCKS = 2**10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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


def rkey_for(key: str) -> str:
    """The record key (a TID) that follows from a key of ours: always the same for the same key."""
    digest = int.from_bytes(hashlib.sha256(key.encode()).digest()[:16])
    microsecond = _FIRST_MICROSECOND + digest % _MICROSECONDS
    return _tid(microsecond * _CLOCKS + (digest // _MICROSECONDS) % _CLOCKS)


def time_of(rkey: str) -> datetime | None:
    """The time a record key (a TID) holds; None for a key that is none."""
    if len(rkey) != 13 or not set(rkey) <= set(_DIGITS):
        return None
    number = 0
    for digit in rkey:
        number = number * 32 + _DIGITS.index(digit)
    try:
        return _EPOCH + timedelta(microseconds=number // _CLOCKS)
    except OverflowError:
        return None


def _tid(number: int) -> str:
    return "".join(_DIGITS[(number >> shift) & 31] for shift in range(60, -1, -5))
