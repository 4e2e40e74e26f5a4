"""What a query may be used for, and what can be looked for first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rapport.kit.text import terms
from rapport.query.registry import Tier, fields
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

# Fields that are narrow enough to listen to without a word.
NARROW = frozenset({"author", "site", "list", "channel"})


@dataclass(frozen=True, slots=True)
class Problem:
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, order=True)
class Needed:
    """A whole term, or with `is_prefix` the beginning of one."""

    lexeme: str
    is_prefix: bool = False


def check_for_listening(tree: Node) -> list[Problem]:
    """Why this query cannot be listened with; empty when it can. Named queries must be resolved."""
    found = [_not_in_the_stream(node) for node in _fields_in(tree)]
    problems = [problem for problem in dict.fromkeys(found) if problem]
    if not _is_narrow(tree):
        problems.append(
            Problem(
                "This query matches everything that is said, or nearly.",
                "Add a word, a phrase, raw: or one of author:, site:, list: and channel: that every match must have;"
                " NOT alone only takes away, and in an OR each side needs one.",
            )
        )
    return problems


def tiers_of(tree: Node) -> set[Tier]:
    """Which tiers the query's fields are of; a query without fields is of the stream."""
    found = {Tier.STREAM}
    for node in _fields_in(tree):
        spec = fields().get(node.name)
        if spec:
            values = node.values if isinstance(node, Field) else ("",)
            found |= {spec.tier_of(value) for value in values}
    return found


def required_terms(tree: Node) -> frozenset[Needed] | None:
    """Terms of title and text one of which every match contains: the fewest and longest found. None if there are none.

    Sure enough to look nowhere else. `raw:` gives none, for it may stand in the middle of a word.
    """
    return _required(tree, wanted=True, of_raw=lambda _: None)


def search_words(tree: Node) -> frozenset[Needed] | None:
    """What to search a network for, which knows words only: as `required_terms`, and the words of a `raw:`."""
    return _required(tree, wanted=True, of_raw=_words_of_raw)


def _fields_in(node: Node) -> Iterator[Field | Within]:
    match node:
        case Field():
            yield node
        case Within():
            yield node
            yield from _fields_in(node.part)
        case Not():
            yield from _fields_in(node.part)
        case And() | Or():
            for part in node.parts:
                yield from _fields_in(part)
        case _:
            return


def _not_in_the_stream(node: Field | Within) -> Problem | None:
    spec = fields().get(node.name)
    if spec is None:
        return Problem(f"There is no field “{node.name}:”.", "Take it out.")
    values = node.values if isinstance(node, Field) else ("",)
    for value in values:
        tier = spec.tier_of(value)
        if tier != Tier.STREAM:
            name = f"{node.name}:{value}" if value in spec.choice_tiers else f"{node.name}:"
            when = (
                "after a message was understood"
                if tier == Tier.READING
                else "once people work on it"
            )
            return Problem(
                f"“{name}” is known only {when}, and listening decides before that.",
                "Take it out here and use it in a view, a rule or an alert.",
            )
    return None


def _is_narrow(node: Node, *, wanted: bool = True) -> bool:
    """Whether every match (with `wanted` false: everything that is no match) must have something that is rare."""
    match node:
        case Not():
            return _is_narrow(node.part, wanted=not wanted)
        case And() | Or():
            one_is_enough = isinstance(node, And) == wanted
            judged = (_is_narrow(part, wanted=wanted) for part in node.parts)
            return any(judged) if one_is_enough else all(judged)
        case Field():
            return wanted and node.name in NARROW
        case Within():
            return _is_narrow(node.part, wanted=wanted) if wanted else False
        case Named():
            raise ValueError(f"The named query @{node.name} was not resolved.")
        case _:
            return wanted


_OfRaw: TypeAlias = Callable[[Raw], "frozenset[Needed] | None"]


def _required(node: Node, *, wanted: bool, of_raw: _OfRaw) -> frozenset[Needed] | None:
    match node:
        case Not():
            return _required(node.part, wanted=not wanted, of_raw=of_raw)
        case And() | Or():
            found = [_required(part, wanted=wanted, of_raw=of_raw) for part in node.parts]
            return _cheapest(found) if isinstance(node, And) == wanted else _together(found)
        case _ if not wanted:
            return None
        case Within() if node.name in ("title", "text"):
            return _required(node.part, wanted=True, of_raw=of_raw)
        case Term() | Prefix() | Pattern():
            return _of_word(node)
        case Phrase():
            return _cheapest([_of_word(word) for word in node.words])
        case Near():
            sides = (node.left, node.right)
            return _cheapest([_required(side, wanted=True, of_raw=of_raw) for side in sides])
        case Raw():
            return of_raw(node)
        case _:
            return None


def _of_word(word: Word) -> frozenset[Needed]:
    match word:
        case Term():
            return frozenset({Needed(word.term)})
        case Prefix():
            return frozenset({Needed(word.stem, is_prefix=True)})
        case Pattern():
            return frozenset({Needed(word.pattern.split("?")[0], is_prefix=True)})


def _words_of_raw(raw: Raw) -> frozenset[Needed] | None:
    return _cheapest([frozenset({Needed(term)}) for term in terms(raw.text)])


def _cheapest(found: list[frozenset[Needed] | None]) -> frozenset[Needed] | None:
    """The alternatives that cost least: few of them, and long ones."""
    known = [needed for needed in found if needed]
    return min(known, key=_cost) if known else None


def _cost(needed: frozenset[Needed]) -> tuple[float, list[Needed]]:
    return sum(1 / (len(n.lexeme) - 0.5 * n.is_prefix) for n in needed), sorted(needed)


def _together(found: list[frozenset[Needed] | None]) -> frozenset[Needed] | None:
    known = [needed for needed in found if needed]
    return frozenset().union(*known) if len(known) == len(found) else None
