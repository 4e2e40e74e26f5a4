"""Recognises what kind of file lies before us: JSON Lines, a CSV of any make, the customer-support CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Literal

from rapport.connectors.file.errors import UnreadableFile
from rapport.connectors.file.lines import MAX_LINE_BYTES, read_lines

_BOM = b"\xef\xbb\xbf"
_HEAD_BYTES = 64 * 1024
_MAX_COLUMNS = 1_000
_DELIMITERS = ",;\t|"

# The first name that a file has counts. Compared without case, spaces and punctuation.
COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "message", "body", "content", "fulltext", "tweet", "comment", "post", "msg"),
    "author": (
        "authorid", "author", "username", "screenname", "handle", "user", "userid", "from",
        "sender", "customer", "authorname", "name",
    ),
    "name": ("displayname", "authorname", "fullname", "name"),
    "created_at": (
        "createdat", "created", "timestamp", "datetime", "date", "time", "postedat",
        "publishedat", "sentat", "createdon", "createdtime",
    ),
    "key": ("key", "id", "tweetid", "messageid", "postid", "commentid", "statusid", "uuid"),
    "parent": (
        "parent", "parentid", "inresponsetotweetid", "inreplyto", "inreplytoid",
        "inreplytostatusid", "replyto", "replytoid", "inresponseto",
    ),
    "thread": (
        "thread", "threadid", "root", "rootid", "conversation", "conversationid", "ticket",
        "ticketid", "caseid",
    ),
    "own": ("own", "isown", "ours", "outbound", "isbrand", "fromus"),
    "inbound": ("inbound", "incoming", "isinbound"),
    "direction": ("direction",),
    "url": ("url", "link", "permalink", "uri"),
    "network": ("network", "channel", "platform"),
    "language": ("language", "lang", "locale"),
}  # fmt: skip
_REQUIRED = {"text": "text", "author": "author", "created_at": "created_at"}
_SUPPORT = (
    "tweet_id", "author_id", "inbound", "created_at", "text", "response_tweet_id",
    "in_response_to_tweet_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read a file's records, and where they begin.

    `columns` maps our field names to positions (empty for JSON Lines); `width` is the header's length.
    """

    kind: Literal["jsonl", "csv", "support"]
    start: int
    start_line: int
    delimiter: str = ","
    columns: Mapping[str, int] | None = None
    width: int = 0

    @property
    def title(self) -> str:
        return {"jsonl": "JSON Lines", "csv": "CSV", "support": "Customer-support CSV"}[self.kind]


def recognise(file: BinaryIO) -> Layout:
    """The layout of an open file. Raises UnreadableFile with what to do about it."""
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    _refuse_what_is_no_text(head)
    start = len(_BOM) if head.startswith(_BOM) else 0
    first = head[start:].lstrip()[:1]
    if not first:
        raise UnreadableFile("The file is empty.")
    if first == b"[":
        raise UnreadableFile("This is one JSON list. Write one object a line (JSON Lines), or CSV.")
    if first == b"{":
        return Layout("jsonl", start, 1)
    return _csv_layout(file, start)


def _refuse_what_is_no_text(head: bytes) -> None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:200].count(0) > len(head[:200]) // 4:
        raise UnreadableFile("The file is UTF-16. Save it as UTF-8 and try again.")
    if head.startswith(b"PK\x03\x04"):
        raise UnreadableFile("This is an Excel or zip file. Save it as CSV and try again.")
    if head.startswith(b"\x1f\x8b"):
        raise UnreadableFile("The file is compressed (gzip). Unpack it and try again.")
    if b"\n" not in head and head.count(b"\r") > 1:
        raise UnreadableFile(
            "The lines end with a carriage return alone. Save with usual line ends."
        )


def _csv_layout(file: BinaryIO, start: int) -> Layout:
    for line in read_lines(file, offset=start, number=1):
        if not line.content.strip():
            continue
        if line.is_too_long:
            raise UnreadableFile(
                f"The first line is longer than {MAX_LINE_BYTES // 1024**2} MiB, so it is no header."
            )
        names, delimiter = _header(line.content, line.number)
        columns = _columns(names)
        support = tuple(name.strip().lower() for name in names) == _SUPPORT
        kind: Literal["support", "csv"] = "support" if support else "csv"
        return Layout(kind, line.end, line.number + 1, delimiter, columns, len(names))
    raise UnreadableFile("The file is empty.")


def _header(content: bytes, number: int) -> tuple[list[str], str]:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"Line {number} holds a byte that is not UTF-8 (0x{content[error.start]:02X} at byte "
            f"{error.start + 1}). Save the file as UTF-8 and try again."
        ) from None
    delimiter = max(_DELIMITERS, key=text.count)
    names = next(csv.reader([text], delimiter=delimiter), [])
    if len(names) > _MAX_COLUMNS:
        raise UnreadableFile(
            f"The first line has {len(names):,} columns; at most {_MAX_COLUMNS:,} are read."
        )
    return names, delimiter


def _columns(names: list[str]) -> dict[str, int]:
    positions: dict[str, int] = {}
    for position, name in enumerate(names):
        positions.setdefault(re.sub(r"[^a-z0-9]", "", name.casefold()), position)
    found: dict[str, int] = {}
    for field, candidates in COLUMN_NAMES.items():
        for candidate in candidates:
            if candidate in positions:
                found[field] = positions[candidate]
                break
    missing = [column for field, column in _REQUIRED.items() if field not in found]
    if missing:
        shown = ", ".join(name.strip()[:40] for name in names[:12])
        one = len(missing) == 1
        raise UnreadableFile(
            f"The column{'' if one else 's'} {', '.join(missing)} {'is' if one else 'are'} missing. "
            f"The first line says: {shown}."
        )
    return found
