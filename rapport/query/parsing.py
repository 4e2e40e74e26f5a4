"""Reads what somebody wrote into a tree, or says what is wrong, where, and what to do.

    >>> parse('refund AND "money back" NOT site:example.org').tree

Takes time proportional to the length of the text, whatever it is.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lark import Token, Tree

from rapport.query.errors import QueryError, QueryWarning
from rapport.query.field_values import field_of
from rapport.query.leaves import MAX_SLOP, lost_signs, one_or_phrase, raw_of, words_of
from rapport.query.scanning import Piece, PieceKind, scan
from rapport.query.syntax import syntax_tree
from rapport.query.tree import (
    And,
    Field,
    Named,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Raw,
    Within,
)

_SURROGATE = re.compile("[\ud800-\udfff]")
MAX_LENGTH = 100_000
MAX_TERMS = 2_000
MAX_BRACKETS = 40
# Deep enough for what people write; every evaluator may walk the tree by calling itself.
MAX_DEPTH = 60
NEAR_ALONE = 4
FAR = 10


@dataclass(frozen=True, slots=True)
class Parsed:
    tree: Node
    warnings: tuple[QueryWarning, ...] = ()


def parse(text: str, *, names: Container[str] = ()) -> Parsed:
    """`names`: the named queries that exist, folded and without @; any other `@word` is a handle.

    Raises QueryError.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(
            f"This query has {len(text):,} characters; at most {MAX_LENGTH:,} are read.",
            MAX_LENGTH,
            len(text) - MAX_LENGTH,
            "Put parts of it into named queries, or long enumerations into a list.",
        )
    # A null can stand in no database, half a surrogate pair in no text.
    text = _SURROGATE.sub("\ufffd", text.replace("\0", " "))
    pieces = _pieces(text, names)
    _check_brackets(pieces)
    builder = _Builder(pieces)
    tree = builder.built(syntax_tree(pieces)).node
    return Parsed(tree, tuple(builder.warnings))


def _pieces(text: str, names: Container[str]) -> list[Piece]:
    pieces: list[Piece] = []
    words = 0
    for piece in scan(text, names=names):
        if piece.kind == PieceKind.ERROR:
            raise QueryError(piece.problem, piece.start, piece.end - piece.start, piece.remedy)
        words += max(1, len(piece.items)) if piece.kind in _COUNTED else 0
        if words > MAX_TERMS or len(pieces) > 5 * MAX_TERMS:
            raise _too_many(piece)
        pieces.append(piece)
    if not pieces:
        raise QueryError(
            "There is nothing to look for.",
            0,
            len(text),
            'Write a word, as in refund OR "money back".',
        )
    return pieces


_COUNTED = {PieceKind.WORD, PieceKind.PHRASE, PieceKind.RAW, PieceKind.NAME, PieceKind.VALUE}


def _too_many(piece: Piece) -> QueryError:
    return QueryError(
        f"This query has more than {MAX_TERMS:,} words.",
        piece.start,
        piece.end - piece.start,
        "Put parts of it into named queries, or long enumerations of authors or sites into a list.",
    )


def _check_brackets(pieces: Sequence[Piece]) -> None:
    opened: list[Piece] = []
    for piece in pieces:
        if piece.kind == PieceKind.OPEN:
            opened.append(piece)
            if len(opened) > MAX_BRACKETS:
                raise _too_deep(piece.start)
        elif piece.kind == PieceKind.CLOSE:
            if not opened:
                raise QueryError(
                    "This bracket closes nothing.",
                    piece.start,
                    1,
                    "Take it out, or open one before it.",
                )
            opened.pop()
    if opened:
        raise QueryError(
            "This bracket is never closed.", opened[-1].start, 1, "Write ) where its part ends."
        )


def _too_deep(position: int) -> QueryError:
    return QueryError(
        "From here on, the query is nested too deeply.",
        position,
        1,
        f"Use at most {MAX_BRACKETS} brackets within one another; named queries help.",
    )


class _Built(NamedTuple):
    node: Node
    start: int
    end: int
    depth: int = 1
    bracketed: bool = False


@dataclass
class _Builder:
    pieces: Sequence[Piece]
    warnings: list[QueryWarning] = field(default_factory=list)
    words: int = 0

    def built(self, tree: Tree[Token] | Token) -> _Built:
        if isinstance(tree, Token):
            return self._leaf(self._piece(tree))
        parts = tree.children
        match tree.data:
            case "either":
                return self._either(parts)
            case "all":
                return self._all(parts)
            case "excluded":
                return self._excluded(parts)
            case "close":
                return self._close(parts)
            case "within":
                return self._within(parts)
            case _:
                return self.built(parts[1])._replace(
                    start=self._piece(parts[0]).start, end=self._piece(parts[2]).end, bracketed=True
                )

    def _piece(self, token: Tree[Token] | Token) -> Piece:
        return self.pieces[int(token)]  # type: ignore[arg-type]

    def _operands(
        self, children: Sequence[Tree[Token] | Token], operator: PieceKind
    ) -> list[_Built]:
        return [
            self.built(child)
            for child in children
            if not (isinstance(child, Token) and child.type == operator)
        ]

    def _either(self, children: Sequence[Tree[Token] | Token]) -> _Built:
        parts = self._operands(children, PieceKind.OR)
        if len(parts) == 1:
            return parts[0]
        for part in parts:
            if isinstance(part.node, And) and not part.bracketed:
                self._warn(
                    "AND binds before OR: this part is read as if it stood in brackets.",
                    (part.start, part.end),
                    "Put brackets to say which you mean, as in (a OR b) AND c.",
                )
                break
        return self._joined(Or, parts)

    def _all(self, children: Sequence[Tree[Token] | Token]) -> _Built:
        parts = self._operands(children, PieceKind.AND)
        return parts[0] if len(parts) == 1 else self._joined(And, parts)

    def _joined(self, kind: type[And | Or], parts: Sequence[_Built]) -> _Built:
        nodes: list[Node] = []
        for part in parts:
            nodes.extend(part.node.parts if isinstance(part.node, kind) else (part.node,))
        return self._deeper(kind(tuple(nodes)), parts)

    def _deeper(self, node: Node, parts: Sequence[_Built], *, start: int | None = None) -> _Built:
        start = parts[0].start if start is None else start
        depth = 1 + max(part.depth for part in parts)
        if depth > MAX_DEPTH:
            raise _too_deep(start)
        return _Built(node, start, parts[-1].end, depth)

    def _excluded(self, children: Sequence[Tree[Token] | Token]) -> _Built:
        # A run of NOTs is walked, not called down into.
        signs = [self._piece(children[0])]
        inner = children[1]
        while isinstance(inner, Tree) and inner.data == "excluded":
            signs.append(self._piece(inner.children[0]))
            inner = inner.children[1]
            if len(signs) > MAX_DEPTH:
                raise _too_deep(signs[-1].start)
        built = self.built(inner)
        for sign in reversed(signs):
            built = self._deeper(Not(built.node), [built], start=sign.start)
        return built

    def _close(self, children: Sequence[Tree[Token] | Token]) -> _Built:
        built = self.built(children[0])
        for sign, child in zip(children[1::2], children[2::2], strict=True):
            near = self._piece(sign)
            right = self.built(child)
            for side in (built, right):
                _check_side(side)
            distance = NEAR_ALONE if near.number is None else near.number
            self._check_far(distance, near)
            node = Near(built.node, right.node, distance, near.ordered)
            built = self._deeper(node, [built, right])
        return built

    def _within(self, children: Sequence[Tree[Token] | Token]) -> _Built:
        name = self._piece(children[0])
        parts = self._operands(children[1:], PieceKind.COMMA)
        built = parts[0] if len(parts) == 1 else self._joined(Or, parts)
        if (bad := misplaced(built.node)) is not None:
            raise QueryError(
                f"“{bad}:” cannot stand inside the brackets of “{name.text}:”.",
                built.start,
                built.end - built.start,
                f"Write it outside: {name.text}:(…) {bad}:….",
            )
        return self._deeper(Within(name.text, built.node), [built], start=name.start)

    def _leaf(self, piece: Piece) -> _Built:
        node = self._leaf_node(piece)
        self.words += len(node.words) if isinstance(node, Phrase) else 1
        if self.words > MAX_TERMS:
            raise _too_many(piece)
        return _Built(node, piece.start, piece.end)

    def _leaf_node(self, piece: Piece) -> Node:
        match piece.kind:
            case PieceKind.NAME:
                return Named(piece.text)
            case PieceKind.RAW:
                return raw_of(piece)
            case PieceKind.VALUE:
                return field_of(piece)
            case PieceKind.PHRASE:
                return self._phrase(piece)
            case _:
                return self._word(piece)

    def _word(self, piece: Piece) -> Node:
        node = one_or_phrase(words_of(piece.text, position=piece.start))
        lowered = piece.text.split("/")[0]
        if lowered in ("and", "or", "not", "near", "onear"):
            self._warn_at(
                piece,
                f"“{piece.text}” is looked for as a word.",
                f"Write {piece.text.upper()} if it is meant to join words.",
            )
        elif lost_signs(piece):
            found = " ".join(
                str(getattr(word, "term", "…")) for word in getattr(node, "words", (node,))
            )
            self._warn_at(
                piece,
                f"“{piece.text[:40]}” is looked for as “{found[:40]}”: signs do not count.",
                f'Write raw:"{piece.text[:40]}" to keep them.',
            )
        return node

    def _phrase(self, piece: Piece) -> Node:
        words = words_of(piece.text, position=piece.start + 1)
        slop = piece.number or 0
        if len(words) > 1:
            self._check_far(slop, piece)
        if isinstance(words[-1], Pattern) and piece.text.rstrip().endswith("?"):
            self._warn_at(
                piece,
                "The ? stands for exactly one more letter here, not for a question mark.",
                "Leave the ? out to find the question.",
            )
        return one_or_phrase(words, slop=slop)

    def _check_far(self, distance: int, piece: Piece) -> None:
        if distance > MAX_SLOP:
            raise QueryError(
                f"{distance} words between is too far; at most {MAX_SLOP} are allowed.",
                piece.start,
                piece.end - piece.start,
                "Write AND if the distance does not matter, or a smaller number.",
            )
        if distance > FAR:
            self._warn_at(
                piece,
                f"Words up to {distance} apart often have nothing to do with each other.",
                f"Up to {FAR} finds what belongs together; AND finds both anywhere.",
            )

    def _warn_at(self, piece: Piece, message: str, remedy: str) -> None:
        self._warn(message, (piece.start, piece.end), remedy)

    def _warn(self, message: str, at: tuple[int, int], remedy: str) -> None:
        self.warnings.append(QueryWarning(message, at[0], at[1] - at[0], remedy))


def misplaced(node: Node) -> str | None:
    """The name of a field inside the brackets of a text field, where there is one."""
    match node:
        case Field() | Within():
            return node.name
        case Not():
            return misplaced(node.part)
        case And() | Or():
            return next((name for part in node.parts if (name := misplaced(part))), None)
        case _:
            return None


def wrong_beside_near(node: Node) -> tuple[str, str] | None:
    """What of this cannot stand beside NEAR, and the remedy; None where all can."""
    match node:
        case Or():
            return next((wrong for part in node.parts if (wrong := wrong_beside_near(part))), None)
        case And():
            return (
                "AND cannot stand beside NEAR: a distance is measured between words.",
                'Write OR between alternatives, a phrase in quotation marks, or "(a NEAR/5 b) AND c".',
            )
        case Not():
            return (
                "NEAR is about words that are there; NOT has no place beside it.",
                "Write what must not be there outside: (a NEAR/5 b) NOT c.",
            )
        case Field() | Within() | Raw():
            name = "raw" if isinstance(node, Raw) else node.name
            return (
                f"“{name}:” cannot stand beside NEAR: a distance is measured between words.",
                f"Write it outside: (a NEAR/5 b) {name}:….",
            )
        case _:
            return None


def _check_side(side: _Built) -> None:
    if wrong := wrong_beside_near(side.node):
        raise QueryError(wrong[0], side.start, side.end - side.start, wrong[1])
