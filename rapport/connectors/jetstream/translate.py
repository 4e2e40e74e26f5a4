"""Pure translation of post records and of the AppView's views; no network, no clock.

After the lexicons app.bsky.feed.post, app.bsky.embed.*, app.bsky.richtext.facet and app.bsky.actor.defs
(docs.bsky.app, read 2026-11-26). Records come from anybody and may hold anything: what is not as the
lexicon says is left out, and a record that cannot be a post at all becomes Rejected. A post reads here as it
does in the connector `bluesky`, so that hearing it twice is no edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal
from urllib.parse import quote

from rapport.channels.contract import Author, InboundPost, Media, Rejected, raw_text
from rapport.connectors.jetstream.keys import POST, RecordAddress, moment

# The lexicon allows 3,000 bytes of text; a server that checks nothing may send more. Beyond this it is no post.
LONGEST_TEXT = 50_000
MOST_LINKS = 50
LONGEST_LINK = 2_000
PICTURES = "https://cdn.bsky.app/img/feed_fullsize/plain/{did}/{cid}@jpeg"
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*")


def inbound(
    address: RecordAddress,
    record: Any,
    author: Author,
    *,
    at: datetime,
    counts: Mapping[str, int] | None = None,
) -> InboundPost | Rejected:
    """One record as a post, or the reason why it cannot be one. `at` is when it stood on the network."""
    if not isinstance(record, dict) or record.get("$type", POST) != POST:
        return rejected("the record is of another type than a post", record, str(address))
    text = record.get("text")
    if not isinstance(text, str):
        return rejected("its text is not text", record, str(address))
    if len(text) > LONGEST_TEXT:
        return rejected(
            f"its text is longer than {LONGEST_TEXT:,} characters", record, str(address)
        )
    parent, root = _reply(record.get("reply"))
    embed = record.get("embed")
    return InboundPost(
        key=str(address),
        author=author,
        text=storable(text),
        # By its author's word, and never later than it stood on the network.
        created_at=min(moment(record.get("createdAt")) or at, at),
        kind="reply" if parent else "post",
        parent_key=parent,
        root_key=root,
        url=address.url,
        language=_language(record.get("langs")),
        media=tuple(_media(embed, address.did)) if embed else (),
        counts=counts or {},
        links=_links(record),
    )


def rejected(reason: str, raw: Any, where: str = "") -> Rejected:
    return Rejected(reason=reason[:500], raw=raw_text(storable(repr(raw))), where=where[:1000])


def author_of(did: str, handle: str = "") -> Author:
    """Somebody of whom the stream told no more than this; without a handle, the DID stands in its place."""
    return Author(remote_id=did, handle=handle or did, url=f"https://bsky.app/profile/{did}")


def author_from_view(view: Mapping[str, Any]) -> Author:
    """An author as the AppView shows one (app.bsky.actor.defs#profileView and its kin)."""
    did = str(view["did"])
    handle, name, avatar = view.get("handle"), view.get("displayName"), view.get("avatar")
    known = isinstance(handle, str) and handle and handle != "handle.invalid"
    return Author(
        remote_id=did,
        handle=storable(str(handle))[:253] if known else did,
        name=storable(name)[:640] if isinstance(name, str) else "",
        avatar_url=storable(avatar)[:2000] if isinstance(avatar, str) else "",
        followers=_number(view.get("followersCount")),
        url=f"https://bsky.app/profile/{did}",
    )


def counts_from_view(view: Mapping[str, Any]) -> dict[str, int]:
    """Likes, replies and shares of a post view; a quote shares a post as a repost does."""
    likes, replies = _number(view.get("likeCount")), _number(view.get("replyCount"))
    reposts, quotes = _number(view.get("repostCount")), _number(view.get("quoteCount"))
    shares = None if reposts is None and quotes is None else (reposts or 0) + (quotes or 0)
    told = {"likes": likes, "replies": replies, "shares": shares}
    return {name: count for name, count in told.items() if count is not None}


def storable(text: str) -> str:
    """The text without what PostgreSQL and UTF-8 cannot hold: NUL and half surrogates."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")


def _reply(reply: Any) -> tuple[str, str]:
    """The keys of (parent, root); ("", "") for no reply or one that makes no sense."""
    if not isinstance(reply, dict):
        return "", ""
    parent = _uri(reply.get("parent"))
    return (parent, _uri(reply.get("root")) or parent) if parent else ("", "")


def _uri(ref: Any) -> str:
    uri = ref.get("uri") if isinstance(ref, dict) else None
    return str(uri) if RecordAddress.parse(uri) else ""


def _links(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Where the post leads: links behind its text, its card, what it quotes, hashtags beside its text."""
    if not ("facets" in record or "embed" in record or "tags" in record):
        return ()
    found = (*_facet_links(record.get("facets")), *_embed_links(record.get("embed")))
    tags = (tag for tag in _list(record.get("tags"))[:8] if isinstance(tag, str) and tag)
    hashtags = (f"https://bsky.app/hashtag/{quote(storable(tag)[:640])}" for tag in tags)
    every = dict.fromkeys((*found, *hashtags))
    return tuple(list(every)[:MOST_LINKS])


def _facet_links(facets: Any) -> Iterator[str]:
    for facet in _list(facets)[:200]:
        features = facet.get("features") if isinstance(facet, dict) else None
        for feature in _list(features)[:20]:
            if isinstance(feature, dict):
                yield from _link(feature.get("uri"))


def _embed_links(embed: Any) -> Iterator[str]:
    if not isinstance(embed, dict):
        return
    media = embed.get("media")
    for shown in (embed, media if isinstance(media, dict) else {}):
        external = shown.get("external")
        if isinstance(external, dict):
            yield from _link(external.get("uri"))
    quoted = embed.get("record")
    if isinstance(quoted, dict) and isinstance(quoted.get("record"), dict):
        quoted = quoted["record"]
    address = RecordAddress.parse(quoted.get("uri")) if isinstance(quoted, dict) else None
    if address and address.collection == POST:
        yield address.url


def _link(uri: Any) -> Iterator[str]:
    if isinstance(uri, str) and uri.lower().startswith(("https://", "http://")):
        yield storable(uri)[:LONGEST_LINK]


def _media(embed: Any, did: str) -> Iterator[Media]:
    if isinstance(embed, dict) and embed.get("$type") == "app.bsky.embed.recordWithMedia":
        embed = embed.get("media")
    if not isinstance(embed, dict):
        return
    kind = embed.get("$type")
    if kind == "app.bsky.embed.images":
        for image in _list(embed.get("images"))[:8]:
            if isinstance(image, dict):
                yield from _medium("image", image.get("image"), image, did)
    elif kind == "app.bsky.embed.video":
        yield from _medium("video", embed.get("video"), embed, did)


def _medium(
    kind: Literal["image", "video"], blob: Any, described: Mapping[str, Any], did: str
) -> Iterator[Media]:
    cid = _cid(blob)
    if not cid:
        return
    ratio = described.get("aspectRatio")
    ratio = ratio if isinstance(ratio, dict) else {}
    alt, mime = described.get("alt"), blob.get("mimeType")
    yield Media(
        kind=kind,
        url=PICTURES.format(did=did, cid=cid),
        alt=storable(alt)[:10_000] if isinstance(alt, str) else "",
        mime=storable(mime)[:100] if isinstance(mime, str) else "",
        width=_size(ratio.get("width")),
        height=_size(ratio.get("height")),
    )


def _cid(blob: Any) -> str:
    """The content id of a blob, as {"ref": {"$link": ...}} or the old form {"cid": ...}; "" for none."""
    if not isinstance(blob, dict):
        return ""
    ref = blob.get("ref", blob.get("cid"))
    cid = ref.get("$link") if isinstance(ref, dict) else ref
    return (
        cid if isinstance(cid, str) and cid.isascii() and cid.isalnum() and len(cid) < 200 else ""
    )


def _language(langs: Any) -> str:
    first = langs[0] if isinstance(langs, list) and langs else None
    return first if isinstance(first, str) and _LANGUAGE.fullmatch(first) else ""


def _number(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 2**31 else None


def _size(value: Any) -> int | None:
    return value if type(value) is int and 0 < value < 100_000 else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
