"""The grammar: how pieces make a query. Precedence NEAR > NOT > AND > OR; two in a row are joined by AND."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from lark import Lark, Token, Tree, UnexpectedToken
from lark.lexer import Lexer

from rapport.query.errors import QueryError
from rapport.query.scanning import Piece, PieceKind

GRAMMAR = """
    ?start: either
    either: all (OR all)*
    all: one (AND? one)*
    ?one: NOT one -> excluded
        | close
    close: atom (NEAR atom)*
    ?atom: WORD | PHRASE | RAW | NAME | VALUE
        | group
        | FIELD item (COMMA item)* -> within
    ?item: WORD | PHRASE | group
    group: OPEN either CLOSE
    %declare OPEN CLOSE AND OR NOT NEAR WORD PHRASE RAW NAME VALUE FIELD COMMA
"""
OPERATORS = {PieceKind.AND, PieceKind.OR, PieceKind.NOT, PieceKind.NEAR}


class _Pieces(Lexer):
    """The pieces are cut already; each token is a piece's number."""

    def __init__(self, lexer_conf: Any) -> None:
        pass

    def lex(self, pieces: Any, *_: Any) -> Iterator[Token]:
        for number, piece in enumerate(pieces):
            yield Token(piece.kind.value, str(number), start_pos=number)


@cache
def _lark() -> Lark:
    return Lark(GRAMMAR, parser="lalr", lexer=_Pieces, maybe_placeholders=False)


def syntax_tree(pieces: Sequence[Piece]) -> Tree[Token]:
    """Raises QueryError where the pieces make no query. Tokens are numbers of pieces."""
    try:
        return _lark().parse(pieces)
    except UnexpectedToken as error:
        ended = error.token.type == "$END"
        number = len(pieces) if ended else int(error.token)
        raise _explained(pieces, number) from None


def _explained(pieces: Sequence[Piece], number: int) -> QueryError:
    before = pieces[number - 1] if number else None
    piece = pieces[number] if number < len(pieces) else None
    if before and before.kind == PieceKind.FIELD:
        return _error(
            before,
            f"“{before.text}:” takes a word, a phrase or brackets.",
            f'Write {before.text}:refund, {before.text}:"money back" or {before.text}:(refund OR "money back").',
        )
    if before and before.kind == PieceKind.NEAR and piece and piece.kind == PieceKind.NOT:
        return _error(
            piece,
            "NEAR is about words that are there; NOT has no place beside it.",
            "Write what must not be there outside: (a NEAR/5 b) NOT c.",
        )
    if before and before.kind in OPERATORS:
        return _nothing_after(before, piece)
    if piece and piece.kind in OPERATORS:
        return _error(
            piece,
            f"Nothing stands before “{piece.text}”.",
            f"Write a word or brackets before it, or take “{piece.text}” out.",
        )
    if before and before.kind == PieceKind.OPEN:
        return _error(before, "These brackets are empty.", "Fill them or take them out.")
    return _error(
        piece or before or Piece(PieceKind.ERROR, 0, 0),
        "This cannot stand here.",
        "Put a space, AND or OR before it, or take it out.",
    )


def _nothing_after(operator: Piece, piece: Piece | None) -> QueryError:
    if piece and piece.kind in OPERATORS:
        return _error(
            piece,
            f"“{piece.text}” follows “{operator.text}” with nothing between.",
            "Write a word or brackets between them, or take one of them out.",
        )
    return _error(
        operator,
        f"Nothing follows “{operator.text}”.",
        f"Write a word or brackets after it, or take “{operator.text}” out.",
    )


def _error(piece: Piece, message: str, remedy: str) -> QueryError:
    return QueryError(message, piece.start, piece.end - piece.start, remedy)
