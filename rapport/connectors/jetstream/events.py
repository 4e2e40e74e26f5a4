"""Events of Jetstream, read: a post written, changed or deleted, or what somebody is called.

After "Example events" in the README of github.com/bluesky-social/jetstream (the v1 events of `/subscribe`,
which later servers keep unchanged; read 2026-11-26).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from rapport.channels.contract import Author, InboundPost, Rejected
from rapport.connectors.jetstream.keys import POST, RecordAddress
from rapport.connectors.jetstream.translate import inbound, rejected, storable

# Below it a cursor counts events on newer servers, at and above it microseconds (docs/README.md there, 5.1).
FIRST_TIME_US = 10**15
LAST_TIME_US = 4 * 10**15  # in the year 2096
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Happened:
    """One event. `at_us` is its place in the stream, None where it names none that can be.

    `renamed` is (did, handle).
    """

    at_us: int | None = None
    post: InboundPost | None = None
    rejected: Rejected | None = None
    renamed: tuple[str, str] | None = None


def read_event(text: bytes, *, now: datetime, author: Callable[[str], Author]) -> Happened:
    """One event as what happened. Never raises. `author` says who stands behind a DID, as far as we know."""
    try:
        event = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Happened(rejected=rejected(f"it is not JSON: {error}", text[:20_000]))
    if not isinstance(event, dict):
        return Happened(rejected=rejected("it is no event", event))
    at_us = event.get("time_us")
    if type(at_us) is not int or not FIRST_TIME_US <= at_us < LAST_TIME_US:
        at_us = None
    kind = event.get("kind")
    if kind == "commit":
        return _commit(event, at_us, now=now, author=author)
    if kind == "identity":
        return Happened(at_us, renamed=_renamed(event.get("identity")))
    if kind == "account" or (isinstance(kind, str) and at_us is not None):
        # Accounts that come and go, and what later servers may tell of beside posts.
        return Happened(at_us)
    return Happened(at_us, rejected=rejected("it says neither what it is nor when", event))


def time_of(at_us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=at_us)


def place_of(time: datetime) -> int:
    return (time - _EPOCH) // timedelta(microseconds=1)


def _commit(
    event: Mapping[str, Any],
    at_us: int | None,
    *,
    now: datetime,
    author: Callable[[str], Author],
) -> Happened:
    commit = event.get("commit")
    if not isinstance(commit, dict):
        return Happened(at_us, rejected=rejected("it is a commit without its record", event))
    if commit.get("collection") != POST:
        return Happened(at_us)
    address = RecordAddress.parse(f"at://{event.get('did')}/{POST}/{commit.get('rkey')}")
    if address is None:
        return Happened(at_us, rejected=rejected("it names no post", event))
    operation = commit.get("operation")
    if operation == "delete":
        return Happened(at_us, post=InboundPost(key=str(address), deleted=True))
    if operation not in ("create", "update"):
        return Happened(at_us, rejected=rejected("it is of an unknown operation", event))
    at = now if at_us is None else min(time_of(at_us), now)
    item = inbound(address, commit.get("record"), author(address.did), at=at)
    if isinstance(item, Rejected):
        return Happened(at_us, rejected=item)
    return Happened(at_us, post=item)


def _renamed(identity: Any) -> tuple[str, str] | None:
    if not isinstance(identity, dict):
        return None
    did, handle = identity.get("did"), identity.get("handle")
    if not isinstance(did, str) or not isinstance(handle, str) or not did.startswith("did:"):
        return None
    if not handle or handle == "handle.invalid":
        return None
    return did[:300], storable(handle)[:253]
