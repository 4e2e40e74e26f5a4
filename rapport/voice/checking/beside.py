"""A draft laid beside one statement: what both sorts of comparison, of values and of yes and no, want to know of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapport.voice.checking.clauses import Clause, Parsed
from rapport.voice.checking.plain import plain
from rapport.voice.checking.subjects import strong, terms_of
from rapport.voice.checking.theme import Themed, Themes, nearness
from rapport.voice.checking.value import Value
from rapport.voice.words.claims import NO_NEGATION, OWN_ACTS
from rapport.voice.words.passages import (
    CONDITION,
    CONSENT,
    ENGLISH,
    EXCEPTION,
    NOT_NAMES,
    OWN_CASE,
    REGRET,
    TOLD,
)

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may contradict: `start..end` of the draft against `ours` of the statement.

    `wrong` and `right` are its values where it is about values. `features` speak for or against, each 0..1.
    """

    start: int
    end: int
    ours: tuple[int, int]
    wrong: Value | None
    right: Value | None
    features: Features


def words(pattern: str) -> re.Pattern[str]:
    """The pattern for whole words."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


IF = words(CONDITION)
OWN = words(OWN_CASE)
_BUT = words(EXCEPTION)
_CONDITIONED = words(
    f"{CONDITION}|{EXCEPTION}|for (?=members|students|children|orders|holders|customers)|over|above"
)
_SORRY = words(REGRET)
_GLADLY = words(CONSENT)
_ENGLISH = re.compile(rf"(?i)\b(?:{ENGLISH})\b")
_ACTS = "|".join(sorted(OWN_ACTS))
_IDLE = words(rf"{NO_NEGATION}|i (?:can|do|have|could|did)(?:'t| not|not|n't) (?:{_ACTS})")
_QUOTED = re.compile(r"[\"“„«”][^\"“”„«»\n]{2,400}[\"”“»]")
_TOLD = re.compile(rf"(?<!\w)(?:{TOLD})")
# After a little word, so that "Hi Fred" is none.
_NAME = re.compile(
    r"\b(?:in|at|on|to|from|the|of|for|our|near|with|via) ([A-Z][a-z]{2,}(?: [A-Z][a-z]+)?)"
)
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?")


class Beside:
    """A draft, the question it answers, and one statement that holds."""

    def __init__(
        self, draft: Parsed, asked: Parsed, themed: Themed, themes: Themes, *, today: date
    ) -> None:
        self.draft, self.themed, self.today = draft, themed, today
        self.low, self.ours = plain(draft.text), plain(themed.statement.text)
        self.masked = _masked(self.low)
        self.asked_values = [value for clause in asked.clauses for value in clause.values]
        self.claims = [
            c for c in draft.clauses if c.is_claim or IF.match(self.low[c.start : c.end].strip())
        ]
        self.values = list(self._values())
        self.numbers = [
            float(found.group().replace(",", "."))
            for text in (self.low, plain(asked.text))
            for found in _NUMBER.finditer(text)
        ]
        # How many values of the statement the draft says too; told by `against_values`.
        self.values_agree = 0
        self._themes = themes
        self._said = frozenset[str]().union(*(c.own for c in draft.clauses))
        self._asked = frozenset[str]().union(*(c.own for c in asked.clauses))
        self._near = nearness(self._said, self._asked, themed, themes)
        self._days = frozenset[int]().union(
            *(value.days for clause in themed.parsed.clauses for value in clause.values)
        )
        condition = _CONDITIONED.search(self.ours)
        # What a statement says only of some, the draft must speak of too.
        self._condition = (
            strong(terms_of(self.ours[condition.start() :])) if condition else frozenset()
        )
        self.names_differ = names_differ(themed.statement.text, draft.text, asked.text)

    def _values(self) -> list[tuple[Clause, Value]]:
        """What the draft asserts of its own."""
        things = frozenset[tuple[str, str]]().union(*(c.things for c in self.themed.parsed.clauses))
        return [
            (clause, end)
            for clause in self.claims
            # Line 6 is not line 4, nor all lines.
            if clause.is_claim and not (clause.things and not clause.things & things)
            for value in clause.values
            if value.role not in ("ago", "delay")
            for end in ends_of(self.low, value)
        ]

    def sentence(self, clause: Clause) -> Sequence[Clause]:
        """All clauses of the sentence a clause stands in."""
        return [each for each in self.draft.clauses if each.sentence == clause.sentence]

    def terms(self, clause: Clause) -> frozenset[str]:
        """The terms of the sentence a clause stands in."""
        return frozenset[str]().union(*(each.own for each in self.sentence(clause)))

    def span(self, clause: Clause) -> tuple[int, int]:
        """Where the sentence of a clause begins and ends."""
        same = self.sentence(clause)
        return same[0].start, same[-1].end

    def about(self, clause: Clause) -> Features:
        """What every passage is asked."""
        terms = self.terms(clause)
        text = self.low[slice(*self.span(clause))]
        ours = self.themed.terms
        days = frozenset[int]().union(*(v.days for c in self.sentence(clause) for v in c.values))
        return {
            "near": self._near,
            "near_sentence": nearness(terms, frozenset(), self.themed, self._themes),
            "no_theme": float(not strong(ours & (self._said | self._asked))),
            "novel": min(len(strong(terms - ours - self._asked)), 5) / 5,
            "values_agree": min(self.values_agree, 2) / 2,
            "first": float(clause.sentence == self.draft.clauses[0].sentence),
            "other_days": float(bool(self._days and days) and not self._days & days),
            "conditional": float(bool(IF.search(text))),
            "own_case": float(bool(OWN.search(self.low[clause.start : clause.end]))),
            "we_if": float(bool(self._condition)),
            "condition_said": self._condition_said(),
            "we_except": float(bool(_BUT.search(self.ours))),
            "they_except": float(bool(_BUT.search(text))),
            "sorry": float(bool(_SORRY.search(text))),
            "gladly": float(bool(_GLADLY.search(text))),
        }

    def _condition_said(self) -> float:
        """How much of the statement's condition the draft or the question names, 0..1; 0 where there is none."""
        said = self._condition & (self._said | self._asked)
        return len(said) / len(self._condition) if self._condition else 0.0


def ends_of(text: str, value: Value) -> tuple[Value, ...]:
    """Of "9:00 to 18:00" the beginning and the end, each on its own; of "22:00 to 6:00" as well."""
    if value.kind != "time" or value.low == value.high:
        return (value,)
    said = re.search(r"\d+", text[value.start : value.end])
    hour = int(said.group()) % 12 if said else -1
    over_night = hour == value.high // 60 % 12 != value.low // 60 % 12
    first, last = (value.high, value.low) if over_night else (value.low, value.high)
    return (
        replace(value, low=first, high=first, role="from"),
        replace(value, low=last, high=last, role="until"),
    )


def _masked(low: str) -> str:
    """Spaces in place of what is quoted, told of somebody else, or no denial of anything ("not only")."""
    for pattern in (_QUOTED, _TOLD, _IDLE):
        low = pattern.sub(lambda found: " " * len(found.group()), low)
    return low


def names_differ(ours: str, draft: str, asked: str) -> bool:
    """ "Mill Gate" is not "Harbour Street". Told in English only: elsewhere most nouns are written large."""
    if not (_ENGLISH.search(ours) and _ENGLISH.search(draft)):
        return False
    mine = set(_NAME.findall(ours)) - NOT_NAMES
    theirs = set(_NAME.findall(draft)) - NOT_NAMES
    if not mine or len(mine) > 2:
        return False
    everything = f"{draft} {asked}"
    return bool(theirs - mine) and all(name.split()[0] not in everything for name in mine)
