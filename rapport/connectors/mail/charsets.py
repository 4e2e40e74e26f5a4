"""Bytes to text, whatever their charset is said to be: wrong, missing, unknown, or decoded once too often."""

from __future__ import annotations

import codecs
import re
from email.errors import MessageError
from email.header import decode_header

# Text encodings only: Python would also take "punycode" (slow on long input) or "unicode_escape" for a charset.
_KNOWN = re.compile(
    r"utf|ascii|us-ascii|iso-?8859|windows-?\d|cp\d|x-cp|koi8|big5|gb|euc|shift|sjis|ms932|iso-?2022|mac|latin|tis|hz|ks_c",
    re.IGNORECASE,
)
# What they are called in mail, and what was really used (WHATWG Encoding standard, read 2026-11).
_REALLY = {
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "iso-8859-8-i": "iso-8859-8",
    "x-mac-roman": "mac_roman",
}
_SINGLE_BYTE = {"cp1252", "iso-8859-15", "iso8859-15"}
_TWICE = re.compile(r"[ÂÃâÅÄ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_LONGEST_HEADER = 20_000


def text_from(data: bytes, charset: str) -> str:
    """The text of a part. Never fails: what cannot be read becomes the replacement character."""
    named = _codec(charset)
    if named in (None, *_SINGLE_BYTE):
        # Bytes beyond ASCII that happen to be right UTF-8 are UTF-8, whatever the header says.
        text = _strict(data, "utf-8")
        if text is not None:
            return _mended(text)
    for codec in (named, "utf-8", "cp1252"):
        text = _strict(data, codec) if codec else None
        if text is not None:
            return _mended(text)
    return data.decode("utf-8" if named in (None, "utf-8") else named, "replace")


def header_text(raw: str) -> str:
    """A header as a reader sees it: on one line, encoded words read, without control characters."""
    unfolded = re.sub(r"\s*[\r\n]+\s*", " ", raw[:_LONGEST_HEADER])
    try:
        pieces = decode_header(unfolded) if "=?" in unfolded else [(unfolded, None)]
    except (MessageError, ValueError, LookupError):  # base64 or a charset that is none
        pieces = [(unfolded, None)]
    text = "".join(_piece(content, charset) for content, charset in pieces)
    return re.sub(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]+", " ", text).strip()


def _piece(content: str | bytes, charset: str | None) -> str:
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogateescape")
    elif charset is None:
        # decode_header gives plain stretches as raw-unicode-escape bytes.
        content = content.decode("raw-unicode-escape", "replace").encode("utf-8", "surrogateescape")
    return text_from(content, charset or "")


def _codec(charset: str) -> str | None:
    name = charset.strip().strip("\"'").lower()[:60]
    name = _REALLY.get(name, name)
    if not _KNOWN.match(name):
        return None
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _mended(text: str) -> str:
    """UTF-8 that was once read as Windows-1252 ("GrÃ¼ÃŸe") read back, where every byte of it agrees."""
    if len(_TWICE.findall(text[:20_000])) < 2:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
