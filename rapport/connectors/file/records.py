"""Records of a recognised file: a dictionary of our field names each, or the reason why not."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from rapport.connectors.file.errors import UnreadableRecord
from rapport.connectors.file.layout import Layout
from rapport.connectors.file.lines import MAX_LINE_BYTES, Line, read_lines

# csv refuses fields above 128 KiB by default; lines are bounded here already.
csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE_BYTES))
# A quoted text may run over lines. After each one that never closed we look less far, so that a file
# made of such lines is still read in time proportional to its length.
_PATIENCE_BYTES = MAX_LINE_BYTES
_LEAST_PATIENCE_BYTES = 32 * 1024
# A line costs at least this of the patience, so that 2,000 short lines are too many as well.
_LEAST_LINE_BYTES = 1_000


@dataclass(frozen=True, slots=True)
class Record:
    """`fields` where it could be read, else `reason`. Offsets are bytes; `end` is the next record's."""

    number: int
    last_number: int
    offset: int
    end: int
    raw: bytes
    fields: dict[str, object] = field(default_factory=dict)
    reason: str = ""

    @property
    def where(self) -> str:
        if self.last_number > self.number:
            return f"lines {self.number} to {self.last_number}"
        return f"line {self.number}"


def read_records(
    file: BinaryIO, layout: Layout, *, offset: int = 0, number: int = 0
) -> Iterator[Record]:
    """Every record from `offset` on (0 = the first after the header). Empty lines are passed over."""
    offset, number = offset or layout.start, number or layout.start_line
    if layout.kind == "jsonl":
        return _json_records(file, offset, number)
    return _CSVRecords(file, layout).read(offset, number)


def _json_records(file: BinaryIO, offset: int, number: int) -> Iterator[Record]:
    for line in read_lines(file, offset=offset, number=number):
        if not line.content.strip():
            continue
        try:
            yield _record([line], fields=_json_fields(line))
        except UnreadableRecord as error:
            yield _record([line], reason=str(error))


def _json_fields(line: Line) -> dict[str, object]:
    text = _text([line])
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        if not line.whole:
            raise UnreadableRecord("The file ends in the middle of this line.") from None
        raise UnreadableRecord(f"Not JSON: {error.msg} at character {error.pos + 1}.") from None
    except (RecursionError, ValueError):
        raise UnreadableRecord(
            "Not JSON we can read: nested too deep, or too large a number."
        ) from None
    if not isinstance(value, dict):
        raise UnreadableRecord("The line is JSON, but not an object with fields.")
    return value


class _CSVRecords:
    def __init__(self, file: BinaryIO, layout: Layout) -> None:
        self.file = file
        self.layout = layout
        self.patience = _PATIENCE_BYTES

    def read(self, offset: int, number: int) -> Iterator[Record]:
        lines = read_lines(self.file, offset=offset, number=number)
        while (line := next(lines, None)) is not None:
            if not line.content.strip():
                continue
            taken: list[Line] = []
            try:
                yield _record(taken, fields=self._fields(line, lines, taken))
            except _StrayQuote as error:
                # Good lines were swallowed with it: give up this one and go back to the line after it.
                yield _record([line], reason=str(error))
                self.patience = max(self.patience // 2, _LEAST_PATIENCE_BYTES)
                lines = read_lines(self.file, offset=line.end, number=line.number + 1)
            except UnreadableRecord as error:
                yield _record(taken, reason=str(error))

    def _fields(self, first: Line, lines: Iterator[Line], taken: list[Line]) -> dict[str, object]:
        row = self._row(first, lines, taken)
        if problem := self._width_problem(row, taken[-1]):
            raise _StrayQuote(_STRAY) if len(taken) > 1 else UnreadableRecord(problem)
        _text(taken)
        assert self.layout.columns is not None
        return {name: row[position] for name, position in self.layout.columns.items()}

    def _row(self, first: Line, lines: Iterator[Line], taken: list[Line]) -> list[str]:
        delimiter = self.layout.delimiter
        try:
            # Strict, so that text after a closing quote shows which quote was a stray one ...
            return next(
                csv.reader(self._feed(first, lines, taken), delimiter=delimiter, strict=True)
            )
        except csv.Error as error:
            if len(taken) > 1:
                raise _StrayQuote(_STRAY) from None
            try:
                # ... but within one line nothing can have been swallowed: `"5" screen` may stay.
                return next(csv.reader([_loose(first)], delimiter=delimiter))
            except csv.Error:
                raise UnreadableRecord(f"Not CSV: {error}.") from None

    def _feed(self, first: Line, lines: Iterator[Line], taken: list[Line]) -> Iterator[str]:
        """Lines as the csv module asks for them: more than the first only inside an open quote."""
        taken.append(first)
        yield _loose(first)
        size = first.size
        for line in lines:
            size += max(line.size, _LEAST_LINE_BYTES)
            if size > self.patience:
                raise _StrayQuote(_STRAY)
            taken.append(line)
            yield _loose(line)
        raise _StrayQuote("A quotation mark opens here, and the file ends before it closes.")

    def _width_problem(self, row: list[str], last: Line) -> str:
        width, found = self.layout.width, f"{len(row):,} column{'s' * (len(row) != 1)}"
        if len(row) < width:
            half = "" if last.whole else " The file ends in the middle of this line."
            return f"{found} where the first line has {width}.{half}"
        if any(row[width:]):
            return (
                f"{found} where the first line has {width}: a text with the separator in it needs "
                "quotation marks."
            )
        return ""


_STRAY = "A quotation mark opens here and does not close where a column ends."


class _StrayQuote(UnreadableRecord):
    """An open quote swallowed what follows."""


def _loose(line: Line) -> str:
    """The line for the csv module: bytes that are no UTF-8 are kept apart, so that quotes stay in step."""
    if line.is_too_long:
        raise UnreadableRecord(_too_long(line))
    return line.content.decode(errors="surrogateescape") + "\n"


def _text(lines: list[Line]) -> str:
    """The lines as text. Raises UnreadableRecord for what no text may hold, and says which byte."""
    for line in lines:
        if line.is_too_long:
            raise UnreadableRecord(_too_long(line))
        if (position := line.content.find(b"\0")) >= 0:
            raise UnreadableRecord(
                f"A NUL byte at byte {position + 1} of line {line.number} "
                f"(byte {line.offset + position + 1:,} of the file)."
            )
    try:
        return "\n".join(line.content.decode() for line in lines)
    except UnicodeDecodeError:
        raise UnreadableRecord(_not_utf8(lines)) from None


def _not_utf8(lines: list[Line]) -> str:
    for line in lines:
        try:
            line.content.decode()
        except UnicodeDecodeError as error:
            return (
                f"Not UTF-8: 0x{line.content[error.start]:02X} at byte {error.start + 1} of line "
                f"{line.number} (byte {line.offset + error.start + 1:,} of the file)."
            )
    return "Not UTF-8."


def _too_long(line: Line) -> str:
    return f"The line has {line.size:,} bytes; the most we read is {MAX_LINE_BYTES:,}."


def _record(
    lines: list[Line], *, fields: dict[str, object] | None = None, reason: str = ""
) -> Record:
    return Record(
        number=lines[0].number,
        last_number=lines[-1].number,
        offset=lines[0].offset,
        end=lines[-1].end,
        raw=b"\n".join(line.content for line in lines),
        fields=fields or {},
        reason=reason,
    )
