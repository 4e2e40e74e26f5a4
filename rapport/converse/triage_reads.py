"""What a rule's condition asks of the state that rules change: labels, the assignee, the team."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rapport.query.errors import QueryError
from rapport.query.parsing import parse
from rapport.query.tree import And, Field, Near, Node, Not, Or, Within
from rapport.query.values import folded

# Fields over what rules write.
STATE = ("label", "assignee", "team")


def fields_with_sign(node: Node, *, is_wanted: bool = True) -> Iterator[tuple[Field, bool]]:
    """Every field of a condition, and whether it is wanted (True) or not (beneath a NOT)."""
    match node:
        case Field():
            yield node, is_wanted
        case Not():
            yield from fields_with_sign(node.part, is_wanted=not is_wanted)
        case Within():
            yield from fields_with_sign(node.part, is_wanted=is_wanted)
        case And() | Or():
            for part in node.parts:
                yield from fields_with_sign(part, is_wanted=is_wanted)
        case Near():
            yield from fields_with_sign(node.left, is_wanted=is_wanted)
            yield from fields_with_sign(node.right, is_wanted=is_wanted)
        case _:
            return


def reads_state(node: Node) -> bool:
    return any(field.name in STATE for field, _ in fields_with_sign(node))


@lru_cache(maxsize=500)
def labels_asked(condition: str) -> frozenset[str]:
    """The labels a condition names, folded; none of one that cannot be read."""
    try:
        tree = parse(condition).tree
    except QueryError:
        return frozenset()
    found = (field for field, _ in fields_with_sign(tree) if field.name == "label")
    return frozenset(folded(value) for field in found for value in field.values)
