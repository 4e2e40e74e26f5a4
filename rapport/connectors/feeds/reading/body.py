"""A body of any kind as a document: which kind it is, and who reads it."""

from __future__ import annotations

from rapport.connectors.feeds.reading.charset import decoded
from rapport.connectors.feeds.reading.document import Document, NotAFeed
from rapport.connectors.feeds.reading.json_feed import read_json
from rapport.connectors.feeds.reading.page import is_page, read_page
from rapport.connectors.feeds.reading.wellformed import begins_as_feed, root_of
from rapport.connectors.feeds.reading.xml_feed import read_xml


def read_body(body: bytes, *, content_type: str, url: str) -> Document:
    """What a server sent for `url`, by what it is and not by what it is called. Raises NotAFeed, CutShort."""
    text, noted = decoded(body, content_type=content_type)
    document = _read(text, url)
    if noted and document.kind != "page":
        document.noted.append(noted)
    return document


def _read(text: str, url: str) -> Document:
    start = text[:10_000].lstrip("\ufeff \t\r\n")
    if not start and not text.strip():
        raise NotAFeed("It is empty.")
    if start[:1] in ("{", "["):
        return read_json(text, url=url)
    if begins_as_feed(text):
        return read_xml(root_of(text), url=url)
    # A page may quote a feed's markup, so it comes before a feed with something printed before it.
    if is_page(start):
        return read_page(text, url=url)
    if root := root_of(text):
        return read_xml(root, url=url)
    raise NotAFeed("It is neither RSS, Atom, JSON Feed nor a web page.")
