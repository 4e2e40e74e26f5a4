"""Pages of posts out of a file: as fast as it can be read, or in the order and at the pace of its times."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from rapport.channels.contract import InboundPost, Noted, Page, Rejected, raw_text
from rapport.connectors.file.errors import UnreadableFile, UnreadableRecord
from rapport.connectors.file.layout import Layout, recognise
from rapport.connectors.file.records import Record, read_records
from rapport.connectors.file.translate import Scope, translate

PAGE_RECORDS = 500
# A page of long texts must not fill the memory either.
PAGE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading goes on: the byte after the last record taken, and that line's number."""

    offset: int = 0
    number: int = 0

    @classmethod
    def from_cursor(cls, cursor: str) -> Place:
        if not cursor:
            return cls()
        offset, _, number = cursor.partition(":")
        try:
            return cls(int(offset), int(number))
        except ValueError:
            raise UnreadableFile(
                f"The cursor {cursor[:40]!r} was not made by this connector."
            ) from None

    @property
    def cursor(self) -> str:
        return f"{self.offset}:{self.number}"


def look(path: Path) -> Layout:
    """What kind of file this is. Raises UnreadableFile."""
    with path.open("rb") as file:
        return recognise(file)


def read_page(path: Path, place: Place, scope: Scope) -> Page:
    """Up to `PAGE_RECORDS` records after `place`. Raises UnreadableFile, OSError."""
    total = path.stat().st_size
    if place.offset > total:
        raise UnreadableFile(
            f"The file is now {total:,} bytes long, shorter than the {place.offset:,} already read."
        )
    posts: list[InboundPost] = []
    rejected: list[Rejected] = []
    noted: list[Noted] = []
    with path.open("rb") as file:
        layout = recognise(file)
        scope = within(layout, scope)
        start = place.offset or layout.start
        end, number, more = start, place.number or layout.start_line, False
        for record in islice(read_records(file, layout, offset=start, number=number), PAGE_RECORDS):
            end, number, more = record.end, record.last_number + 1, record.end < total
            take(record, scope, posts, rejected, noted)
            if end - start > PAGE_BYTES:
                break
    if not more:
        end = total
    return Page(
        posts=tuple(posts),
        rejected=tuple(rejected),
        noted=tuple(noted),
        cursor=Place(end, number).cursor,
        more=more,
        done=end,
        total=total,
    )


def within(layout: Layout, scope: Scope) -> Scope:
    """The scope with what the layout says of a file."""
    return replace(scope, has_entities=layout.kind == "support")


def take(
    record: Record,
    scope: Scope,
    posts: list[InboundPost],
    rejected: list[Rejected],
    noted: list[Noted],
) -> None:
    """Put one record where it belongs."""
    try:
        if record.reason:
            raise UnreadableRecord(record.reason)
        translated = translate(record.fields, scope)
    except UnreadableRecord as error:
        rejected.append(Rejected(str(error), _printable(record.raw), record.where))
        return
    posts.append(translated.post)
    if translated.noted:
        noted.append(Noted(translated.noted, record.where))


def _printable(raw: bytes) -> str:
    """Bytes as a text any database stores; what is no UTF-8 is shown as its escape."""
    return raw_text(raw[:40_000].decode(errors="backslashreplace").replace("\0", "\\x00"))
