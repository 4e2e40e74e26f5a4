"""Cuts what somebody wrote into pieces, also when it is broken: for the parser and for the colours of an editor.

Linear in the length of the text, and never fails: what cannot be read is a piece of kind ERROR with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from rapport.kit.text import terms
from rapport.query.fields import ALIASES
from rapport.query.registry import FieldSpec, Kind, fields


class PieceKind(StrEnum):
    OPEN = "OPEN"
    CLOSE = "CLOSE"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    NEAR = "NEAR"
    WORD = "WORD"
    PHRASE = "PHRASE"
    RAW = "RAW"
    NAME = "NAME"
    FIELD = "FIELD"  # `title:`, before its words
    COMMA = "COMMA"  # between the words of a field
    VALUE = "VALUE"  # a whole `likes:>3`, with its items
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True)
class Item:
    """One of a field's values as written, without its quotes."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` is what the piece holds: a word, a phrase without quotes, the name of a field or query.

    `number` is the distance of NEAR or the slop of a phrase; `problem` and `remedy` are an ERROR's.
    """

    kind: PieceKind
    start: int
    end: int
    text: str = ""
    number: int | None = None
    ordered: bool = False
    op: str = ""
    items: tuple[Item, ...] = ()
    problem: str = ""
    remedy: str = ""


QUOTES = '"“”„‟«»″'
_AFTER_OPERATOR = rf"(?=[\s()（）{QUOTES}]|$)"
_SPACE = re.compile(r"\s+")
_OPERATOR = re.compile(rf"(AND|OR|NOT){_AFTER_OPERATOR}")
_NEAR = re.compile(rf"(O?)NEAR(?:/(\d{{1,9}})([fF]?))?{_AFTER_OPERATOR}")
_MINUS = re.compile(r"[-−–—](?=[^\s)）\-−–—])")
_PLUS = re.compile(r"\+(?=[^\s)）+])")
_FIELD = re.compile(r"([A-Za-z]{2,20})[:：](?!//)")
_WORD = re.compile(rf"[^\s()（）{QUOTES}]+")
_PLAIN_VALUE = re.compile(rf"[^\s(),（）{QUOTES}]+")
_COMPARISON = re.compile(r"(?:>=|<=|[<>=≥≤])")
_ANY_QUOTE = re.compile(rf"\\.|[{QUOTES}]", re.DOTALL)
_STRAIGHT = re.compile(r'\\.|"', re.DOTALL)
_LONE_SLOP = re.compile(r"~\d*$")
_SLOP = re.compile(r"~(\d{1,9})")
_ESCAPED = re.compile(r'\\([\\"])')
_BETWEEN = re.compile(r"\s*,\s*|\s+OR\s+|\s+")
_OPERATORS = {"AND": PieceKind.AND, "OR": PieceKind.OR, "NOT": PieceKind.NOT}


def scan(text: str, *, names: Container[str] = ()) -> Iterator[Piece]:
    """`names`: which `@names` are queries; any other `@word` is a handle."""
    return _Scanner(text, names).pieces()


class _Scanner:
    def __init__(self, text: str, names: Container[str]) -> None:
        self.text = text
        self.names = names
        self.at = 0

    def pieces(self) -> Iterator[Piece]:
        while self.at < len(self.text):
            if space := _SPACE.match(self.text, self.at):
                self.at = space.end()
                continue
            for piece in self._next():
                yield piece
                self.at = max(self.at, piece.end)

    def _next(self) -> Iterator[Piece]:
        at, char = self.at, self.text[self.at]
        if char in "(（":
            yield Piece(PieceKind.OPEN, at, at + 1)
        elif char in ")）":
            yield Piece(PieceKind.CLOSE, at, at + 1)
        elif char in QUOTES:
            yield self._phrase()
        elif found := _OPERATOR.match(self.text, at):
            yield Piece(_OPERATORS[found[1]], at, found.end(), text=found[1])
        elif found := _NEAR.match(self.text, at):
            yield self._near(found)
        elif _MINUS.match(self.text, at):
            yield Piece(PieceKind.NOT, at, at + 1, text="-")
        elif _PLUS.match(self.text, at):
            self.at += 1  # "+word" asks for what every word asks for.
        elif (found := _FIELD.match(self.text, at)) and self._is_field(found):
            yield from self._field(found)
        else:
            yield self._word()

    def _near(self, found: re.Match[str]) -> Piece:
        number = int(found[2]) if found[2] else None
        ordered = bool(found[1] or found[3])
        return Piece(PieceKind.NEAR, *found.span(), text=found[0], number=number, ordered=ordered)

    def _word(self) -> Piece:
        found = _WORD.match(self.text, self.at)
        assert found is not None
        word = found[0]
        if word.startswith(("NEAR/", "ONEAR/")):
            return self._error(
                found.span(), f"“{word}” is no distance.", "Write a number, as in NEAR/5."
            )
        if _LONE_SLOP.search(word):
            return self._error(
                found.span(),
                "“~” says how far the words of a phrase may lie apart.",
                'Write it after a phrase, as in "money back"~5, or use NEAR/5.',
            )
        if word[0] in "@＠":
            found_terms = terms(word)
            if len(found_terms) == 1 and (name := found_terms[0][1:]) in self.names:
                return Piece(PieceKind.NAME, *found.span(), text=name)
        return Piece(PieceKind.WORD, *found.span(), text=word)

    def _phrase(self) -> Piece:
        start = self.at
        end = self._close(start, _ANY_QUOTE)
        if end is None:
            return self._unclosed(start)
        slop = _SLOP.match(self.text, end)
        return Piece(
            PieceKind.PHRASE,
            start,
            slop.end() if slop else end,
            text=self.text[start + 1 : end - 1],
            number=int(slop[1]) if slop else None,
        )

    def _close(self, start: int, quotes: re.Pattern[str]) -> int | None:
        """Past the mark that closes the one at `start`."""
        for found in quotes.finditer(self.text, start + 1):
            if found[0][0] != "\\":
                return found.end()
        return None

    def _quoted(self, start: int) -> Item | None:
        """A value in quotes. Opened by a straight mark it may hold curly ones; pasted text may mix the two."""
        end = self._close(start, _STRAIGHT) if self.text[start] == '"' else None
        end = end or self._close(start, _ANY_QUOTE)
        if end is None:
            return None
        return Item(_ESCAPED.sub(r"\1", self.text[start + 1 : end - 1]), start, end)

    def _is_field(self, found: re.Match[str]) -> bool:
        """`re: refund` is a word; `refund:yes` is meant to be a field."""
        return (
            self._spec(found[1]) is not None
            or found[1].lower() == "raw"
            or (found.end() < len(self.text) and not self.text[found.end()].isspace())
        )

    def _spec(self, name: str) -> FieldSpec | None:
        lowered = name.lower()
        return fields().get(ALIASES.get(lowered, lowered))

    def _field(self, found: re.Match[str]) -> Iterator[Piece]:
        start, after, spec = found.start(), found.end(), self._spec(found[1])
        follows = self.text[after : after + 1]
        if spec is None and found[1].lower() != "raw":
            yield self._unknown(found)
        elif not follows or follows.isspace() or follows in ")）,":
            yield self._error(
                (start, after),
                f"Nothing follows “{found[0]}”.",
                "Write its value directly after the colon"
                + (f", as in {spec.example}." if spec and spec.example else "."),
            )
        elif spec is None:
            yield self._raw(start, after)
        elif spec.kind == Kind.WORDS:
            yield from self._words_of(spec, start, after)
        else:
            yield self._value(spec, start, after)

    def _raw(self, start: int, at: int) -> Piece:
        if self.text[at] in QUOTES:
            item = self._quoted(at)
            if item is None:
                return self._unclosed(at)
        elif plain := _WORD.match(self.text, at):
            item = Item(plain[0], *plain.span())
        else:
            return self._error((start, at), "“raw:” takes characters.", 'Write raw:"Google+".')
        return Piece(PieceKind.RAW, start, item.end, text=item.text)

    def _words_of(self, spec: FieldSpec, start: int, at: int) -> Iterator[Piece]:
        """`title:` and its words: one, a phrase, a list of them, or what stands in brackets, which is read as usual."""
        yield Piece(PieceKind.FIELD, start, at, text=spec.name)
        self.at = at
        while self.at < len(self.text) and self.text[self.at] not in "(（":
            if self.text[self.at] in QUOTES:
                piece = self._phrase()
            elif plain := _PLAIN_VALUE.match(self.text, self.at):
                piece = Piece(PieceKind.WORD, *plain.span(), text=plain[0])
            else:
                return
            yield piece
            self.at = piece.end
            if self.text[self.at : self.at + 1] != ",":
                return
            yield Piece(PieceKind.COMMA, self.at, self.at + 1)

    def _value(self, spec: FieldSpec, start: int, at: int) -> Piece:
        compared = _COMPARISON.match(self.text, at)
        op = compared[0].replace("≥", ">=").replace("≤", "<=") if compared else ""
        at = compared.end() if compared else at
        bracketed = self.text[at : at + 1] in ("(", "（")
        items, end = self._items(at + 1, closed_by=")）") if bracketed else self._items(at)
        if bracketed and end >= len(self.text):
            return self._error(
                (at, at + 1), "This bracket is never closed.", "Write ) where its part ends."
            )
        if bracketed and self.text[end : end + 1] not in (")", "）"):
            return self._error(
                (start, max(end, at + 1)),
                f"The brackets after “{spec.name}:” hold more than values.",
                f"Write values only, as in {spec.name}:(one OR other), and the rest outside.",
            )
        if not items:
            if self.text[end : end + 1] and self.text[end] in QUOTES:
                return self._unclosed(end)
            return self._error(
                (start, max(end, at)),
                f"“{spec.name}:” has no value.",
                f"Write one, as in {spec.example}.",
            )
        return Piece(
            PieceKind.VALUE, start, end + bracketed, text=spec.name, op=op, items=tuple(items)
        )

    def _items(self, at: int, *, closed_by: str = "") -> tuple[list[Item], int]:
        """Values from `at` on, parted by commas; in brackets also by OR or spaces. Where they end."""
        items: list[Item] = []
        while at < len(self.text):
            if closed_by and (space := _SPACE.match(self.text, at)):
                at = space.end()
            item = self._item(at)
            if item is None:
                break
            items.append(item)
            at = item.end
            between = _BETWEEN.match(self.text, at) if closed_by else None
            if between:
                at = between.end()
            elif self.text[at : at + 1] == "," and not closed_by and self._item(at + 1):
                at += 1
            else:
                break
        return items, at

    def _item(self, at: int) -> Item | None:
        if at < len(self.text) and self.text[at] in QUOTES:
            return self._quoted(at)
        plain = _PLAIN_VALUE.match(self.text, at)
        return Item(plain[0], *plain.span()) if plain else None

    def _unknown(self, found: re.Match[str]) -> Piece:
        name = found[1].lower()
        near = get_close_matches(name, [*fields(), *ALIASES, "raw"], n=1, cutoff=0.6)
        meant = f"Did you mean “{near[0]}:”? " if near else ""
        value = _PLAIN_VALUE.match(self.text, found.end())
        end = value.end() if value else found.end()
        return self._error(
            (found.start(), end),
            f"There is no field “{name}:”.",
            f"{meant}To look for the words themselves, put them in quotation marks.",
        )

    def _unclosed(self, start: int) -> Piece:
        return self._error(
            (start, len(self.text)),
            "This quotation mark is never closed.",
            'Close it with " after the last word of the phrase, or take it out.',
        )

    def _error(self, span: tuple[int, int], problem: str, remedy: str) -> Piece:
        return Piece(PieceKind.ERROR, *span, problem=problem, remedy=remedy)
