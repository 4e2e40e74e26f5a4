"""Yes and no: what a sentence of a draft and a statement say may be had, must be done, costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapport.voice.checking.beside import Beside, Candidate, words
from rapport.voice.checking.clauses import Clause
from rapport.voice.checking.subjects import strong
from rapport.voice.words.claims import ONE_CASE
from rapport.voice.words.opposites import RELATIONS
from rapport.voice.words.passages import BOTH_SIDES

# What weighs otherwise beside yes and no than beside a value.
_OF_ITS_OWN = ("near_sentence", "values_agree", "conditional", "novel", "we_except")
_ONE_CASE = words(ONE_CASE)
_BOTH_SIDES = re.compile(BOTH_SIDES)
_RELATIONS = {
    relation: tuple(re.compile(rf"(?<![\w'-])(?:{said})(?![\w'])") for said in both)
    for relation, both in RELATIONS.items()
}


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence of the draft, and what it says yes and no to."""

    clause: Clause
    start: int
    end: int
    signs: Mapping[str, bool]


def words_against(beside: Beside) -> Iterator[Candidate]:
    """Every passage of the draft that says yes to a no of the statement, or no to a yes."""
    if _BOTH_SIDES.search(beside.ours):
        return
    ours = _signs(beside.ours)
    units = list(_units(beside))
    for relation, yes in ours.items():
        agreeing = sum(unit.signs.get(relation) is yes for unit in units)
        for unit in units:
            if unit.signs.get(relation, yes) is not yes:
                yield _candidate(relation, unit, ours, agreeing, beside)


def _units(beside: Beside) -> Iterator[_Unit]:
    for clause in {clause.sentence: clause for clause in beside.claims}.values():
        start, end = beside.span(clause)
        # What happened to one person is no rule.
        if not _ONE_CASE.search(beside.low, start, end):
            yield _Unit(clause, start, end, _signs(beside.masked[start:end]))


@lru_cache(maxsize=8_192)
def _signs(text: str) -> Mapping[str, bool]:
    """What a sentence says yes (True) or no (False) to; a no outweighs a yes."""
    found = {}
    for relation, (yes, no) in _RELATIONS.items():
        if no.search(text):
            found[relation] = False
        elif yes.search(text):
            found[relation] = True
    return found


def _candidate(
    relation: str, unit: _Unit, ours: Mapping[str, bool], agreeing: int, beside: Beside
) -> Candidate:
    sign = "yes" if ours[relation] else "no"
    features = beside.about(unit.clause)
    for name in _OF_ITS_OWN:
        features[f"said_{name}"] = features.pop(name)
    opposed = sum(unit.signs.get(each, ours[each]) is not ours[each] for each in ours)
    features |= {
        f"{relation}_{sign}": 1.0,
        f"sorry_{sign}": features.pop("sorry"),
        f"gladly_{sign}": features.pop("gladly"),
        "distance": float(not strong(beside.terms(unit.clause) & beside.themed.terms)),
        "agreeing": min(agreeing, 3) / 3,
        "opposed_too": min(opposed - 1, 3) / 3,
    }
    return Candidate(unit.start, unit.end, (0, len(beside.ours)), None, None, features)
