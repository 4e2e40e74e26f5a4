"""HTML as people would read it aloud: plain text with paragraphs, and the addresses and pictures in it.

    >>> plain('<p>Late <b>again</b>.</p><img src="/a.png" alt="A queue">', base="https://x.example/").text
    'Late again.'

nh3 (a parser as browsers have them) makes well-formed markup of whatever it is given; what is left is a walk over
its tags. Linear, but for what browsers' own rules make of nested formatting: run apart where the author is a stranger.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

import nh3

from rapport.connectors.feeds.reading.addresses import absolute
from rapport.connectors.feeds.reading.document import MOST_LINKS, MOST_MEDIA, Picture

LONGEST_HTML = 500_000

_PARAGRAPHS = {
    "p", "blockquote", "pre", "ul", "ol", "dl", "table", "figure", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr",
}  # fmt: skip
_LINES = {"br", "div", "li", "tr", "dt", "dd", "section", "article", "header", "footer", "aside",
          "figcaption", "center", "summary", "details"}  # fmt: skip
_TAGS = _PARAGRAPHS | _LINES | {"a", "img", "td", "th"}
_TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?:\s+[a-z]+="[^"]*")*)\s*/?>|([^<]+)|<')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_MARKUP = re.compile(r"</?[A-Za-z!]")
_NARROW_SPACE = re.compile(r"[ \t\f\xa0]+")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


@dataclass
class Plain:
    text: str = ""
    links: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def plain(markup: str, *, base: str) -> Plain:
    """What a reader sees of `markup`, and where it leads. At most 500,000 characters of it are read."""
    if not _MARKUP.search(markup):
        return Plain(text=lines_of(html.unescape(markup)))
    clean = nh3.clean(
        markup[:LONGEST_HTML],
        tags=_TAGS,
        attributes={"a": {"href"}, "img": {"src", "alt", "width", "height"}},
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "svg", "title"},
        link_rel=None,
    )
    found, pieces = Plain(), []
    for token in _TOKEN.finditer(clean):
        closing, tag, attributes, words = token.groups()
        if words is not None:
            pieces.append(_SPACE.sub(" ", html.unescape(words)))
        elif tag is not None:
            pieces.append(_break(tag, bool(closing)))
            if not closing:
                _note(found, tag, attributes, base)
    found.text = _joined("".join(pieces))
    return found


def lines_of(text: str) -> str:
    """Plain text with its lines kept and the space around them taken away."""
    return _joined(_NARROW_SPACE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))


def _break(tag: str, closing: bool) -> str:
    if tag == "li":
        return "" if closing else "\n- "
    if tag in _PARAGRAPHS:
        return "\n\n"
    if tag in ("td", "th"):
        return " "
    return "\n" if tag in _LINES else ""


def _note(found: Plain, tag: str, attributes: str, base: str) -> None:
    if tag not in ("a", "img") or not attributes:
        return
    given = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
    address = absolute(base, given.get("href" if tag == "a" else "src", ""))
    if not address:
        return
    if tag == "a":
        if address not in found.links and len(found.links) < MOST_LINKS:
            found.links.append(address)
    # Pictures of one pixel count readers.
    elif "1" not in (given.get("width"), given.get("height")) and len(found.pictures) < MOST_MEDIA:
        found.pictures.append(Picture(address, alt=given.get("alt", "").strip()[:5_000]))


def _joined(text: str) -> str:
    lines = [line.strip(" ") for line in text.split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
