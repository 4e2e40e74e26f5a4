"""A web page, looked at only for the feeds it names (`<link rel="alternate">`)."""

from __future__ import annotations

import html
import re

from rapport.connectors.feeds.reading.addresses import absolute
from rapport.connectors.feeds.reading.document import Document

# Feeds are named in the head.
_LOOKED_AT = 500_000
_MOST_FEEDS = 20
_LINK = re.compile(r"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_BASE = re.compile(r"<base\b([^<>]{1,2000})>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def is_page(text: str) -> bool:
    return bool(_PAGE.search(text[:5_000]))


def read_page(text: str, *, url: str) -> Document:
    head = text[:_LOOKED_AT]
    base = url
    if match := _BASE.search(head):
        base = absolute(url, _attributes(match[1]).get("href")) or url
    title = _TITLE.search(head)
    feeds = []
    for found in _LINK.finditer(head):
        given = _attributes(found[1])
        kind = given.get("type", "").partition(";")[0].strip().lower()
        if "alternate" in given.get("rel", "").lower().split() and kind in _TYPES:
            feeds.append((absolute(base, given.get("href")), given.get("title", "")))
    addresses = [address for address, _ in sorted(feeds, key=_is_of_comments) if address]
    return Document(
        kind="page",
        title=" ".join(html.unescape(title[1]).split()) if title else "",
        feeds=list(dict.fromkeys(addresses))[:_MOST_FEEDS],
    )


def _is_of_comments(feed: tuple[str, str]) -> bool:
    """WordPress names the feed of all comments beside that of the posts."""
    address, title = feed
    return "comment" in f"{address} {title}".lower()


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(text)
    }
