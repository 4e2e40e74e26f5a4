"""RSS of all versions and Atom, read by feedparser, as a document of plain values."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser  # type: ignore[import-untyped]

from rapport.connectors.feeds.reading.addresses import absolute, unwrapped
from rapport.connectors.feeds.reading.document import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_ENTRIES,
    MOST_LINKS,
    MOST_MEDIA,
    Document,
    Entry,
    NotAFeed,
    Picture,
)
from rapport.connectors.feeds.reading.plain import Plain, lines_of, plain
from rapport.connectors.feeds.reading.wellformed import mended

_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
# RSS 1.0 module "syndication".
_PERIODS = {
    "hourly": 3600,
    "daily": 86400,
    "weekly": 604800,
    "monthly": 2592000,
    "yearly": 31536000,
}
_KINDS = {"image", "video", "audio"}

Fields = Mapping[str, Any]


def read_xml(root: str, *, url: str) -> Document:
    """`root` is the document from its feed element on. Raises NotAFeed, CutShort."""
    whole, unread, noted = mended(root)
    parsed = _parsed(whole, url)
    if not parsed.get("version") and not parsed["entries"]:
        raise NotAFeed("It is XML, but neither RSS nor Atom.")
    feed = parsed["feed"]
    document = Document(
        kind=parsed.get("version") or "unknown",
        title=_words(feed, "title", url)[:LONGEST_TITLE],
        home=absolute(url, feed.get("link")),
        picture=_feed_picture(feed, url),
        language=_language(feed.get("language")),
        update_seconds=_update_seconds(feed),
        unread=unread,
        noted=[noted] if noted else [],
    )
    for fields in parsed["entries"][:MOST_ENTRIES]:
        document.entries.append(_entry(fields, url, home=document.home))
    if len(parsed["entries"]) > MOST_ENTRIES:
        document.noted.append(f"It holds more than {MOST_ENTRIES:,} entries; the first were read.")
    return document


def _parsed(document: str, url: str) -> Any:
    # Always as a stream: feedparser would fetch an address and open a file of that name.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return feedparser.parse(
            io.BytesIO((_DECLARATION + document).encode("utf-8", "replace")),
            response_headers={
                "content-type": "application/xml; charset=utf-8",
                "content-location": url,
            },
            # Both take HTML apart once more, slowly; `plain` does it once and well.
            sanitize_html=False,
            resolve_relative_uris=False,
        )


def _entry(fields: Fields, url: str, *, home: str) -> Entry:
    base = _base(fields, url)
    link = _link(fields, base)
    # RSS has no rule for relative addresses in a text; without xml:base they mean the entry's own page.
    body = _body(fields, base if base != url else link or home or url)
    author = fields.get("author_detail") or {}
    entry = Entry(
        id=_text(fields.get("id"))[:2_000],
        link=unwrapped(link) if link else "",
        title=_words(fields, "title", base)[:LONGEST_TITLE],
        text=body.text[:LONGEST_TEXT],
        author=_text(author.get("name") or "")[:300],
        author_url=absolute(base, author.get("href")),
        language=_entry_language(fields),
        reply_to=_reply_to(fields),
        counts=_counts(fields),
    )
    entry.published = _moment(fields, "published", entry)
    entry.updated = _moment(fields, "updated", entry)
    if len(body.text) > LONGEST_TEXT:
        entry.noted.append(f"Its text was cut to {LONGEST_TEXT:,} characters.")
    entry.media = _distinct([*_enclosed(fields, base), *body.pictures])
    entry.links = list(dict.fromkeys(filter(None, (entry.link, *map(unwrapped, body.links)))))
    del entry.links[MOST_LINKS:]
    return entry


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _table(fields: Fields, name: str) -> Fields:
    value = fields.get(name)
    return value if isinstance(value, Mapping) else {}


def _detail(fields: Fields, name: str) -> Fields:
    return _table(fields, f"{name}_detail")


def _words(fields: Fields, name: str, base: str) -> str:
    """A title: its markup taken away where it is markup, "2 < 3" left alone where it is not."""
    detail = _detail(fields, name)
    value = detail.get("value") or fields.get(name)
    if not isinstance(value, str):
        return ""
    is_plain = detail.get("type") == "text/plain" and "</" not in value
    return _text(value if is_plain else plain(value, base=base).text)


def _base(fields: Fields, url: str) -> str:
    contents = fields.get("content") or []
    for detail in (*contents[:1], _detail(fields, "summary"), _detail(fields, "title")):
        if base := absolute(url, detail.get("base")):
            return base
    return url


def _body(fields: Fields, base: str) -> Plain:
    """The content where there is one, else the summary."""
    contents = [item for item in fields.get("content") or [] if _text(item.get("value"))]
    detail = max(contents, key=lambda item: len(item["value"])) if contents else None
    if detail is None:
        detail = {**_detail(fields, "summary"), "value": fields.get("summary") or ""}
    value = detail["value"]
    if detail.get("type") == "text/plain" and "</" not in value:
        return Plain(text=lines_of(value))
    return plain(value, base=base)


def _link(fields: Fields, base: str) -> str:
    if link := absolute(base, fields.get("link")):
        return link
    for item in fields.get("links") or []:
        if item.get("rel") == "alternate" and (link := absolute(base, item.get("href"))):
            return link
    return ""


def _moment(fields: Fields, name: str, entry: Entry) -> str:
    # By membership first: feedparser would answer "published" when it is asked for "updated".
    if name not in fields:
        return ""
    parsed: Any = fields.get(f"{name}_parsed")
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC).isoformat()
    except (TypeError, ValueError):
        entry.noted.append(f"Its date “{_text(fields[name])[:60]}” cannot be read.")
        return ""


def _reply_to(fields: Fields) -> str:
    """The id of the entry it answers (RFC 4685), under whatever prefix feedparser gives its namespace."""
    names = [name for name in fields if name.endswith("_in-reply-to")]
    return _text(_table(fields, names[0]).get("ref"))[:2_000] if names else ""


def _language(value: object) -> str:
    text = _text(value).replace("_", "-").lower().split("-")[0]
    return text if text.isascii() and text.isalpha() and 2 <= len(text) <= 3 else ""


def _entry_language(fields: Fields) -> str:
    for detail in (*(fields.get("content") or [])[:1], _detail(fields, "title")):
        if language := _language(detail.get("language")):
            return language
    return _language(fields.get("language"))


def _enclosed(fields: Fields, base: str) -> Iterator[Picture]:
    for item in fields.get("links") or []:
        if item.get("rel") == "enclosure":
            yield _picture(item, "href", base)
    for item in fields.get("media_content") or []:
        # YouTube still names its Flash player.
        if item.get("type") != "application/x-shockwave-flash":
            yield _picture(item, "url", base)
    for item in fields.get("media_thumbnail") or []:
        yield _picture({**item, "medium": "image"}, "url", base)
    image = _table(fields, "image")
    if image:
        yield _picture({"url": image.get("href"), "medium": "image"}, "url", base)


def _picture(item: Fields, address: str, base: str) -> Picture:
    mime = _text(item.get("type")).lower()[:100]
    kind = _text(item.get("medium")) or mime.partition("/")[0]
    url = absolute(base, item.get(address))
    if kind not in _KINDS:
        kind = _KIND_OF.get(url.partition("?")[0].rpartition(".")[2].lower(), "file")
    return Picture(url, kind, mime=mime, width=_size(item, "width"), height=_size(item, "height"))


_KIND_OF = {
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "avif"), "image"),
    **dict.fromkeys(("mp3", "m4a", "ogg", "opus", "aac", "flac", "wav"), "audio"),
    **dict.fromkeys(("mp4", "m4v", "webm", "mov"), "video"),
}


def _size(item: Fields, name: str) -> int | None:
    value = _text(item.get(name))
    return int(value) if value.isdecimal() and len(value) < 6 else None


def _distinct(pictures: list[Picture]) -> list[Picture]:
    found = {picture.url: picture for picture in reversed(pictures) if picture.url}
    return list(reversed(found.values()))[:MOST_MEDIA]


def _counts(fields: Fields) -> dict[str, int]:
    said = {
        "replies": fields.get("slash_comments"),
        "likes": _table(fields, "media_starrating").get("count"),
    }
    texts = {name: _text(value) for name, value in said.items()}
    return {name: int(text) for name, text in texts.items() if text.isdecimal() and len(text) < 10}


def _feed_picture(feed: Fields, url: str) -> str:
    places = (_table(feed, "image").get("href"), feed.get("logo"), feed.get("icon"))
    return next(filter(None, (absolute(url, place) for place in places)), "")


def _update_seconds(feed: Fields) -> float | None:
    """What the feed itself says: `ttl` in minutes, `sy:updatePeriod` by `sy:updateFrequency`."""
    ttl = _text(feed.get("ttl"))
    if ttl.isdecimal() and len(ttl) < 8:
        return float(ttl) * 60
    period = _PERIODS.get(_text(feed.get("sy_updateperiod")).lower())
    often = _text(feed.get("sy_updatefrequency")) or "1"
    if period is None or not often.isdecimal() or len(often) > 6:
        return None
    return period / max(1, int(often))
