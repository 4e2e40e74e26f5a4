"""What a query asks of the mere presence of words, as clauses: one word of each must be there, and none of the denied.

For most queries that is all they ask (`exact`); for others it is what must hold before their evaluator is called.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from rapport.query.tree import And, Near, Node, Not, Or, Phrase, Prefix, Term

Sign: TypeAlias = "Term | Prefix"
Clause: TypeAlias = "frozenset[Sign]"

# Clauses are counted in the bits of one number, the last of which is for what is denied.
MOST_CLAUSES = 60


@dataclass(slots=True)
class Program:
    clauses: list[Clause] = field(default_factory=list)
    denied: set[Sign] = field(default_factory=set)
    exact: bool = True


def program_of(node: Node) -> Program:
    program = Program()
    for part in node.parts if isinstance(node, And) else (node,):
        _add(part, program)
    distinct = dict.fromkeys(program.clauses)
    program.exact = program.exact and len(distinct) <= MOST_CLAUSES
    program.clauses = list(distinct)[:MOST_CLAUSES]
    return program


def _add(part: Node, program: Program) -> None:
    match part:
        case Term() | Prefix():
            program.clauses.append(frozenset((part,)))
        case Or() if (signs := _signs(part.parts)) is not None:
            program.clauses.append(signs)
        case Not(part=Term() | Prefix() as sign):
            program.denied.add(sign)
        case Not(part=Or() as denied) if (signs := _signs(denied.parts)) is not None:
            program.denied |= signs
        case And():
            for one in part.parts:
                _add(one, program)
        case _:
            program.clauses += sure_clauses(part)
            program.exact = False


def sure_clauses(node: Node) -> list[Clause]:
    """Clauses that hold wherever the node does."""
    match node:
        case Term() | Prefix():
            return [frozenset((node,))]
        case Phrase():
            return [clause for word in node.words for clause in sure_clauses(word)]
        case Near():
            return sure_clauses(node.left) + sure_clauses(node.right)
        case And():
            return [clause for part in node.parts for clause in sure_clauses(part)]
        case Or():
            parts = [min(sure_clauses(part), key=len, default=None) for part in node.parts]
            sure = [part for part in parts if part is not None]
            return [frozenset().union(*sure)] if len(sure) == len(parts) else []
        case _:
            return []


def _signs(parts: Iterable[Node]) -> Clause | None:
    """The parts, if all are words or beginnings."""
    signs = [part for part in parts if isinstance(part, Term | Prefix)]
    return frozenset(signs) if len(signs) == len(tuple(parts)) else None
