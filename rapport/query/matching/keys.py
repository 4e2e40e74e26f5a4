"""What must be met in a document for a query to have a chance: the words it is found by.

No document that matches fails to meet a key; many that meet one do not match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from rapport.kit.text import without_zero_width
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
)
from rapport.query.values import folded, host_of

# The place of keys that are met in the title or the text. Other places are names of fields.
SEARCHED = ""
# Kinds whose values can be looked up as they stand.
LOOKED_UP = (Kind.KEYWORD, Kind.CHOICE, Kind.DOMAIN, Kind.LIST, Kind.FLAG)

_WILDCARD = re.compile(r"[?*]")


class Key(NamedTuple):
    """One thing to meet: a term, the beginning of one, characters as they stand (`holds`), or a value."""

    place: str
    kind: Literal["word", "begins", "holds", "value"]
    text: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Each of these must be met, so that looking for one is enough."""

    needs: tuple[Needs, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these must be met, so that all are looked for. Of none: the query never holds."""

    needs: tuple[Needs, ...]


Needs: TypeAlias = "Key | AllOf | AnyOf"


class Choice(NamedTuple):
    """The keys a query is found by, and how often (share of documents, 0 to 1) one of them is met."""

    share: float
    keys: frozenset[Key]


def cheapest(needs: Needs, share_of: Callable[[Key], float]) -> Choice:
    match needs:
        case Key():
            return Choice(share_of(needs), frozenset((needs,)))
        case AllOf():
            return min((cheapest(part, share_of) for part in needs.needs), key=_rank)
        case AnyOf():
            parts = [cheapest(part, share_of) for part in needs.needs]
            share = min(1.0, sum(part.share for part in parts))
            return Choice(share, frozenset().union(*(part.keys for part in parts)))


def _rank(choice: Choice) -> tuple[float, int]:
    return choice.share, len(choice.keys)


def needs_of(node: Node, place: str = SEARCHED, *, nested: bool = False) -> Needs | None:
    """What a document must hold for the query to hold; None where nothing is sure.

    `nested` inside a Within, where `title:` and `text:` no longer speak of the document's own.
    """
    match node:
        case Term():
            return Key(place, "word", node.term)
        case Prefix():
            return Key(place, "begins", node.stem)
        case Pattern():
            head = _WILDCARD.split(node.pattern)[0]
            return Key(place, "begins", head) if head else None
        case Phrase():
            return _all(needs_of(word, place) for word in node.words)
        case Near():
            return _all(needs_of(part, place) for part in (node.left, node.right))
        case And():
            return _all(needs_of(part, place, nested=nested) for part in node.parts)
        case Or():
            return _any(needs_of(part, place, nested=nested) for part in node.parts)
        case Not():
            return _denied(node.part, place, nested=nested)
        case Within():
            return _within(node, nested=nested)
        case Raw():
            return _raw(node, place)
        case Field():
            return _value(node)
        case Named():
            raise ValueError(f"The named query @{node.name} was not resolved.")


def _all(parts: Iterable[Needs | None]) -> Needs | None:
    known = tuple(part for part in parts if part is not None)
    if not known:
        return None
    if len(known) == 1:
        return known[0]
    flat: list[Needs] = []
    for part in known:
        flat += part.needs if isinstance(part, AllOf) else (part,)
    return AllOf(tuple(flat))


def _any(parts: Iterable[Needs | None]) -> Needs | None:
    known: list[Needs] = []
    for part in parts:
        if part is None:
            return None
        known.append(part)
    return AnyOf(tuple(known))


def _denied(node: Node, place: str, *, nested: bool) -> Needs | None:
    """What must be met for the node not to hold."""
    match node:
        case Not():
            return needs_of(node.part, place, nested=nested)
        case And():
            return _any(_denied(part, place, nested=nested) for part in node.parts)
        case Or():
            return _all(_denied(part, place, nested=nested) for part in node.parts)
        case Named():
            return needs_of(node, place)
        case _:
            return None


def _within(node: Within, *, nested: bool) -> Needs | None:
    if node.name not in ("title", "text"):
        return needs_of(node.part, node.name, nested=True)
    return None if nested else needs_of(node.part, SEARCHED, nested=True)


def _raw(node: Raw, place: str) -> Needs | None:
    text = without_zero_width(node.text)
    if not text:
        return AnyOf(())
    return Key(place, "holds", text)


def _value(node: Field) -> Needs | None:
    kind = field(node.name).kind
    if kind not in LOOKED_UP:
        return None
    plain = host_of if kind == Kind.DOMAIN else folded
    return AnyOf(tuple(Key(node.name, "value", plain(value)) for value in node.values))
