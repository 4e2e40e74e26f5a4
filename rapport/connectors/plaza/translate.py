"""The square's JSON into the contract's values, and back. Pure."""

from __future__ import annotations

import json
from dataclasses import replace

from rapport.channels.contract import (
    AccountInfo,
    Author,
    InboundPost,
    OutboundPost,
    Page,
    Receipt,
    Rejected,
    raw_text,
)
from rapport.kit.square import reading
from rapport.kit.square.reading import Unreadable

__all__ = [
    "Unreadable",
    "from_post",
    "reread",
    "to_account",
    "to_author",
    "to_page",
    "to_post",
    "to_receipt",
]


def to_page(body: object, *, remote_id: str, handle: str) -> Page:
    """A page as `posts` and `stream` give it, read for the account `remote_id` (`handle`).

    Raises Unreadable when it is no page at all; items that cannot be read stand under `rejected`.
    """
    found = reading.page(body)
    return Page(
        posts=tuple(_post(one, remote_id=remote_id, handle=handle) for one in found.posts),
        rejected=tuple(
            Rejected(one.reason, raw=raw_text(one.raw), where=one.where) for one in found.unread
        ),
        cursor=found.cursor,
        more=found.more,
        total=found.total,
    )


def reread(raw: str, where: str, *, remote_id: str, handle: str) -> Page:
    """One item kept as text, read once more: the post, or why it still cannot be read."""
    try:
        item = json.loads(raw)
    except (ValueError, RecursionError):
        return Page(rejected=(Rejected("The kept item is not whole JSON.", raw, where),))
    page = to_page({"posts": [item], "cursor": ""}, remote_id=remote_id, handle=handle)
    return replace(page, rejected=tuple(replace(one, where=where) for one in page.rejected))


def to_post(item: object, *, remote_id: str, handle: str) -> InboundPost:
    """One item of a page. Raises Unreadable."""
    return _post(reading.post(item), remote_id=remote_id, handle=handle)


def _post(post: reading.Post | reading.Removed, *, remote_id: str, handle: str) -> InboundPost:
    if isinstance(post, reading.Removed):
        return InboundPost(key=post.key, deleted=True)
    own = post.author.remote_id == remote_id
    return InboundPost(
        key=post.key,
        author=_author(post.author),
        text=post.text,
        created_at=post.created_at,
        kind="reply" if post.parent_key else "post",
        parent_key=post.parent_key,
        root_key=post.root_key,
        url=post.url,
        language=post.language,
        counts=post.counts,
        to_us=not own and handle.lower() in post.addressed,
        own=own,
        echo_of=post.idempotency_key if own else "",
    )


def to_author(item: object) -> Author:
    """Somebody of the square. Raises Unreadable."""
    return _author(reading.citizen(item))


def _author(citizen: reading.Citizen) -> Author:
    return Author(
        remote_id=citizen.remote_id,
        handle=citizen.handle,
        name=citizen.name,
        avatar_url=citizen.avatar_url,
        followers=citizen.followers,
        url=citizen.url,
    )


def to_account(item: object) -> AccountInfo:
    author = to_author(item)
    return AccountInfo(
        remote_id=author.remote_id,
        handle=author.handle,
        name=author.name,
        avatar_url=author.avatar_url,
        followers=author.followers,
    )


def to_receipt(item: object) -> Receipt:
    """The square's word that a post stands. Raises Unreadable."""
    if not isinstance(item, dict) or not reading.text(item, "key"):
        raise Unreadable("The square's answer names no post.")
    return Receipt(
        key=reading.text(item, "key"),
        url=reading.text(item, "url"),
        at=reading.moment(item, "created_at"),
    )


def from_post(post: OutboundPost, key: str) -> dict[str, str]:
    """What is posted to write `post` under our idempotency key."""
    return {"text": post.text, "reply_to": post.reply_to_key, "idempotency_key": key}
