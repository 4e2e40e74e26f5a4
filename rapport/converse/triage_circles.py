"""Rules that set each other off: found before they are saved, from what each reads and writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from rapport.converse.triage_reads import STATE, fields_with_sign
from rapport.query.tree import And, Field, Node, Not, Or
from rapport.query.values import folded

# Of these a message has one value, so that two of them never hold together.
_SINGLE = (
    "sentiment",
    "emotion",
    "intent",
    "source",
    "channel",
    "language",
    "country",
    "type",
    "status",
)
# Beyond so many combinations of what may be said of a message two conditions count as holding together.
_TRIED_AT_MOST = 4_096
_OTHER = "\0"
# What a rule is asked at; a conversation that begins does so with a message.
_TOGETHER = ({"opened", "message"},)

_Variable: TypeAlias = "str | Node"
_Values: TypeAlias = "Mapping[_Variable, object]"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rule as this file looks at it. Names are folded; `gives`: by field, how whoever gets it is called."""

    pk: int
    name: str
    when: str
    tree: Node | None  # None holds of everything
    puts: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    gives: Mapping[str, frozenset[str]] = field(default_factory=dict)
    takes_over: bool = False


def circle(rules: Sequence[Drawn]) -> list[Drawn]:
    """Rules that go round: each does what the next asks for, or undoes what the next does; [] where none do.

    Only rules that are asked when the same thing happens, of which both conditions can hold of one message. One of them
    at least asks for what another does: two that merely put and take one label are each other's exceptions.
    """
    follows = {
        one.pk: [other for other in rules if other.pk != one.pk and _leads(one, other)]
        for one in rules
    }
    for one in rules:
        for other in follows[one.pk]:
            if _feeds(one, other) and (back := _way(other, one, follows)):
                return [one, *back[:-1]]
    return []


def can_hold_together(one: Node | None, other: Node | None) -> bool:
    """Whether one message may fulfil both, whatever labels, assignee and team are meanwhile.

    Words count as independent of each other, so that it errs to yes.
    """
    trees = [tree for tree in (one, other) if tree is not None]
    domains: dict[_Variable, set[object]] = {}
    for tree in trees:
        for variable, values in _variables(tree):
            domains.setdefault(variable, set()).update(values)
    size = 1
    for values in domains.values():
        size *= len(values)
    if size > _TRIED_AT_MOST:
        return True
    names = list(domains)
    return any(
        all(_holds(tree, dict(zip(names, chosen, strict=True))) is not False for tree in trees)
        for chosen in product(*domains.values())
    )


def asked_together(one: str, other: str) -> bool:
    """Whether rules of these two `when` are asked of the same event."""
    return one == other or any({one, other} <= pair for pair in _TOGETHER)


def _leads(one: Drawn, other: Drawn) -> bool:
    if not asked_together(one.when, other.when):
        return False
    if not (_feeds(one, other) or _reverses(one, other)):
        return False
    return can_hold_together(one.tree, other.tree)


def _feeds(one: Drawn, other: Drawn) -> bool:
    """What the first writes can make the second's condition true."""
    if other.tree is None:
        return False
    return any(_makes(one, asked, is_wanted) for asked, is_wanted in fields_with_sign(other.tree))


def _makes(one: Drawn, asked: Field, is_wanted: bool) -> bool:
    values = {folded(value) for value in asked.values}
    if asked.name == "label":
        return bool(values & (one.puts if is_wanted else one.takes))
    given = one.gives.get(asked.name)
    if given is None:
        return False
    return bool(values & given) if is_wanted else one.takes_over and not values & given


def _reverses(one: Drawn, other: Drawn) -> bool:
    return bool(one.takes & other.puts or one.puts & other.takes)


def _way(start: Drawn, end: Drawn, follows: Mapping[int, list[Drawn]]) -> list[Drawn]:
    """The shortest way from one to the other, both on it; [] where there is none."""
    ways, seen = [[start]], {start.pk}
    for way in ways:
        if way[-1].pk == end.pk:
            return way
        for following in follows[way[-1].pk]:
            if following.pk not in seen:
                seen.add(following.pk)
                ways.append([*way, following])
    return []


def _variables(node: Node) -> Iterator[tuple[_Variable, set[object]]]:
    match node:
        case And() | Or():
            for part in node.parts:
                yield from _variables(part)
        case Not():
            yield from _variables(node.part)
        case Field() if node.name in STATE:
            return
        case Field() if node.name in _SINGLE and node.op == "is":
            yield node.name, {*map(folded, node.values), _OTHER}
        case _:
            yield node, {True, False}


def _holds(node: Node, values: _Values) -> bool | None:
    """None: it depends on what rules write."""
    match node:
        case And():
            parts = [_holds(part, values) for part in node.parts]
            return False if False in parts else None if None in parts else True
        case Or():
            parts = [_holds(part, values) for part in node.parts]
            return True if True in parts else None if None in parts else False
        case Not():
            inner = _holds(node.part, values)
            return None if inner is None else not inner
        case Field() if node.name in STATE:
            return None
        case Field() if node.name in _SINGLE and node.op == "is":
            return values[node.name] in set(map(folded, node.values))
        case _:
            return bool(values[node])
