"""A query made into one function of a look, once: what it asks first is what is answered quickest."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from rapport.kit.text import without_zero_width
from rapport.query.document import Value
from rapport.query.matching.look import Look
from rapport.query.matching.patterns import as_pattern
from rapport.query.matching.spans import loose_phrase_holds, near_holds
from rapport.query.registry import Kind, field
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
    Prefix,
    Raw,
    Term,
    Within,
    Word,
)
from rapport.query.values import (
    folded,
    folded_values,
    host_of,
    is_of_domain,
    number_holds,
    number_in,
    window,
)

Test: TypeAlias = Callable[[Look], bool]

_QUICKEST_FIRST = (Term, Prefix, Field, Raw, Phrase, Pattern, Near, Within)


def evaluator(node: Node) -> Test:
    """Raises LookupError for a field that is not registered, ValueError for a named query that was not resolved."""
    match node:
        case Term():
            term = node.term
            return lambda look: term in look.known
        case Prefix():
            start = f" {node.stem}"
            return lambda look: start in look.line
        case Pattern():
            return _row((node,))
        case Phrase():
            return loose_phrase_holds(node) if node.slop else _row(node.words)
        case Near():
            return near_holds(node)
        case Raw():
            return _raw(node)
        case Field():
            return _field(node)
        case Within():
            name, part = node.name, evaluator(node.part)
            return lambda look: any(map(part, look.within(name)))
        case Not():
            denied = evaluator(node.part)
            return lambda look: not denied(look)
        case And():
            return _all(_quickest(list(node.parts)))
        case Or():
            return _or(node)
        case Named():
            raise ValueError(f"The named query @{node.name} was not resolved.")


def _or(node: Or) -> Test:
    terms = frozenset(part.term for part in node.parts if isinstance(part, Term))
    first: list[Test] = [lambda look: not terms.isdisjoint(look.known)] if terms else []
    return _any(first + _quickest([part for part in node.parts if not isinstance(part, Term)]))


def _all(tests: list[Test]) -> Test:
    match tests:
        case [only]:
            return only
        case [one, two]:
            return lambda look: one(look) and two(look)
        case [one, two, three]:
            return lambda look: one(look) and two(look) and three(look)
    return lambda look: all(test(look) for test in tests)


def _any(tests: list[Test]) -> Test:
    match tests:
        case [only]:
            return only
        case [one, two]:
            return lambda look: one(look) or two(look)
    return lambda look: any(test(look) for test in tests)


def _quickest(parts: list[Node]) -> list[Test]:
    return [evaluator(part) for part in sorted(parts, key=_effort)]


def _effort(node: Node) -> int:
    match node:
        case Not():
            return _effort(node.part)
        case And() | Or():
            return max(map(_effort, node.parts), default=0)
        case Phrase() if node.slop:
            return _QUICKEST_FIRST.index(Near)
        case _:
            return next((n for n, kind in enumerate(_QUICKEST_FIRST) if isinstance(node, kind)), 0)


def _row(words: tuple[Word, ...]) -> Test:
    """Words one after the other: a piece of the line of terms, since no term holds a space."""
    terms = [word.term for word in words if isinstance(word, Term)]
    if len(terms) == len(words):
        row = f" {' '.join(terms)} "
        return lambda look: row in look.line
    search = re.compile(f" {' '.join(map(as_pattern, words))} ").search
    return lambda look: search(look.line) is not None


def _raw(node: Raw) -> Test:
    text = without_zero_width(node.text)
    return (lambda look: text in look.visible) if text else (lambda look: False)


def _field(node: Field) -> Test:
    spec = field(node.name)
    name = spec.held_in
    if spec.kind == Kind.NUMBER:
        return lambda look: (
            (number := number_in(look.document, spec)) is not None and number_holds(node, number)
        )
    if spec.kind == Kind.TIME:
        return _time(node, name)
    if spec.kind == Kind.DOMAIN:
        domains = [host_of(value) for value in node.values]
        return lambda look: any(
            is_of_domain(host, domain)
            for host in hosts(look.document.values.get(name))
            for domain in domains
        )
    asked = frozenset(map(folded, node.values))
    return lambda look: not asked.isdisjoint(carried(look.document.values.get(name)))


def _time(node: Field, name: str) -> Test:
    def holds(look: Look) -> bool:
        at = look.document.values.get(name)
        return isinstance(at, datetime) and window(node, now=look.now).holds(at)

    return holds


@lru_cache(maxsize=20_000, typed=True)
def carried(value: Value | None) -> tuple[str, ...]:
    """What a document carries, as it is compared; nothing where it is not known."""
    return () if value is None else folded_values(value)


@lru_cache(maxsize=20_000, typed=True)
def hosts(value: Value | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(host_of(item) for item in (value if isinstance(value, tuple) else (str(value),)))
