"""The colours of a query in an editor: spans with a class each, also while it is half written."""

from __future__ import annotations

from collections.abc import Container
from typing import Literal, NamedTuple, TypeAlias

from rapport.query.parsing import MAX_LENGTH
from rapport.query.scanning import Piece, PieceKind, scan

SpanClass: TypeAlias = Literal[
    "operator", "bracket", "word", "wildcard", "phrase", "raw", "field", "value", "name", "error"
]


class Colour(NamedTuple):
    """`start` and `end` count code points; spans stand in order and do not overlap. What has no class is left out."""

    start: int
    end: int
    kind: SpanClass


_CLASSES: dict[PieceKind, SpanClass] = {
    PieceKind.OPEN: "bracket",
    PieceKind.CLOSE: "bracket",
    PieceKind.AND: "operator",
    PieceKind.OR: "operator",
    PieceKind.NOT: "operator",
    PieceKind.NEAR: "operator",
    PieceKind.COMMA: "operator",
    PieceKind.PHRASE: "phrase",
    PieceKind.RAW: "raw",
    PieceKind.FIELD: "field",
    PieceKind.NAME: "name",
    PieceKind.ERROR: "error",
}


def colours(text: str, *, names: Container[str] = ()) -> list[Colour]:
    """Never raises. A bracket without its other half is an error; what lies past the longest query stays plain."""
    pieces = list(scan(text[:MAX_LENGTH], names=names))
    unmatched = _unmatched(pieces)
    found: list[Colour] = []
    for number, piece in enumerate(pieces):
        found += [Colour(piece.start, piece.end, "error")] if number in unmatched else _of(piece)
    return found


def _of(piece: Piece) -> list[Colour]:
    if piece.kind == PieceKind.WORD:
        wild = "*" in piece.text or "?" in piece.text
        return [Colour(piece.start, piece.end, "wildcard" if wild else "word")]
    if piece.kind == PieceKind.VALUE:
        name = Colour(piece.start, piece.items[0].start, "field")
        return [name, *(Colour(item.start, item.end, "value") for item in piece.items)]
    return [Colour(piece.start, piece.end, _CLASSES[piece.kind])]


def _unmatched(pieces: list[Piece]) -> set[int]:
    opened: list[int] = []
    wrong: set[int] = set()
    for number, piece in enumerate(pieces):
        if piece.kind == PieceKind.OPEN:
            opened.append(number)
        elif piece.kind == PieceKind.CLOSE:
            if opened:
                opened.pop()
            else:
                wrong.add(number)
    return wrong | set(opened)
