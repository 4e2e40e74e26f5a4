"""HTML mail: made safe to show, and read as text.

The parser behind nh3 follows browsers, whose rules for misplaced tags take quadratic time and memory on hostile
input (100,000 open tags: more than a minute). So tags are counted, balanced and flattened here first, in one pass.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

import nh3

LONGEST = 200_000  # Gmail shows the first 102 KB of a mail
MOST_TAGS = 20_000
DEEPEST = 40

_SKIPPED = ("script", "style", "title", "template", "noscript", "svg", "math", "object", "iframe")
_VOID = frozenset({"br", "hr", "img"})
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "tr",
        "table",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "section",
        "article",
    }
)
_ALLOWED = (
    _BLOCKS
    | _VOID
    | frozenset(
        [
            "a",
            "b",
            "strong",
            "i",
            "em",
            "u",
            "s",
            "small",
            "sub",
            "sup",
            "code",
            "span",
            "blockquote",
            "li",
            "td",
            "th",
            "tbody",
            "thead",
            "dl",
            "dt",
            "dd",
            "center",
            "font",
        ]
    )
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})(?=[\s/>])([^<>]*)>")
_FOREIGN = re.compile(
    r"<(?:[!?][a-zA-Z][^<>]*|/?[a-zA-Z][a-zA-Z0-9-]*:[a-zA-Z][^<>]*|/?[a-zA-Z][a-zA-Z0-9-]*\s*/?)>"
)
_HREF = re.compile(r"""href="(https?://[^"]{1,2000})\"""", re.IGNORECASE)
_IMG_ALT = re.compile(r"""alt="([^"]{0,2000})\"""")
# SVG is a document that can ask for others.
_OWN_PICTURE = re.compile(
    r"cid:|data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z", re.I
)
_ONLY_PICTURES = ("data:", "cid:")
_CID = re.compile(r"""src="cid:([^"]{1,500})\"""", re.IGNORECASE)


class Piece(NamedTuple):
    """Text (`tag` is ""), or a tag: `closing` for </p>."""

    tag: str
    closing: bool
    content: str


def cleaned(source: str) -> str:
    """HTML that may be shown: no script, style, form or frame, and nothing that is fetched from elsewhere.

    Pictures stay where they are parts of the mail itself (`cid:`, and small ones written out as `data:`).
    """
    return nh3.clean(
        _balanced(source[:LONGEST]),
        tags=set(_ALLOWED - {"center", "font"}),
        attributes={"a": {"href", "title"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan"}},
        attribute_filter=_only_own_pictures,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel="noopener noreferrer nofollow",
    )


def as_text(clean: str) -> str:
    """Cleaned HTML as text: paragraphs apart, list items marked, quotes with ">" as in plain mail."""
    lines = _Lines()
    for piece in _pieces(clean):
        lines.take(piece)
    return lines.text()


def links(clean: str, *, most: int = 100) -> tuple[str, ...]:
    return tuple(dict.fromkeys(html.unescape(url) for url in _HREF.findall(clean)[:1000]))[:most]


def alternative_texts(clean: str) -> dict[str, str]:
    """Content-ID of a picture in the text -> its alternative text."""
    found = {}
    for piece in _pieces(clean):
        cid = _CID.search(piece.content) if piece.tag == "img" else None
        alt = _IMG_ALT.search(piece.content) if cid else None
        if cid and alt:
            found[html.unescape(cid.group(1))] = html.unescape(alt.group(1))
    return found


def _only_own_pictures(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if _OWN_PICTURE.match(value) else None
    return None if value.strip().lower().startswith(_ONLY_PICTURES) else value


def _balanced(source: str) -> str:
    """The same with only known tags, closed in order, at most 40 deep and 20,000 in number; all text stays."""
    out: list[str] = []
    open_tags: list[str] = []
    tags = 0
    for tag, closing, content in _pieces(source):
        if not tag:
            out.append(content)
        elif closing:
            if tag in open_tags:
                while (last := open_tags.pop()) != tag:
                    out.append(f"</{last}>")
                out.append(f"</{tag}>")
        elif tag in _ALLOWED and tags < MOST_TAGS and (tag in _VOID or len(open_tags) < DEEPEST):
            tags += 1
            out.append(f"<{tag}{content}>")
            if tag not in _VOID:
                open_tags.append(tag)
    return "".join([*out, *(f"</{tag}>" for tag in reversed(open_tags))])


def _pieces(source: str) -> Iterator[Piece]:
    """Text and tags in order, in linear time. Comments and what browsers do not show are left out."""
    at, text_from, ends = 0, 0, _Ends(source)
    while (start := source.find("<", at)) >= 0:
        match = _TAG.match(source, start)
        at = match.end() if match else ends.past_no_tag(start)
        if at == start + 1:
            continue  # a bracket that is none of HTML's stays text
        if start > text_from:
            yield Piece("", False, source[text_from:start].replace("<", "&lt;"))
        if match and match.group(2).lower() in _SKIPPED:
            at = at if match.group(1) else ends.past(f"</{match.group(2).lower()}", at)
        elif match:
            yield Piece(match.group(2).lower(), bool(match.group(1)), match.group(3))
        text_from = at
    if text_from < len(source):
        yield Piece("", False, source[text_from:].replace("<", "&lt;"))


class _Ends:
    """Where things end. What has no end is looked for once only: hostile input opens the same thing for ever."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._small = source.lower() if len(source.lower()) == len(source) else source
        self._endless: set[str] = set()

    def past(self, end: str, at: int) -> int:
        """Behind the bracket that closes `end`, or `at` where there is none."""
        found = -1 if end in self._endless else self._small.find(end, at)
        if found < 0:
            self._endless.add(end)
            return at
        bracket = self._source.find(">", found)
        return bracket + 1 if bracket >= 0 else len(self._source)

    def past_no_tag(self, start: int) -> int:
        """Behind a comment, a declaration or a foreign tag (<o:p>); behind the bracket where it is none of them."""
        if self._source.startswith("<!--", start):
            end = self.past("--", start + 4)
            return end if end > start + 4 else start + 1
        match = _FOREIGN.match(self._source, start)
        return match.end() if match else start + 1


class _Lines:
    """Gathers text into lines with their depth of quotation."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._line: list[str] = []
        self._depth = 0
        self._blank = False

    def take(self, piece: Piece) -> None:
        if not piece.tag:
            self._line.append(re.sub(r"[\t\n\r\f ]+", " ", html.unescape(piece.content)))
        elif piece.tag == "br":
            self._end(keep_empty=True)
        elif piece.tag == "blockquote":
            self._end()
            self._depth = max(0, self._depth + (-1 if piece.closing else 1))
        elif piece.tag == "li" and not piece.closing:
            self._end()
            self._line.append("- ")
        elif piece.tag in ("td", "th") and piece.closing:
            self._line.append(" ")
        elif piece.tag == "hr":
            self._end()
            self._line.append("________________________________")
            self._end()
        elif piece.tag in _BLOCKS or piece.tag == "li":
            self._end()
            self._blank = self._blank or piece.tag in ("p", "h1", "h2", "h3", "table", "ul", "ol")

    def text(self) -> str:
        self._end()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._done)).strip()

    def _end(self, *, keep_empty: bool = False) -> None:
        line = re.sub(r" {2,}", " ", "".join(self._line)).replace("\u00a0", " ").strip()
        self._line = []
        quote = ">" * min(self._depth, 5)
        if line:
            if self._blank and self._done:
                self._done.append(quote if self._done[-1].startswith(">") else "")
            self._done.append(f"{quote} {line}" if quote else line)
            self._blank = False
        elif keep_empty and self._done:
            self._done.append(quote)
