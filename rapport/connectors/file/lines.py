"""Lines of a file with their numbers and byte offsets, in bounded memory whatever the file holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

# A text of 100,000 characters, every one written as a JSON escape of 12 bytes, still fits.
MAX_LINE_BYTES = 2 * 1024 * 1024
# What is kept of a line that is longer: enough to recognise it in quarantine.
KEPT_OF_LONG_LINE = 4_000
_SKIP_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line end. `number` counts from 1, offsets are bytes from the file's start.

    `size` is the length in the file; where it exceeds `MAX_LINE_BYTES` only the beginning is in `content`.
    `whole` says a line end followed, so that the last half of a torn file can be told.
    """

    number: int
    offset: int
    end: int
    content: bytes
    size: int
    whole: bool

    @property
    def is_too_long(self) -> bool:
        return self.size > MAX_LINE_BYTES


def read_lines(file: BinaryIO, *, offset: int, number: int) -> Iterator[Line]:
    """Every line from `offset` on; the first one carries `number`."""
    file.seek(offset)
    while True:
        piece = file.readline(MAX_LINE_BYTES + 2)
        if not piece:
            return
        end, whole = offset + len(piece), piece.endswith(b"\n")
        content = piece.removesuffix(b"\n").removesuffix(b"\r")
        size = len(content)
        if size > MAX_LINE_BYTES:
            if not whole:
                end, whole = _skip_to_line_end(file, end)
            content, size = content[:KEPT_OF_LONG_LINE], end - offset
        yield Line(number, offset, end, content, size, whole)
        offset, number = end, number + 1


def _skip_to_line_end(file: BinaryIO, end: int) -> tuple[int, bool]:
    while piece := file.readline(_SKIP_BYTES):
        end += len(piece)
        if piece.endswith(b"\n"):
            return end, True
    return end, False
