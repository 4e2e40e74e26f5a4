"""Pure translation between statuses and the contract's posts; no network, no clock."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapport.channels.contract import (
    AccountInfo,
    Author,
    InboundPost,
    Media,
    OutboundPost,
    Rejected,
    raw_text,
)
from rapport.kit.fediverse.statuses import Account, Status, Unreadable, read_status, storable
from rapport.kit.text import grapheme_length

# Every address counts as 23 characters and a mention as its name alone (docs.joinmastodon.org/user/posting, read
# 2026-11-26).
URL_LENGTH = 23
_URL = re.compile(r"https?://[^\s<>\"]{1,2000}")
_MENTION = re.compile(r"(?<![\w/])@(\w[\w.-]{0,99})@[\w.-]{1,253}\w")
_ANY_MENTION = re.compile(r"(?<![\w/])@(\w[\w.-]{0,99}(?:@[\w.-]{1,253}\w)?)")

Visibility = Literal["public", "unlisted", "private", "direct"]


@dataclass(frozen=True, slots=True)
class Us:
    """The account that listens, and what people of its server are called after the @."""

    id: str
    uri: str
    handle: str
    domain: str


def inbound(status: Status, us: Us, *, parent_uri: str = "") -> InboundPost:
    """`parent_uri` is the URI of the status it answers, where that is known."""
    own = status.account.id == us.id
    if status.boosted:
        parent_uri = status.boosted.uri
    return InboundPost(
        key=status.uri,
        author=author(status.account),
        title=status.title,
        text=status.text,
        created_at=status.created_at,
        kind=_kind(status),
        parent_key=parent_uri,
        url=status.url,
        language=status.language,
        media=tuple(
            Media(item.kind, item.url, item.alt, width=item.width, height=item.height)
            for item in (status.boosted or status).media
        ),
        counts=dict(status.counts),
        scope="public" if status.visibility in ("public", "unlisted") else "private",
        to_us=not own and speaks_to(status, us),
        own=own,
        links=(status.boosted or status).links,
    )


def readable(item: Any, us: Us) -> Status | Rejected:
    """One status, or the reason why it is none."""
    try:
        return read_status(item, domain=us.domain)
    except Unreadable as error:
        return rejected(str(error), item)


def rejected(reason: str, item: Any) -> Rejected:
    """With the item as it came, for quarantine."""
    try:
        raw = json.dumps(item, ensure_ascii=False, default=repr)
    except (ValueError, RecursionError):
        raw = "(nested too deeply to be kept)"
    where = item.get("uri") if isinstance(item, Mapping) else ""
    place = storable(where)[:500] if isinstance(where, str) else ""
    return Rejected(reason=reason, raw=raw_text(storable(raw)), where=place)


def speaks_to(status: Status, us: Us) -> bool:
    """Whether it mentions us, answers us, quotes us or came to us alone."""
    return (
        any(mention.id == us.id for mention in status.mentions)
        or status.reply_to_account_id == us.id
        or status.visibility == "direct"
        or status.quoted.startswith(f"{us.uri}/statuses/")
    )


def author(account: Account) -> Author:
    return Author(
        remote_id=account.uri,
        handle=account.handle,
        name=account.name,
        avatar_url=account.avatar_url,
        followers=account.followers,
        url=account.url,
    )


def account_info(account: Account) -> AccountInfo:
    return AccountInfo(
        remote_id=account.uri,
        handle=account.handle,
        name=account.name,
        avatar_url=account.avatar_url,
        followers=account.followers,
    )


def visibility_for(post: OutboundPost, answered: Status | None) -> Visibility:
    """Private is direct, always. A public answer is no louder than what it answers.

    Raises ValueError where a public answer would carry a private word outside.
    """
    if post.scope == "private":
        return "direct"
    if answered is None:
        return "public"
    if answered.visibility in ("direct", "private"):
        raise ValueError("That was written in private; a public answer would give it away.")
    return answered.visibility


def addressed(text: str, answered: Status | None, us: Us, *, longest: int) -> str:
    """The text, with those it answers mentioned first, as people there expect: nobody hears an answer otherwise.

    The author always; the others of that status as far as they fit into `longest` characters.
    """
    if answered is None:
        return text
    named = {name.lower() for name in _named(text, us)} | {us.handle.lower()}
    others = [mention.handle for mention in answered.mentions]
    for number, handle in enumerate(dict.fromkeys([answered.account.handle, *others])):
        if handle.lower() in named:
            continue
        longer = _with_mention(text, handle, us, after=named)
        if number and length_of(longer) > longest:
            break
        text, named = longer, named | {handle.lower()}
    return text


def names_somebody(text: str) -> bool:
    return _ANY_MENTION.search(text) is not None


def length_of(text: str) -> int:
    """As the server counts."""
    plain = _MENTION.sub(lambda match: f"@{match.group(1)}", text)
    return grapheme_length(_URL.sub("x" * URL_LENGTH, plain))


def outbound(
    text: str,
    *,
    visibility: Visibility,
    language: str,
    reply_to_id: str,
    media_ids: Sequence[str],
) -> dict[str, Any]:
    """The body of POST /api/v1/statuses."""
    body: dict[str, Any] = {"status": text, "visibility": visibility}
    if language:
        body["language"] = language.partition("-")[0]
    if reply_to_id:
        body["in_reply_to_id"] = reply_to_id
    if media_ids:
        body["media_ids"] = list(media_ids)
    return body


def _named(text: str, us: Us) -> Iterable[str]:
    for match in _ANY_MENTION.finditer(text):
        name = match.group(1)
        yield name if "@" in name else f"{name}@{us.domain}"


def _with_mention(text: str, handle: str, us: Us, *, after: Iterable[str]) -> str:
    """The mention goes behind those that already begin the text."""
    words, begun = text.split(" "), 0
    known = set(after)
    while (
        begun < len(words)
        and words[begun].startswith("@")
        and set(_named(words[begun], us)) & known
    ):
        begun += 1
    return " ".join([*words[:begun], f"@{handle}", *words[begun:]])


def _kind(status: Status) -> Literal["post", "reply", "share", "dm"]:
    if status.boosted:
        return "share"
    if status.visibility == "direct":
        return "dm"
    return "reply" if status.reply_to_id else "post"
