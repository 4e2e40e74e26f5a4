"""JSON Feed 1.0 and 1.1 (jsonfeed.org, read 2026-11) as a document of plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rapport.connectors.feeds.reading.addresses import absolute
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
    Unread,
)
from rapport.connectors.feeds.reading.plain import Plain, lines_of, plain

_LONGEST_RAW = 5_000
_KINDS = {"image", "video", "audio"}

Fields = Mapping[str, Any]


def read_json(text: str, *, url: str) -> Document:
    """Raises NotAFeed for JSON that is none, CutShort never: half of JSON is no JSON."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeed("It looks like JSON and cannot be read as such.") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org/version" not in _text(feed.get("version")):
        raise NotAFeed("It is JSON, but no JSON Feed.")
    document = Document(
        kind="jsonfeed",
        title=_text(feed.get("title"))[:LONGEST_TITLE],
        home=absolute(url, feed.get("home_page_url")),
        picture=absolute(url, feed.get("icon")) or absolute(url, feed.get("favicon")),
        language=_language(feed.get("language")),
    )
    for number, item in enumerate(items[:MOST_ENTRIES], 1):
        where = f"item {number}"
        if not isinstance(item, dict):
            raw = json.dumps(item)[:_LONGEST_RAW]
            document.unread.append(Unread("An item of a JSON Feed must be an object.", raw, where))
        else:
            document.entries.append(_entry(item, url, feed))
    if feed.get("expired") is True:
        document.noted.append("The feed says that nothing new will come in it.")
    return document


def _entry(item: Fields, url: str, feed: Fields) -> Entry:
    link = absolute(url, item.get("url")) or absolute(url, item.get("external_url"))
    body = _body(item, link or url)
    author = _author(item) or _author(feed)
    entry = Entry(
        id=_id(item.get("id")),
        link=link,
        title=_text(item.get("title"))[:LONGEST_TITLE],
        text=body.text[:LONGEST_TEXT],
        author=_text(author.get("name"))[:300],
        author_url=absolute(url, author.get("url")),
        language=_language(item.get("language")),
    )
    entry.published = _moment(item, "date_published", entry)
    entry.updated = _moment(item, "date_modified", entry)
    if len(body.text) > LONGEST_TEXT:
        entry.noted.append(f"Its text was cut to {LONGEST_TEXT:,} characters.")
    pictures = [*_attached(item, url), *body.pictures]
    entry.media = list({picture.url: picture for picture in pictures}.values())[:MOST_MEDIA]
    outside = absolute(url, item.get("external_url"))
    entry.links = list(dict.fromkeys(filter(None, (link, outside, *body.links))))[:MOST_LINKS]
    return entry


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _id(value: object) -> str:
    """The specification wants a text; numbers are common."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63:
        return str(value)
    return _text(value)[:2_000]


def _author(fields: Fields) -> Fields:
    authors = fields.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else fields.get("author")
    return first if isinstance(first, dict) else {}


def _body(item: Fields, base: str) -> Plain:
    words = item.get("content_text")
    markup = item.get("content_html")
    found = plain(markup, base=base) if isinstance(markup, str) else Plain()
    if isinstance(words, str) and words.strip():
        found.text = lines_of(words)
    if not found.text:
        found.text = _text(item.get("summary"))
    return found


def _attached(item: Fields, url: str) -> list[Picture]:
    attachments = item.get("attachments")
    found = []
    for part in attachments if isinstance(attachments, list) else []:
        if isinstance(part, dict) and (address := absolute(url, part.get("url"))):
            mime = _text(part.get("mime_type")).lower()[:100]
            kind = mime.partition("/")[0]
            alt = _text(part.get("title"))[:1_000]
            found.append(Picture(address, kind if kind in _KINDS else "file", alt, mime))
    for name in ("image", "banner_image"):
        if address := absolute(url, item.get(name)):
            found.append(Picture(address))
    return found


def _moment(item: Fields, name: str, entry: Entry) -> str:
    """RFC 3339, with its zone; feedparser's leniency is not needed where programs write."""
    value = item.get(name)
    if value is None:
        return ""
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        found = None
    if found is None or found.tzinfo is None:
        entry.noted.append(f"Its date “{str(value)[:60]}” cannot be read.")
        return ""
    return found.isoformat()


def _language(value: object) -> str:
    text = _text(value).lower().split("-")[0]
    return text if text.isascii() and text.isalpha() and 2 <= len(text) <= 3 else ""
