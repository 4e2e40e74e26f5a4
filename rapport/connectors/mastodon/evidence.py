"""What this account sent, remembered without a word of it: how a post is found when the server forgot our key.

A server keeps an Idempotency-Key for an hour (docs.joinmastodon.org/methods/statuses, read 2026-11-26). Beside it
we keep, in the account's sealed session, a digest of each text, what it answered, when, and its URI once known.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from rapport.channels.contract import SessionKeeper
from rapport.kit.fediverse.statuses import moment

MOST_SENT = 200
KEPT = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Sent:
    """`at` is the first try, as ISO 8601; `uri` is "" while no receipt came."""

    at: str
    digest: str
    reply_to_id: str = ""
    uri: str = ""


def digest_of(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()


class Evidence:
    def __init__(self, sessions: Callable[[], SessionKeeper]) -> None:
        self._sessions = sessions

    async def of(self, key: str) -> Sent | None:
        async with self._sessions().renewing() as kept:
            return _parsed(kept).get(key)

    async def uris_under_other_keys(self, key: str) -> set[str]:
        """Posts of ours that are known to have been sent under another key, so never under this one."""
        async with self._sessions().renewing() as kept:
            entries = _parsed(kept)
        return {sent.uri for other, sent in entries.items() if other != key and sent.uri}

    async def note(self, key: str, sent: Sent) -> None:
        """Kept when this returns, so before the request leaves. The first try under a key stays its time."""
        async with self._sessions().renewing() as kept:
            entries = _parsed(kept)
            earlier = entries.pop(key, None)
            entries[key] = replace(sent, at=earlier.at) if earlier else sent
            await self._sessions().save(_written(entries))

    async def settle(self, key: str, uri: str) -> None:
        async with self._sessions().renewing() as kept:
            entries = _parsed(kept)
            if key in entries and entries[key].uri != uri:
                entries[key] = replace(entries[key], uri=uri)
                await self._sessions().save(_written(entries))


def _parsed(kept: str) -> dict[str, Sent]:
    try:
        fields = json.loads(kept)["sent"]
        return {key: Sent(**entry) for key, entry in fields.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _written(entries: Mapping[str, Sent]) -> str:
    newest = max((_time(sent) for sent in entries.values()), default=None)
    young = {
        key: asdict(sent)
        for key, sent in list(entries.items())[-MOST_SENT:]
        if newest is None or _time(sent) >= newest - KEPT
    }
    return json.dumps({"sent": young})


def _time(sent: Sent) -> datetime:
    return moment(sent.at) or datetime.fromisoformat("2000-01-01T00:00:00+00:00")
