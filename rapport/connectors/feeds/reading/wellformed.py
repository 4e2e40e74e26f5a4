"""XML made fit to be read: without a document type, with its small faults mended, broken entries taken out.

Declarations of entities never reach a parser, so nothing expands and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from xml.parsers import expat

from rapport.connectors.feeds.reading.document import CutShort, Unread

MOST_UNREAD = 50
_LONGEST_RAW = 5_000
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(rss|feed|RDF|channel)(?=[\s/>])")
_BLANK = re.compile(r"[\ufeff\s]*")
_DOCTYPE_TOKEN = re.compile(r'"[^"]*"|\'[^\']*\'|<!--|[\[\]>]')
_ITEM = re.compile(r"<(/?)((?:[A-Za-z_][\w.-]*:)?(?:item|entry))(?=[\s/>])")
_ENDS = re.compile(r"</(?:[A-Za-z_][\w.-]*:)?(?:rss|feed|RDF|channel|html)\s*>", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));|(\w{1,32});)?")
# What XML 1.0 allows, section 2.2.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def root_of(text: str) -> str:
    """The document from its feed element on, without what stands before; "" where there is none.

    Declaration, comments, document type and whatever a server printed before them (a warning) are dropped.
    """
    at = _after_prolog(text)
    match = _ROOT.match(text, at) or _ROOT.search(text, at, at + 20_000)
    return text[match.start() :] if match else ""


def begins_as_feed(text: str) -> bool:
    """Whether its first element is a feed's: what else stands in it, a page's markup even, is then content."""
    return bool(_ROOT.match(text, _after_prolog(text)))


def _after_prolog(text: str) -> int:
    at = 0
    while True:
        at = _BLANK.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
        if text.startswith("<!--", at):
            end = text.find("-->", at)
        elif text.startswith("<?", at):
            end = text.find("?>", at)
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end = _end_of_doctype(text, at)
        else:
            return at
        if end < 0:
            return at
        at = text.index(">", end) + 1


def _end_of_doctype(text: str, at: int) -> int:
    depth, place = 0, at
    while token := _DOCTYPE_TOKEN.search(text, place):
        place = token.end()
        if token[0] == "<!--":
            end = text.find("-->", place)
            if end < 0:
                return -1
            place = end + 3
        elif token[0] == "[":
            depth += 1
        elif token[0] == "]":
            depth -= 1
        elif token[0] == ">" and depth <= 0:
            return token.start()
    return -1


def mended(root: str) -> tuple[str, list[Unread], str]:
    """The document as XML, the entries that had to be left out, and what was mended ("" for nothing).

    Raises CutShort where the end is missing. The document may still not be XML: then nothing could be mended.
    """
    fault = fault_of(root)
    if not fault:
        return root, [], ""
    if not _ENDS.search(root[-2_000:]):
        raise CutShort("The feed ends in the middle; only a part of it arrived.")
    repaired = _repaired(root)
    if not fault_of(repaired):
        return repaired, [], "It was not well-formed XML; that was mended."
    kept, unread = _without_broken(repaired)
    return kept, unread, "It was not well-formed XML; what could be read was taken."


def fault_of(document: str) -> str:
    """What is not well-formed about it; "" for nothing."""
    try:
        expat.ParserCreate().Parse(document.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        return str(error)
    return ""


def _repaired(root: str) -> str:
    parts = []
    for text, is_literal in _cdata(_NOT_XML.sub("", root)):
        parts.append(text if is_literal else _AMPERSAND.sub(_reference, text))
    return "".join(parts)


def _cdata(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces; True with those that are literal (CDATA)."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", start)
        if end < 0:
            break
        yield text[at:start], False
        yield text[start : end + 3], True
        at = end + 3
    yield text[at:], False


def _reference(match: re.Match[str]) -> str:
    if match[1] or match[2]:
        code = int(match[1], 16) if match[1] else int(match[2])
        fits = code <= 0x10FFFF and not _NOT_XML.match(chr(code))
        return match[0] if fits else ""
    if match[3] in ("amp", "lt", "gt", "quot", "apos"):
        return match[0]
    if match[3] and f"{match[3]};" in html5:
        return "".join(f"&#{ord(char)};" for char in html5[f"{match[3]};"])
    return f"&amp;{match[0][1:]}"


def _without_broken(text: str) -> tuple[str, list[Unread]]:
    kept: list[str] = []
    unread: list[Unread] = []
    at = 0
    for number, (start, end) in enumerate(_items(text), 1):
        fault = fault_of(text[start:end])
        if not fault:
            continue
        kept.append(text[at:start])
        at = end
        if len(unread) < MOST_UNREAD:
            reason = f"The entry is not well-formed XML: {fault}."
            unread.append(Unread(reason, text[start:end][:_LONGEST_RAW], f"entry {number}"))
    return "".join([*kept, text[at:]]), unread


def _items(text: str) -> Iterator[tuple[int, int]]:
    """Where each entry stands. One that is not closed ends where the next begins, or with the last end of any."""
    start: int | None = None
    for tag in _ITEM.finditer(text):
        if not tag[1]:
            if start is not None:
                yield start, tag.start()
            start = tag.start()
        elif start is not None:
            end = text.find(">", tag.end())
            yield start, len(text) if end < 0 else end + 1
            start = None
    if start is not None:
        last = [match.start() for match in _ENDS.finditer(text, max(start, len(text) - 2_000))]
        yield start, last[0] if last else len(text)
