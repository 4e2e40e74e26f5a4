"""Puts named queries and stored lists where they are named.

`@name` is a named query when a query of that name exists, and a handle otherwise: whoever parses passes the names that
exist (`parse(text, names=...)`), folded as `kit.text` folds and without the @. A name given to a query later changes what
`@name` means in queries parsed after it, so screens should warn when a name is a handle somebody looks for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rapport.query.errors import QueryError
from rapport.query.parsing import MAX_DEPTH, misplaced, wrong_beside_near
from rapport.query.tree import And, Field, Named, Near, Node, Not, Or, Phrase, Within

MAX_LEAVES = 10_000


@dataclass(frozen=True, slots=True)
class StoredList:
    """A list of authors or of sites, as `list:press` names one."""

    authors: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


def resolve(
    tree: Node,
    lookup: Callable[[str], Node | None],
    *,
    lists: Callable[[str], StoredList | None] | None = None,
) -> Node:
    """The tree without Named, and without `list:` where `lists` is given. `lookup` answers None for an unknown name.

    Raises QueryError, without a position in the text (0, 0): what is wrong may stand in another query.
    """
    return _Resolving(lookup, lists).resolved(tree, ())


@dataclass
class _Resolving:
    lookup: Callable[[str], Node | None]
    lists: Callable[[str], StoredList | None] | None
    leaves: int = 0

    def resolved(self, node: Node, path: tuple[str, ...], depth: int = 1) -> Node:
        if depth > MAX_DEPTH:
            raise _wrong(
                "The named queries make this query nested too deeply.",
                "Name fewer queries within queries.",
            )
        match node:
            case Named():
                return self._named(node.name, path, depth)
            case And() | Or():
                kind = type(node)
                parts: list[Node] = []
                for part in node.parts:
                    inner = self.resolved(part, path, depth + 1)
                    parts.extend(inner.parts if isinstance(inner, kind) else (inner,))
                return kind(tuple(parts))
            case Not():
                return Not(self.resolved(node.part, path, depth + 1))
            case Near():
                sides = [self.resolved(s, path, depth + 1) for s in (node.left, node.right)]
                self._check_near(node, sides)
                return Near(sides[0], sides[1], node.distance, node.ordered)
            case Within():
                return self._within(node, path, depth)
            case Field(name="list") if self.lists:
                return self._listed(node)
            case _:
                self._count(len(node.words) if isinstance(node, Phrase) else 1)
                return node

    def _named(self, name: str, path: tuple[str, ...], depth: int) -> Node:
        if name in path:
            cycle = " → ".join(f"@{step}" for step in (*path[path.index(name) :], name))
            raise _wrong(
                f"The query @{name} names itself: {cycle}.",
                "Take one of these names out of its query.",
            )
        found = self.lookup(name)
        if found is None:
            raise _wrong(
                f"There is no query named @{name}.",
                f'Define it, or write "@{name}" in quotation marks to look for the handle.',
            )
        return self.resolved(found, (*path, name), depth)

    def _within(self, node: Within, path: tuple[str, ...], depth: int) -> Node:
        part = self.resolved(node.part, path, depth + 1)
        if bad := misplaced(part):
            raise _wrong(
                f"A query named inside “{node.name}:” uses “{bad}:”.",
                "Name it outside the brackets.",
            )
        return Within(node.name, part)

    def _check_near(self, node: Near, sides: list[Node]) -> None:
        for side, before in zip(sides, (node.left, node.right), strict=True):
            if side != before and (wrong := wrong_beside_near(side)):
                raise _wrong(f"A query named beside NEAR does not fit: {wrong[0]}", wrong[1])

    def _listed(self, node: Field) -> Node:
        authors: list[str] = []
        sites: list[str] = []
        assert self.lists is not None
        for name in node.values:
            found = self.lists(name)
            if found is None:
                raise _wrong(f"There is no list named “{name}”.", "Make it, or correct its name.")
            authors += found.authors
            sites += found.sites
        self._count(len(authors) + len(sites))
        parts = [
            Field(field_name, "is", tuple(dict.fromkeys(values)))
            for field_name, values in (("author", authors), ("site", sites))
            if values
        ]
        if not parts:
            raise _wrong(f"The list “{node.values[0]}” is empty.", "Add to it, or take it out.")
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _count(self, leaves: int) -> None:
        self.leaves += leaves
        if self.leaves > MAX_LEAVES:
            raise _wrong(
                f"With its named queries and lists this query has more than {MAX_LEAVES:,} words.",
                "Name fewer or smaller ones.",
            )


def _wrong(message: str, remedy: str) -> QueryError:
    return QueryError(message, 0, 0, remedy)
