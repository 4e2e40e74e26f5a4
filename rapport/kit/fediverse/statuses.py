"""Statuses and accounts as a server's JSON tells them (docs.joinmastodon.org/entities/Status, read 2026-11-26).

Everything in them was written by strangers: what is not as documented is left out, and a status without what
makes one (an id, an URI, an author, a time) raises Unreadable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from rapport.kit.fediverse.ids import readable_id
from rapport.kit.fediverse.limits import in_utc
from rapport.kit.fediverse.words import web_address, words_of

LONGEST_URI = 500
MOST_MENTIONS = 100
MOST_MEDIA = 32
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*")
_KINDS: Mapping[str, Literal["image", "video", "audio", "file"]] = {
    "image": "image",
    "gifv": "video",
    "video": "video",
    "audio": "audio",
}
_COUNTS = {"likes": "favourites_count", "replies": "replies_count", "shares": "reblogs_count"}


class Unreadable(ValueError):
    """It is no status, or no account; the text says why."""


@dataclass(frozen=True, slots=True)
class Account:
    """`uri` never changes. `handle` is user@host, with the host for people of the server itself too."""

    id: str
    uri: str
    handle: str
    name: str = ""
    avatar_url: str = ""
    url: str = ""
    followers: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    kind: Literal["image", "video", "audio", "file"]
    url: str
    alt: str = ""
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    id: str
    handle: str


@dataclass(frozen=True, slots=True)
class Status:
    """`boosted` is the status it passes on, `quoted` the URI of the one it quotes.

    `visibility` is public, unlisted, private (followers only) or direct; what a server calls otherwise is direct.
    """

    id: str
    uri: str
    account: Account
    created_at: datetime
    text: str = ""
    title: str = ""
    url: str = ""
    language: str = ""
    visibility: Literal["public", "unlisted", "private", "direct"] = "public"
    reply_to_id: str = ""
    reply_to_account_id: str = ""
    mentions: tuple[Mention, ...] = ()
    tags: tuple[str, ...] = ()
    media: tuple[Attachment, ...] = ()
    links: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    edited_at: datetime | None = None
    boosted: Status | None = None
    quoted: str = ""


def read_status(item: Any, *, domain: str) -> Status:
    """One status of a server whose people are called user@domain. Raises Unreadable."""
    status = _read(item, domain)
    reblog = item.get("reblog")
    if reblog is None:
        return status
    boosted = _read(reblog, domain)
    return replace(status, boosted=boosted, text=boosted.text, title=boosted.title)


def read_account(item: Any, *, domain: str) -> Account:
    """Raises Unreadable."""
    if not isinstance(item, Mapping):
        raise Unreadable("its account is no account")
    remote_id, acct = readable_id(item.get("id")), item.get("acct")
    url = web_address(item.get("url"))
    # Mastodon tells the actor's URI since 4.2; before, the profile's address is what never changes.
    uri = _uri(item.get("uri")) or url
    if not remote_id or not isinstance(acct, str) or not acct or len(acct) > 300 or not uri:
        raise Unreadable("its account has no id, name or address")
    followers = item.get("followers_count")
    return Account(
        id=remote_id,
        uri=uri,
        handle=full_handle(acct, domain=domain),
        name=_line(item.get("display_name"), 200),
        avatar_url=web_address(item.get("avatar")),
        url=url,
        followers=followers if type(followers) is int and followers >= 0 else None,
    )


def full_handle(acct: str, *, domain: str) -> str:
    """user@host of what a server calls "user" (its own people) or "user@host"."""
    name = storable(acct).strip().lstrip("@")
    return name if "@" in name else f"{name}@{domain}"


def storable(text: str) -> str:
    """Without NUL characters and halves of characters, which no database holds."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def moment(value: Any) -> datetime | None:
    """A moment in UTC of ISO 8601; None for anything else."""
    if not isinstance(value, str) or len(value) > 64:
        return None
    try:
        return in_utc(datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        return None


def _read(item: Any, domain: str) -> Status:
    if not isinstance(item, Mapping):
        raise Unreadable("it is no status")
    remote_id, uri = readable_id(item.get("id")), _uri(item.get("uri"))
    if not remote_id or not uri:
        raise Unreadable("it has no id or no URI")
    created_at = moment(item.get("created_at"))
    if created_at is None:
        raise Unreadable("it does not say when it was written")
    account = read_account(item.get("account"), domain=domain)
    mentions = tuple(_mentions(item.get("mentions"), domain))
    text, links = _words(item, domain)
    return Status(
        id=remote_id,
        uri=uri,
        account=account,
        created_at=created_at,
        text=text,
        title=_line(item.get("spoiler_text"), 500),
        url=web_address(item.get("url")),
        language=_language(item.get("language")),
        visibility=_visibility(item.get("visibility")),
        reply_to_id=readable_id(item.get("in_reply_to_id")),
        reply_to_account_id=readable_id(item.get("in_reply_to_account_id")),
        mentions=mentions,
        tags=tuple(_line(tag.get("name"), 100) for tag in _mappings(item.get("tags"), 50)),
        media=tuple(_media(item.get("media_attachments"))),
        links=links,
        counts=tuple(_counts(item)),
        edited_at=moment(item.get("edited_at")),
        quoted=_quoted(item.get("quote"))[0],
    )


def _words(item: Mapping[str, Any], domain: str) -> tuple[str, tuple[str, ...]]:
    content = item.get("content")
    if not isinstance(content, str):
        raise Unreadable("its text is not text")
    known = {
        str(mention.get("url")): full_handle(str(mention.get("acct")), domain=domain)
        for mention in _mappings(item.get("mentions"), MOST_MENTIONS)
        if mention.get("acct")
    }
    try:
        words = words_of(content, mentions=known)
    except ValueError as error:
        raise Unreadable(str(error)) from error
    parts = [words.text, *_poll(item.get("poll"))]
    _, quoted_url = _quoted(item.get("quote"))
    if quoted_url and quoted_url not in (words.text, *words.links):
        parts.append(f"RE: {quoted_url}")
    links = (*words.links, *([quoted_url] if quoted_url else []))
    return storable("\n\n".join(filter(None, parts))), tuple(dict.fromkeys(links))


def _poll(poll: Any) -> Iterator[str]:
    """The options as lines. Without the votes: those change without anybody writing anything."""
    if isinstance(poll, Mapping):
        options = _mappings(poll.get("options"), 20)
        yield "\n".join(f"○ {_line(option.get('title'), 200)}" for option in options)


def _quoted(quote: Any) -> tuple[str, str]:
    """(URI, address) of the status quoted. Older forks put that status there, Mastodon 4.4 a Quote around it."""
    if not isinstance(quote, Mapping):
        return "", ""
    status = quote.get("quoted_status", quote)
    if not isinstance(status, Mapping):
        return "", ""
    return _uri(status.get("uri")), web_address(status.get("url"))


def _mentions(value: Any, domain: str) -> Iterator[Mention]:
    for item in _mappings(value, MOST_MENTIONS):
        remote_id, acct = readable_id(item.get("id")), item.get("acct")
        if remote_id and isinstance(acct, str) and 0 < len(acct) <= 300:
            yield Mention(remote_id, full_handle(acct, domain=domain))


def _media(value: Any) -> Iterator[Attachment]:
    for item in _mappings(value, MOST_MEDIA):
        url = web_address(item.get("url")) or web_address(item.get("remote_url"))
        if not url:
            continue
        meta = item.get("meta")
        original = meta.get("original") if isinstance(meta, Mapping) else None
        size = original if isinstance(original, Mapping) else {}
        yield Attachment(
            kind=_KINDS.get(str(item.get("type")), "file"),
            url=url,
            alt=_line(item.get("description"), 10_000),
            width=_length(size.get("width")),
            height=_length(size.get("height")),
        )


def _counts(item: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name, field in _COUNTS.items():
        count = item.get(field)
        if type(count) is int and 0 <= count < 2**31:
            yield name, count


def _visibility(value: Any) -> Literal["public", "unlisted", "private", "direct"]:
    match value:
        case "public" | "unlisted" | "private":
            return value  # type: ignore[no-any-return]
        case _:
            return "direct"


def _mappings(value: Any, most: int) -> Sequence[Mapping[str, Any]]:
    items = value if isinstance(value, list) else []
    return [item for item in items[:most] if isinstance(item, Mapping)]


def _uri(value: Any) -> str:
    good = isinstance(value, str) and len(value) <= LONGEST_URI and value.isprintable()
    return value if good and " " not in value else ""


def _line(value: Any, most: int) -> str:
    return storable(value).strip()[:most] if isinstance(value, str) else ""


def _language(value: Any) -> str:
    return value.lower() if isinstance(value, str) and _LANGUAGE.fullmatch(value) else ""


def _length(value: Any) -> int | None:
    return value if type(value) is int and 0 < value < 100_000 else None
