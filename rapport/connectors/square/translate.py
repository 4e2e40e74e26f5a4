"""The square's JSON into the contract's values, as nobody's account sees them. Pure."""

from __future__ import annotations

from rapport.channels.contract import Author, InboundPost, Page, Rejected, raw_text
from rapport.kit.square import reading
from rapport.kit.square.reading import Unreadable

__all__ = ["Unreadable", "to_author", "to_page", "to_post"]


def to_page(body: object) -> Page:
    """A page as `posts` and `stream` give it. Raises Unreadable when it is none."""
    found = reading.page(body)
    return Page(
        posts=tuple(map(_post, found.posts)),
        rejected=tuple(
            Rejected(one.reason, raw=raw_text(one.raw), where=one.where) for one in found.unread
        ),
        cursor=found.cursor,
        more=found.more,
    )


def to_post(item: object) -> InboundPost:
    """One item of a page. Raises Unreadable."""
    return _post(reading.post(item))


def to_author(item: object) -> Author:
    """Somebody of the square. Raises Unreadable."""
    return _author(reading.citizen(item))


def _post(post: reading.Post | reading.Removed) -> InboundPost:
    if isinstance(post, reading.Removed):
        return InboundPost(key=post.key, deleted=True)
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
    )


def _author(citizen: reading.Citizen) -> Author:
    return Author(
        remote_id=citizen.remote_id,
        handle=citizen.handle,
        name=citizen.name,
        avatar_url=citizen.avatar_url,
        followers=citizen.followers,
        url=citizen.url,
    )
