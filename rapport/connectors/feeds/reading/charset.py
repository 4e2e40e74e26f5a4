"""Bytes as text, whatever was said about their encoding."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE
)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
# Python knows codecs that are no character sets, some of them slow.
_CHARACTER_SET = re.compile(
    r"(utf-?(8|16|32)([-_]?[lb]e)?|(us-)?ascii|iso-?8859-?\d+|latin-?\d+|(windows|cp)-?\d+|koi8-?[ru]|"
    r"gb(k|2312|18030)|big5(-?hkscs)?|euc-?(jp|kr|cn)|shift[-_]?jis|sjis|iso-?2022-?(jp|kr)|ks_c_5601-1987|"
    r"mac-?\w{1,12}|tis-?620)",
    re.IGNORECASE,
)


def decoded(body: bytes, *, content_type: str) -> tuple[str, str]:
    """The text of a body, and what had to be set right about its encoding ("" for nothing).

    What is valid UTF-8 is UTF-8, whatever was said: other encodings hardly ever look like it.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), ""
    if body[:4] in (b"<\0?\0", b"<\0r\0", b"<\0f\0"):
        return body.decode("utf-16-le", "replace"), ""
    if body[:4] in (b"\0<\0?", b"\0<\0r", b"\0<\0f"):
        return body.decode("utf-16-be", "replace"), ""
    said = _said(body, content_type)
    for name in (*(n for n in said if n.startswith("iso-2022")), "utf-8", *said):
        try:
            return body.decode(name), _noted(name, said)
        except (UnicodeDecodeError, LookupError):
            continue
    # The most common mistake: Windows' western set under another name.
    return body.decode("windows-1252", "replace"), _noted("windows-1252", said)


def _said(body: bytes, content_type: str) -> list[str]:
    found = []
    if match := _IN_HEADER.search(content_type[:300]):
        found.append(match[1])
    for pattern in (_DECLARED, _META):
        if inside := pattern.search(body[:2_000]):
            found.append(inside[1].decode("ascii"))
    return [name.lower() for name in found if _CHARACTER_SET.fullmatch(name)]


def _noted(used: str, said: list[str]) -> str:
    if not said or used in said or (used == "utf-8" and "ascii" in said[0]):
        return ""
    return f"It says it is written in {said[0]} and is not; it was read as {used}."
