"""What a draft says against the statement it is about, where no rule of subjects settles it: weighed by named features.

The weights are fitted by `training/contradictions_weights.py` on the half of the hard cases that may be read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapport.voice.checking.clauses import Parsed, parse
from rapport.voice.checking.equal import says_the_same
from rapport.voice.checking.findings import Conflict, since
from rapport.voice.checking.remedies import corrected, end_meant
from rapport.voice.checking.subjects import strong
from rapport.voice.checking.theme import Themed, Themes, nearness, themes_of
from rapport.voice.checking.value import Value
from rapport.voice.checking.weighing import Candidate, Features, candidates
from rapport.voice.checking.weights import BIAS, WEIGHTS
from rapport.voice.contract import Draft, Finding, StatementText

# From here on a passage is said, and from there on asked about before it goes out: of ten said three in four, of ten
# asked about seven in eight were right in the cross-validation of `training/contradictions_weights.py`.
LEAST_LIKELY = 0.45
LIKELY = 0.7
# Of the statements only the nearest are compared, and those nearly as near.
NEARLY = 0.9
# Where there are several, the nearest may still be about something else.
LEAST_NEAR = 0.35
SHARED = 2
MOST_NEAR = 3
# A statement this near that says as the draft does excuses it.
EXCUSES = 0.3


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate, the statement it stands against, and how likely it is a contradiction, 0..1."""

    candidate: Candidate
    statement: StatementText
    likelihood: float


def likelihood(features: Features) -> float:
    """0..1 by the logistic function."""
    total = BIAS + sum(value * WEIGHTS.get(name, 0.0) for name, value in features.items())
    return 1 / (1 + math.exp(-total))


def weighed_conflicts(
    draft: Draft, statements: tuple[StatementText, ...], *, today: date
) -> list[Conflict]:
    """What is likely enough to be said, each statement once, by its likeliest passage."""
    found: dict[int, Weighed] = {}
    for each in weighed(draft, statements, today=today):
        known = found.get(each.statement.id)
        if each.likelihood >= LEAST_LIKELY and (
            known is None or known.likelihood < each.likelihood
        ):
            found[each.statement.id] = each
    return [
        Conflict(_finding(each, draft.text, today=today), each.candidate.ours)
        for each in found.values()
    ]


def weighed(draft: Draft, statements: tuple[StatementText, ...], *, today: date) -> list[Weighed]:
    """Every candidate against the nearest statements. `statements` are those that hold today."""
    themes = _themes(statements)
    said, asked = parse(draft.text), parse(draft.message)
    terms, question = said_terms(said), said_terms(asked)
    near = _nearest(terms, question, themes)
    if len(near) == 1:
        compared = [themes.all[0]]
    else:
        compared = _compared(near, terms | question)
    best = near[0][0] if near else 0.0
    others = [themed for each, themed in near if each and each >= EXCUSES * best]
    return [
        Weighed(candidate, themed.statement, likelihood(candidate.features))
        for themed in compared
        for candidate in candidates(said, asked, themed, themes, today=today)
        if not _excused(candidate, themed, others, today=today)
    ]


def said_terms(parsed: Parsed) -> frozenset[str]:
    """All terms of a text."""
    return frozenset[str]().union(*(clause.own for clause in parsed.clauses))


def _finding(each: Weighed, text: str, *, today: date) -> Finding:
    candidate, statement = each.candidate, each.statement
    remedy, shown = None, f"“{statement.text.strip()}”"
    values = _to_exchange(each, text)
    if values:
        wrong, right = values
        remedy = corrected(text, wrong, statement.text, right)
        shown = statement.text[right.start : right.end] if remedy else shown
    return Finding(
        kind="contradiction",
        severity="hold" if each.likelihood >= LIKELY else "note",
        start=candidate.start,
        end=candidate.end,
        why=f"We say {shown}{since(statement, today)}",
        evidence=statement.text,
        statement_id=statement.id,
        confidence=round(min(0.95, each.likelihood), 2),
        remedy=remedy,
    )


def _to_exchange(each: Weighed, text: str) -> tuple[Value, Value] | None:
    """The wrong value and ours, where one can stand in the place of the other."""
    candidate = each.candidate
    wrong, right = candidate.wrong, candidate.right
    # What is counted otherwise has the right number already.
    otherwise = candidate.features.get("rate") or candidate.features.get("bound")
    if wrong is None or right is None or wrong.kind != right.kind or otherwise:
        return None
    # "Until 20:00" may have been compared with one end of "9:00 to 18:00".
    whole, ours = _whole(text, wrong), _whole(each.statement.text, right)
    if ours.kind == "time" and ours.low != ours.high and whole.low == whole.high:
        ours = end_meant(each.statement.text, ours, whole)
    fits = ours.kind != "time" or (whole.low == whole.high) == (ours.low == ours.high)
    return (whole, ours) if fits else None


def _whole(text: str, value: Value) -> Value:
    same = (each for clause in parse(text).clauses for each in clause.values)
    return next(
        (each for each in same if (each.start, each.end) == (value.start, value.end)), value
    )


@lru_cache(maxsize=64)
def _themes(statements: tuple[StatementText, ...]) -> Themes:
    return themes_of(statements)


def _nearest(
    terms: frozenset[str], asked: frozenset[str], themes: Themes
) -> list[tuple[float, Themed]]:
    """How near each is, the nearest first."""
    near = [(nearness(terms, asked, themed, themes), themed) for themed in themes.all]
    return sorted(near, key=lambda each: -each[0])


def _compared(near: Sequence[tuple[float, Themed]], said: frozenset[str]) -> list[Themed]:
    """Of several, the nearest, where they share `SHARED` words that count or all they have."""
    sharing = [
        (each, themed)
        for each, themed in near
        if each >= LEAST_NEAR
        and len(strong(themed.terms & said)) >= min(SHARED, len(strong(themed.terms)))
    ]
    best = sharing[0][0] if sharing else 0.0
    return [themed for each, themed in sharing[:MOST_NEAR] if each >= NEARLY * best]


def _excused(
    candidate: Candidate, themed: Themed, others: Sequence[Themed], *, today: date
) -> bool:
    wrong = candidate.wrong
    if wrong is None:
        return False
    return any(
        value.kind == wrong.kind
        and (value.unit == wrong.unit or wrong.kind == "time")
        and says_the_same(value, wrong, today=today)
        for other in others
        if other is not themed
        for clause in other.parsed.clauses
        for value in clause.values
    )
