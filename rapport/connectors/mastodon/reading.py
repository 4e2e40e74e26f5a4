"""From what the server shows (notifications, statuses, events) to posts, with the parents' URIs asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapport.channels.contract import InboundPost, Rejected
from rapport.connectors.mastodon.home import Home
from rapport.connectors.mastodon.translate import Us, inbound, readable, rejected, speaks_to
from rapport.kit.fediverse.statuses import Status

# Notifications that bring somebody's words. Those of `favourite` and `reblog` bring our own status with new counts.
SPEAKING = ("mention", "status", "poll", "update", "quote", "quoted_update")
COUNTING = ("favourite", "reblog")


@dataclass(slots=True)
class Read:
    """Posts by key: of one that comes twice the later stands."""

    posts: dict[str, InboundPost] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)

    def add(self, post: InboundPost) -> None:
        self.posts.pop(post.key, None)
        self.posts[post.key] = post


class Reading:
    def __init__(self, home: Home) -> None:
        self._home = home

    async def statuses(self, items: Sequence[Any], *, every: bool = True) -> Read:
        """`every` False leaves out what does not concern us, as it passes on the home timeline."""
        us, read = await self._home.us(), Read()
        found = [readable(item, us) for item in items]
        read.rejected = [one for one in found if isinstance(one, Rejected)]
        kept = [
            one for one in found if isinstance(one, Status) and (every or self._concerns(one, us))
        ]
        self._home.known.add(kept)
        await self._home.learn_uris(one.reply_to_id for one in kept)
        for one in kept:
            read.add(inbound(one, us, parent_uri=self._home.known.uri_of(one.reply_to_id)))
        return read

    async def notifications(self, items: Sequence[Any]) -> Read:
        told, wrong = [], []
        for item in items:
            kind = item.get("type") if isinstance(item, Mapping) else None
            if not isinstance(kind, str):
                wrong.append(rejected("it is no notification", item))
            elif kind in SPEAKING or (kind in COUNTING and isinstance(item.get("status"), Mapping)):
                told.append(item.get("status"))
        read = await self.statuses(told)
        read.rejected += wrong
        return read

    def _concerns(self, status: Status, us: Us) -> bool:
        own = status.account.id == us.id
        return own or speaks_to(status, us) or bool(self._home.known.uri_of(status.reply_to_id))
