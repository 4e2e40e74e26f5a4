"""A query made into one function of a look, once: what it asks first is what is answered quickest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
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
        case Phrase() | Near():
            return _and(And((node,)))
        case Pattern():
            return _row((node,))
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
            return _and(node)
        case Or():
            return _or(node)
        case Named():
            raise ValueError(f"The named query @{node.name} was not resolved.")


def _and(node: And) -> Test:
    """What only asks whether words are there at all is one test, without a call for each part."""
    required, denied, choices, rest = set[str](), set[str](), list[frozenset[str]](), list[Node]()
    for part in node.parts:
        match part:
            case Term():
                required.add(part.term)
            case Not(part=Term() as term):
                denied.add(term.term)
            case Or() if all(isinstance(one, Term) for one in part.parts):
                choices.append(_terms(part.parts))
            case _:
                choices += sure_words(part)
                rest.append(part)
    required.update(*(choice for choice in choices if len(choice) == 1))
    choices = sorted((choice for choice in choices if len(choice) > 1), key=len)
    return _all(
        _words(frozenset(required), frozenset(denied), choices)
        + [_exactly(one) for one in sorted(rest, key=_effort)]
    )


def sure_words(node: Node) -> list[frozenset[str]]:
    """Of each of these sets one word must be there for a row of words or NEAR to hold: quicker asked than their places."""
    match node:
        case Term():
            return [frozenset((node.term,))]
        case Phrase():
            return [words for word in node.words for words in sure_words(word)]
        case Near():
            return sure_words(node.left) + sure_words(node.right)
        case Or():
            parts = [min(sure_words(part), key=len, default=None) for part in node.parts]
            sure = [part for part in parts if part is not None]
            return [frozenset().union(*sure)] if len(sure) == len(parts) else []
        case _:
            return []


def _words(
    required: frozenset[str], denied: frozenset[str], choices: list[frozenset[str]]
) -> list[Test]:
    """No test where nothing is asked. The first two choices are asked apart, for nearly all queries have no more."""
    if not (required or denied or choices):
        return []
    if not choices:
        return [lambda look: required <= look.known and denied.isdisjoint(look.known)]
    first, *others = choices
    if required or len(others) > 1:
        return [
            lambda look: (
                required <= (known := look.known)
                and denied.isdisjoint(known)
                and not any(choice.isdisjoint(known) for choice in choices)
            )
        ]
    if not others:
        return [lambda look: not first.isdisjoint(known := look.known) and denied.isdisjoint(known)]
    second = others[0]
    return [
        lambda look: (
            not second.isdisjoint(known := look.known)
            and not first.isdisjoint(known)
            and denied.isdisjoint(known)
        )
    ]


def _or(node: Or) -> Test:
    terms = _terms(node.parts)
    first: list[Test] = [lambda look: not terms.isdisjoint(look.known)] if terms else []
    return _any(first + _quickest([part for part in node.parts if not isinstance(part, Term)]))


def _terms(parts: Iterable[Node]) -> frozenset[str]:
    return frozenset(part.term for part in parts if isinstance(part, Term))


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


def _exactly(node: Node) -> Test:
    """What remains to be asked of it when its words are known to be there."""
    match node:
        case Phrase():
            return loose_phrase_holds(node) if node.slop else _row(node.words)
        case Near():
            return near_holds(node)
        case _:
            return evaluator(node)


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
