"""One form for queries that mean the same by the plain laws, so that equal queries compare equal.

Nested AND and OR are flat, what is said twice stands once, double negation is gone, parts stand in one order where
order means nothing, words in a row (ONEAR/0) are a phrase. It never changes what a query matches.
"""

from __future__ import annotations

from rapport.query.printing import printed
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
    Term,
    Within,
    Word,
)


def normal(node: Node) -> Node:
    match node:
        case And() | Or():
            return _joined(type(node), node.parts)
        case Not():
            part = normal(node.part)
            return part.part if isinstance(part, Not) else Not(part)
        case Near():
            return _near(node)
        case Within():
            return Within(node.name, normal(node.part))
        case Phrase():
            return _phrase(node)
        case Field():
            ordered = node.op == "is"
            return Field(node.name, node.op, tuple(sorted(set(node.values)))) if ordered else node
        case _:
            return node


def _joined(kind: type[And | Or], parts: tuple[Node, ...]) -> Node:
    flat: set[Node] = set()
    for part in map(normal, parts):
        flat.update(part.parts if isinstance(part, kind) else (part,))
    if len(flat) == 1:
        return flat.pop()
    return kind(tuple(sorted(flat, key=printed)))


def _phrase(phrase: Phrase) -> Node:
    if len(phrase.words) == 1:
        return phrase.words[0]
    return Phrase(tuple(sorted(phrase.words, key=printed)), phrase.slop) if phrase.slop else phrase


def _near(near: Near) -> Node:
    left, right = normal(near.left), normal(near.right)
    if near.ordered and near.distance == 0:
        row = (_in_a_row(left), _in_a_row(right))
        if row[0] and row[1]:
            return Phrase(row[0] + row[1])
    if not near.ordered:
        left, right = sorted((left, right), key=printed)
    return Near(left, right, near.distance, near.ordered)


def _in_a_row(node: Node) -> tuple[Word, ...]:
    if isinstance(node, Term | Prefix | Pattern):
        return (node,)
    return node.words if isinstance(node, Phrase) and not node.slop else ()
