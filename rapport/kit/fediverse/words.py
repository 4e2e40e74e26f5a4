"""A status' HTML as the text its writer meant.

Servers wrap words in paragraphs, shorten addresses with invisible spans and mentions to a name without its
server (docs.joinmastodon.org/spec/activitypub, "Sanitization", read 2026-11-26). Linear in the length of its input.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

LONGEST_HTML = 100_000
MOST_LINKS = 50

_SPACE = re.compile(r"[ \t\r\n\f]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BLOCKS = {"p", "div", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
_SILENT = {"script", "style", "template"}


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    links: tuple[str, ...] = ()


def words_of(html: str, *, mentions: Mapping[str, str]) -> Words:
    """The text and the addresses it links to. `mentions`: a profile's address -> user@host.

    Raises ValueError where it is longer than 100,000 characters.
    """
    if len(html) > LONGEST_HTML:
        raise ValueError(f"it is longer than {LONGEST_HTML:,} characters")
    reader = _Reader(mentions)
    reader.feed(html)
    reader.close()
    return reader.words()


def web_address(value: object) -> str:
    """An http or https address; "" for anything else a stranger may put there."""
    if not isinstance(value, str) or len(value) > 2000:
        return ""
    address = value.strip()
    if not address.lower().startswith(("https://", "http://")) or any(c.isspace() for c in address):
        return ""
    return address if address.isprintable() else ""


class _Reader(HTMLParser):
    def __init__(self, mentions: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._mentions = mentions
        self._said: list[str] = []
        self._links: list[str] = []
        self._silent = 0
        # The link we are in: its address, its classes and where in `_said` its text begins.
        self._link: tuple[str, set[str], int] | None = None

    def words(self) -> Words:
        self._end_link()
        lines = (line.strip() for line in "".join(self._said).split("\n"))
        text = _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()
        return Words(text, tuple(dict.fromkeys(self._links)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "a":
            self._end_link()
            classes = set(given.get("class", "").split())
            self._link = (given.get("href", ""), classes, len(self._said))
        elif tag == "br":
            self._said.append("\n")
        elif tag == "li":
            self._said.append("\n- ")
        elif tag == "img":
            self._said.append(given.get("alt", ""))
        elif tag in _BLOCKS:
            self._said.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "a":
            self._end_link()
        elif tag in _BLOCKS:
            self._said.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._said.append(_SPACE.sub(" ", data))

    def _end_link(self) -> None:
        if self._link is None:
            return
        (href, classes, start), self._link = self._link, None
        shown = "".join(self._said[start:])
        if "mention" in classes and "hashtag" not in classes and shown.strip().startswith("@"):
            self._said[start:] = [self._mention(href, shown)]
            return
        address = web_address(href)
        if not address or "hashtag" in classes or shown.strip().startswith("#"):
            return
        if len(self._links) < MOST_LINKS:
            self._links.append(address)
        if _is_shortened(shown, address):
            self._said[start:] = [address]

    def _mention(self, href: str, shown: str) -> str:
        handle = self._mentions.get(href)
        if handle:
            return f"@{handle}"
        name = shown.strip().lstrip("@")
        if "@" in name:
            return f"@{name}"
        try:
            host = urlsplit(href).hostname or ""
        except ValueError:
            host = ""
        return f"@{name}@{host}" if host else f"@{name}"


def _is_shortened(shown: str, address: str) -> bool:
    """Whether what is shown is a piece of the address itself, as clients cut it."""
    piece = shown.strip().removesuffix("…").removesuffix("...")
    return len(piece) > 5 and "." in piece and piece in address
