"""Pure translation between the search's JSON and the contract's posts; no network, no clock.

Two shapes, by hn.algolia.com/api (read 2026-11-26): a *hit* of a search, and an *item* with its children.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from rapport.channels.contract import Author, InboundPost, Rejected, raw_text
from rapport.connectors.hackernews.plain import plain

CHANNEL = "hn"
LONGEST_TEXT = 200_000
MOST_LINKS = 50
LONGEST_LINK = 2_000
MOST_POSTS = 5_000
_KEY = re.compile(r"https://news\.ycombinator\.com/item\?id=([0-9]{1,12})")
_NUMBER = re.compile(r"[1-9][0-9]{0,11}")


def hit(found: Any, *, now: datetime) -> InboundPost | Rejected:
    """One hit of a search as a post, or the reason why it cannot be one."""
    if not isinstance(found, dict):
        return rejected("it is no post", found)
    is_comment = found.get("comment_text") is not None or "comment" in _list(found.get("_tags"))
    text = found.get("comment_text") if is_comment else found.get("story_text")
    return _post(found, found.get("objectID"), text, is_comment=is_comment, now=now)


def thread(item: Mapping[str, Any], *, now: datetime) -> list[InboundPost]:
    """An item and everything beneath it, oldest first. What was deleted or is strange is left out."""
    posts: dict[str, InboundPost] = {}
    for node in _items(item):
        is_comment = node.get("type") == "comment" or node.get("parent_id") is not None
        post = _post(node, node.get("id"), node.get("text"), is_comment=is_comment, now=now)
        if isinstance(post, InboundPost):
            posts[post.key] = post
    return sorted(posts.values(), key=lambda post: (post.created_at or now, post.key))


def key_of(number: object) -> str:
    """The key of a post by its number; "" for what is no number."""
    digits = str(number) if type(number) in (int, str) else ""
    return f"https://news.ycombinator.com/item?id={digits}" if _NUMBER.fullmatch(digits) else ""


def number_in(key: str) -> str:
    """The number of a post by its key; "" for what is no key."""
    match = _KEY.fullmatch(key)
    return match[1] if match else ""


def rejected(reason: str, raw: Any, where: str = "") -> Rejected:
    return Rejected(reason=reason, raw=raw_text(_storable(repr(raw))), where=where)


def _post(
    found: Mapping[str, Any], number: Any, text: Any, *, is_comment: bool, now: datetime
) -> InboundPost | Rejected:
    key, author = key_of(number), found.get("author")
    if not key:
        return rejected("it has no number", found)
    if not isinstance(author, str) or not author:
        return rejected("it does not say who wrote it", found, key)
    if not isinstance(text, str | None) or len(text or "") > LONGEST_TEXT:
        return rejected("its text is not text, or far too long", found, key)
    written_at = _moment(found)
    if written_at is None:
        return rejected("it does not say when it was written", found, key)
    said, links = plain(_storable(text or ""))
    title = "" if is_comment else _title(found.get("title"))
    if not said and not title:
        return rejected("it says nothing", found, key)
    parent = key_of(found.get("parent_id")) if is_comment else ""
    return InboundPost(
        key=key,
        author=_author(author),
        title=title,
        text=said,
        created_at=min(written_at, now),
        kind="reply" if is_comment else "post",
        parent_key=parent,
        root_key=(key_of(found.get("story_id")) or parent) if is_comment else "",
        url=key,
        counts=_counts(found),
        links=tuple(dict.fromkeys((*_url(found, is_comment), *links)))[:MOST_LINKS],
        channel=CHANNEL,
    )


def _items(item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The item and everything beneath it, without recursion."""
    waiting: list[Any] = [item]
    for _ in range(MOST_POSTS):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += reversed(_list(node.get("children")))


def _author(name: str) -> Author:
    # Names on Hacker News never change, and are told apart by case.
    name = _storable(name)[:100]
    return Author(name, name, url=f"https://news.ycombinator.com/user?id={name}")


def _moment(found: Mapping[str, Any]) -> datetime | None:
    seconds = found.get("created_at_i")
    try:
        if type(seconds) is int:
            return datetime.fromtimestamp(seconds, UTC)
        said = datetime.fromisoformat(str(found.get("created_at")))
        return said.replace(tzinfo=said.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _title(title: Any) -> str:
    return html.unescape(_storable(title))[:500].strip() if isinstance(title, str) else ""


def _url(found: Mapping[str, Any], is_comment: bool) -> Iterator[str]:
    url = None if is_comment else found.get("url")
    if isinstance(url, str) and url.startswith(("http://", "https://")):
        yield _storable(url)[:LONGEST_LINK]


def _counts(found: Mapping[str, Any]) -> dict[str, int]:
    told = {"likes": found.get("points"), "replies": found.get("num_comments")}
    return {name: n for name, n in told.items() if type(n) is int and 0 <= n < 2**31}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _storable(text: str) -> str:
    """The text without what PostgreSQL and UTF-8 cannot hold: NUL and half surrogates."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
