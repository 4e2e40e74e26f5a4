"""A text in pieces, some of them marked. Pure; spans count code points, as Python does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST = 600
BEFORE = 120


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_marked: bool = False


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """The whole text, in order; spans that overlap are one mark."""
    found: list[Piece] = []
    at = 0
    for start, end in sorted(spans):
        start, end = max(at, start), min(end, len(text))
        if end <= start:
            continue
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], is_marked=True))
        at = end
    if at < len(text):
        found.append(Piece(text[at:]))
    return found


def cut(
    text: str, spans: Sequence[tuple[int, int]], *, longest: int = LONGEST
) -> tuple[str, Sequence[tuple[int, int]]]:
    """A long text around its first mark, with what was left out as …, and the spans moved along."""
    if len(text) <= longest:
        return text, spans
    first = min((start for start, _ in spans), default=0)
    begin = max(0, first - BEFORE) if first > longest - BEFORE else 0
    head = "…" if begin else ""
    shown = text[begin : begin + longest]
    tail = "…" if begin + longest < len(text) else ""
    shift = len(head) - begin
    moved = [(start + shift, min(end, begin + longest) + shift) for start, end in spans]
    return head + shown + tail, [(start, end) for start, end in moved if 0 <= start < end]
