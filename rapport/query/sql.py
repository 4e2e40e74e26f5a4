"""A query as SQL: a condition that every match meets, to be rechecked by an evaluator. Never misses, may find too much.

    condition, params = candidates(tree, {"language": Column("d.language")}, terms="d.terms", now=now)

What has no column, and what a `tsvector` cannot answer exactly (phrases, NEAR, `?`), is widened; under NOT it is left out.
All values go as parameters of psycopg.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain, repeat
from typing import Any, NamedTuple

from rapport.kit.text import ZERO_WIDTH, terms, without_zero_width
from rapport.query.registry import Kind, field
from rapport.query.tree import (
    And,
    Field,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Raw,
    Term,
    Within,
)
from rapport.query.values import folded, host_of, window

# PostgreSQL refuses a tsvector or a tsquery past 1 MB of lexemes.
MAX_LEXEME_BYTES = 900_000
# So many characters cannot make more: one of them unfolds into eighteen at most, of three bytes each, and costs eight more.
_SURELY_FITS = MAX_LEXEME_BYTES // (18 * 3 + 8)
# A tsvector counts no further.
_PLACES = tuple(map(str, range(1, 16_384)))


@dataclass(frozen=True, slots=True)
class Column:
    """An SQL expression over the searched tables, without parameters; NULL where the value is not known.

    By kind of field: KEYWORD, CHOICE, FLAG and LIST hold values as `values.folded` makes them, DOMAIN hosts as
    `values.host_of`, as text or (`is_array`) text[]; a truth is 'yes' or 'no'; NUMBER is any number, TIME timestamptz.
    """

    sql: str
    is_array: bool = False


class Condition(NamedTuple):
    sql: str
    params: list[Any]


def candidates(
    tree: Node, columns: Mapping[str, Column], *, terms: str, now: datetime
) -> Condition:
    """`columns` by the names documents carry values under (`FieldSpec.held_in`: "links", "created_at").

    `terms` is the tsvector that `tsvector_text` wrote for `Document.searched`. A column "searched", that very text and
    never NULL, lets `raw:` be answered.
    """
    return _Widening(columns, terms, now).widest(tree)


def tsvector_text(searched: str) -> str:
    """The text form of a `tsvector` of the terms with their positions, for a parameter cast by `::tsvector`.

    Past 900 kB of lexemes, which only hostile texts have, the rest is left out.
    """
    found: Sequence[str] = terms(searched)
    if len(searched) > _SURELY_FITS:
        found = _what_fits(found)
    places: dict[str, list[str]] = {}
    for term, place in zip(found, chain(_PLACES, repeat(_PLACES[-1]))):  # noqa: B905  the second never ends
        if term in places:
            places[term].append(place)
        else:
            places[term] = [place]
    return " ".join([f"{_lexeme(term)}:{','.join(at[:255])}" for term, at in places.items()])


def _what_fits(found: Sequence[str]) -> Sequence[str]:
    """The first terms, up to `MAX_LEXEME_BYTES` of different ones."""
    size = 0
    seen: set[str] = set()
    for place, term in enumerate(found):
        if term not in seen:
            seen.add(term)
            size += len(term.encode()) + 8
        if size > MAX_LEXEME_BYTES:
            return found[:place]
    return found


ALL = Condition("TRUE", [])
NONE = Condition("FALSE", [])


def asked_words(tree: Node) -> str | None:
    """What the words of a query say every match has, as the text of a `tsquery`, to rank by; None where they say nothing."""
    return _tsquery(tree)


def is_exact(tree: Node, columns: Mapping[str, Column]) -> bool:
    """Whether `candidates` finds the matches and nothing else, so that counting them needs no recheck."""
    match tree:
        case Term() | Prefix():
            return True
        case And() | Or():
            return all(is_exact(part, columns) for part in tree.parts)
        case Not():
            return is_exact(tree.part, columns)
        case Field():
            return field(tree.name).held_in in columns
        case Raw():
            return "searched" in columns
        case _:
            return False


class _Widening:
    def __init__(self, columns: Mapping[str, Column], terms: str, now: datetime) -> None:
        self.columns = columns
        self.terms = terms
        self.now = now

    def widest(self, node: Node) -> Condition:
        """Holds wherever the query does."""
        match node:
            case And():
                others = [self.widest(part) for part in node.parts if not _is_text(part)]
                return _all([self._found(_tsquery(node)), *others])
            case Or():
                if _is_text(node):
                    return self._found(_tsquery(node))
                return _any([self.widest(part) for part in node.parts])
            case Not():
                return _not(self.surest(node.part))
            case Raw() | Field():
                return self._exactly(node) or ALL
            case _:
                return self._found(_tsquery(node))

    def surest(self, node: Node) -> Condition:
        """Holds only where the query does."""
        match node:
            case And():
                return _all([self.surest(part) for part in node.parts])
            case Or():
                return _any([self.surest(part) for part in node.parts])
            case Not():
                return _not(self.widest(node.part))
            case Term() | Prefix():
                return self._found(_tsquery(node))
            case Raw() | Field():
                return self._exactly(node) or NONE
            case _:
                return NONE

    def _found(self, tsquery: str | None) -> Condition:
        if tsquery is None or len(tsquery.encode()) > MAX_LEXEME_BYTES:
            return ALL
        return Condition(f"{self.terms} @@ %s::tsquery", [tsquery])

    def _exactly(self, node: Raw | Field) -> Condition | None:
        """None where there is no column. Where its value is not known (NULL) the condition is false, not unknown."""
        name = "searched" if isinstance(node, Raw) else field(node.name).held_in
        column = self.columns.get(name)
        if column is None:
            return None
        asked = self._raw(node, column) if isinstance(node, Raw) else self._field(node, column)
        return Condition(f"COALESCE({asked.sql}, FALSE)", asked.params)

    def _raw(self, raw: Raw, column: Column) -> Condition:
        plain = f"strpos(translate({column.sql}, %s, ''), %s) > 0"
        return Condition(plain, [ZERO_WIDTH, without_zero_width(raw.text)])

    def _field(self, asks: Field, column: Column) -> Condition:
        match field(asks.name).kind:
            case Kind.NUMBER:
                return _number(asks, column)
            case Kind.TIME:
                return self._time(asks, column)
            case Kind.DOMAIN:
                return _domain(asks, column)
            case _:
                values = [folded(value) for value in asks.values]
                sign = "&& %s::text[]" if column.is_array else "= ANY(%s::text[])"
                return Condition(f"{column.sql} {sign}", [values])

    def _time(self, asks: Field, column: Column) -> Condition:
        asked = window(asks, now=self.now)
        bounds = [
            Condition(f"{column.sql} {sign} %s", [bound])
            for sign, bound in ((">=", asked.start), ("<", asked.end))
            if bound is not None
        ]
        return _all(bounds)


def _number(asks: Field, column: Column) -> Condition:
    numbers = [float(value) for value in asks.values]
    match asks.op:
        case "is":
            return Condition(f"{column.sql} = ANY(%s::float8[])", [numbers])
        case "..":
            return Condition(f"{column.sql} BETWEEN %s AND %s", numbers)
        case _:
            return Condition(f"{column.sql} {asks.op} %s", numbers)


def _domain(asks: Field, column: Column) -> Condition:
    hosts = [host_of(value) for value in asks.values]
    beneath = [f"%.{_no_pattern(host)}" for host in hosts]
    every = column.sql if column.is_array else f"ARRAY[{column.sql}]"
    return Condition(
        f"EXISTS (SELECT FROM unnest({every}) AS h WHERE h = ANY(%s::text[]) OR h LIKE ANY(%s::text[]))",
        [hosts, beneath],
    )


def _no_pattern(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _is_text(node: Node) -> bool:
    """Whether `_tsquery` says all about it that SQL can."""
    match node:
        case Term() | Prefix() | Pattern() | Phrase() | Near() | Within():
            return True
        case And() | Or():
            return all(_is_text(part) for part in node.parts)
        case _:
            return False


def _tsquery(node: Node) -> str | None:
    """What words alone say every match has; None where they say nothing."""
    match node:
        case Term():
            return _lexeme(node.term)
        case Prefix():
            return f"{_lexeme(node.stem)}:*"
        case Pattern():
            return f"{_lexeme(node.pattern.split('?')[0])}:*"
        case Phrase():
            return _each([_tsquery(word) for word in node.words])
        case Near():
            return _each([_tsquery(node.left), _tsquery(node.right)])
        case And():
            return _each([_tsquery(part) for part in node.parts])
        case Or():
            return _either([_tsquery(part) for part in node.parts])
        case Within() if node.name in ("title", "text"):
            return _tsquery(node.part)
        case _:
            return None


@lru_cache(maxsize=20_000)
def _lexeme(term: str) -> str:
    if term.isalnum():
        return f"'{term}'"
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _each(found: Iterable[str | None]) -> str | None:
    known = list(dict.fromkeys(query for query in found if query is not None))
    return _bracketed(known, " & ") if known else None


def _either(found: list[str | None]) -> str | None:
    known = list(dict.fromkeys(query for query in found if query is not None))
    return _bracketed(known, " | ") if known and None not in found else None


def _bracketed(parts: list[str], sign: str) -> str:
    return parts[0] if len(parts) == 1 else f"({sign.join(parts)})"


def _all(conditions: Iterable[Condition]) -> Condition:
    kept = [condition for condition in conditions if condition.sql != "TRUE"]
    if any(condition.sql == "FALSE" for condition in kept):
        return NONE
    return _joined(kept, " AND ") if kept else ALL


def _any(conditions: Iterable[Condition]) -> Condition:
    kept = [condition for condition in conditions if condition.sql != "FALSE"]
    if any(condition.sql == "TRUE" for condition in kept):
        return ALL
    return _joined(kept, " OR ") if kept else NONE


def _joined(conditions: list[Condition], sign: str) -> Condition:
    if len(conditions) == 1:
        return conditions[0]
    params = [param for condition in conditions for param in condition.params]
    return Condition(f"({sign.join(condition.sql for condition in conditions)})", params)


def _not(condition: Condition) -> Condition:
    if condition.sql in ("TRUE", "FALSE"):
        return NONE if condition.sql == "TRUE" else ALL
    return Condition(f"NOT ({condition.sql})", condition.params)
