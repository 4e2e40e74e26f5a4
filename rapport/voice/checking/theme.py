"""Which statement a reply is about: the share of its words that the reply and the question say too."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapport.voice.checking.clauses import Parsed, parse
from rapport.voice.checking.plain import plain
from rapport.voice.checking.subjects import terms_of, weight_of
from rapport.voice.contract import StatementText

# How much a term counts that only the question says.
ASKED = 0.8


@dataclass(frozen=True, slots=True)
class Themed:
    """A statement with its terms."""

    statement: StatementText
    parsed: Parsed
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Themes:
    """All statements that hold, and how telling each of their terms is."""

    all: tuple[Themed, ...]
    telling: Mapping[str, float]


def themes_of(statements: Sequence[StatementText]) -> Themes:
    themed = tuple(
        Themed(each, parse(each.text), terms_of(plain(f"{each.text} {each.topic}")))
        for each in statements
    )
    seen: dict[str, int] = {}
    for one in themed:
        for term in one.terms:
            seen[term] = seen.get(term, 0) + 1
    telling = {
        term: weight_of(term) * (math.log(1 + len(themed) / times) / math.log(1 + len(themed)))
        for term, times in seen.items()
    }
    return Themes(themed, telling)


def nearness(terms: frozenset[str], asked: frozenset[str], themed: Themed, themes: Themes) -> float:
    """0..1: the weight of a statement's terms that are said, those of the question a little less."""
    total = shared = 0.0
    for term in themed.terms:
        weight = themes.telling[term]
        total += weight
        shared += weight * (1.0 if term in terms else ASKED if term in asked else 0.0)
    return shared / total if total else 0.0
