"""Pure translation from statuses of a hashtag's timeline to the contract's posts; no network, no clock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rapport.channels.contract import Author, InboundPost, Media, Rejected, raw_text
from rapport.kit.fediverse.statuses import Status, Unreadable, read_status, storable


def readable(item: Any, *, domain: str) -> Status | Rejected:
    """One status, or the reason why it is none. Other than public ones have no business in a public list."""
    try:
        status = read_status(item, domain=domain)
    except Unreadable as error:
        return _rejected(str(error), item)
    if status.visibility not in ("public", "unlisted"):
        return _rejected("it is not public", item)
    return status


def inbound(status: Status, *, hashtag: str, parent_uri: str = "") -> InboundPost:
    account = status.account
    return InboundPost(
        key=status.uri,
        author=Author(
            remote_id=account.uri,
            handle=account.handle,
            name=account.name,
            avatar_url=account.avatar_url,
            followers=account.followers,
            url=account.url,
        ),
        title=status.title,
        text=status.text,
        created_at=status.created_at,
        kind="reply" if status.reply_to_id else "post",
        parent_key=parent_uri,
        url=status.url,
        language=status.language,
        media=tuple(
            Media(item.kind, item.url, item.alt, width=item.width, height=item.height)
            for item in status.media
        ),
        counts=dict(status.counts),
        links=status.links,
        channel=f"#{hashtag}",
    )


def _rejected(reason: str, item: Any) -> Rejected:
    try:
        raw = json.dumps(item, ensure_ascii=False, default=repr)
    except (ValueError, RecursionError):
        raw = "(nested too deeply to be kept)"
    where = item.get("uri") if isinstance(item, Mapping) else ""
    place = storable(where)[:500] if isinstance(where, str) else ""
    return Rejected(reason=reason, raw=raw_text(storable(raw)), where=place)
