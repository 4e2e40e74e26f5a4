"""Text of Hacker News as plain text: paragraphs, links in full, code as it was written.

Hacker News itself makes no other tags than these (news.ycombinator.com/formatdoc, read 2026-11-26); any other
stays what it is, text. Takes linear time on whatever a stranger wrote.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<(/?)(pre|code|p|i|a)\b([^<>]*)>", re.IGNORECASE)
_HREF = re.compile(r"""href=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_GAPS = re.compile(r"\n{3,}")


def plain(text: str) -> tuple[str, tuple[str, ...]]:
    """(the text without tags, the addresses it links to in the order they come)."""
    pieces: list[str] = []
    links: list[str] = []
    is_link, end = False, 0
    for tag in _TAG.finditer(text):
        if not is_link:
            pieces.append(html.unescape(text[end : tag.start()]))
        end = tag.end()
        name, closes = tag[2].lower(), bool(tag[1])
        if name == "a":
            href = "" if closes else _address(tag[3])
            is_link = bool(href)
            if href:
                # What the link shows is the same address, shortened.
                pieces.append(href)
                links.append(href)
        elif name in ("p", "pre") and not is_link:
            pieces.append("\n\n")
    if not is_link:
        pieces.append(html.unescape(text[end:]))
    return _GAPS.sub("\n\n", "".join(pieces)).strip("\n "), tuple(dict.fromkeys(links))


def _address(attributes: str) -> str:
    found = _HREF.search(attributes)
    href = html.unescape(found[1] or found[2] or "") if found else ""
    return href if href.startswith(("http://", "https://")) else ""
