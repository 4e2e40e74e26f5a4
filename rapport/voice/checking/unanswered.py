"""Questions of the person that a draft leaves untouched. Rather silent than wrong: whatever might be an answer counts as one.

The draft is cut into clauses. A clause that shares words with some of the questions speaks of those; one that shares
none may speak of any. A question is touched where a clause that speaks of it has the form asked for (a time, an
amount, a yes or no), says enough of the question's own words, says honestly that it is not known yet, asks back, or
leads on: to a page, or into a private message where the matter is the person's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapport.voice.checking.hollow import without_hollow
from rapport.voice.checking.plain import MOST_CHARACTERS, WORD, plain
from rapport.voice.checking.questions import Question, questions_in
from rapport.voice.checking.sentences import is_a_part, sentences
from rapport.voice.checking.subjects import term_of, weight
from rapport.voice.checking.value import Value
from rapport.voice.checking.values import values_in
from rapport.voice.checking.wordings import Wording, is_surely_covered, languages_of
from rapport.voice.contract import Finding
from rapport.voice.words.questions import (
    ASKING_BACK,
    CAUSES,
    COURTESY,
    OPEN_YET,
    PLACES,
    POINTERS,
    POLAR,
    PRIVATE_DOOR,
    TIME_WORDS,
)

# Of what a question is about, this much said again is an answer, whatever its form.
TOUCHED = 0.6
# How often each was right on drafts read by hand while the rules were written.
NOTHING_SAID = 0.85
NOT_ANSWERED = 0.65
MOST_FINDINGS = 2
# A word with the same beginning of this length is kin: "cancel" and "cancellation".
KIN = 5

_POLAR = Wording(POLAR)
_OPEN_YET = Wording(OPEN_YET)


def _any(written: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{written.replace(' ', r'[ ,]+')})(?!\w)|https?:")


_DOOR = re.compile(rf"(?<![\w'])(?:{PRIVATE_DOOR})(?!\w)")
_COURTESY = _any(COURTESY)
_ASKING_BACK = _any(ASKING_BACK)
_POINTER = _any(POINTERS)
_WORDS_OF_FORM = {
    "when": _any(TIME_WORDS),
    "how long": _any(TIME_WORDS),
    "where": _any(PLACES),
    "why": _any(CAUSES),
}
_TIMES = frozenset({"time", "date", "weekday", "duration"})
_VALUES_OF_FORM: dict[str, frozenset[str]] = {
    "when": _TIMES,
    "how long": _TIMES,
    "how much": frozenset({"money", "percent"}),
    "how many": frozenset({"count", "money", "measure", "percent", "duration", "time"}),
    "where": frozenset(),
    "why": frozenset(),
}
_BARE_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)?(?![\w:])")
_NUMBER_TO_CALL = re.compile(r"\d(?:[ ()./-]{0,2}\d){6,}")
_CLAUSE = re.compile(
    r"[;:]\s+|\s[–—-]\s|,?\s(?:and|but|while|und|aber|et|mais|y|pero|e|ma|en|maar|och|men|og)\s"
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of the draft in plain letters, without politeness. `leads_on`: asks back, points, or is honest."""

    low: str
    terms: frozenset[str]
    values: tuple[Value, ...]
    polar: bool
    begins_polar: bool
    asks_back: bool
    leads_on: bool
    is_door: bool

    @property
    def says_something(self) -> bool:
        told = self.terms or self.values or _BARE_NUMBER.search(self.low)
        return bool(told or self.polar or self.leads_on or self.is_door)


def unanswered_in(text: str, *, message: str) -> list[Finding]:
    """A note on the draft's last sentence for each question it leaves untouched, at most two; it quotes the question."""
    text = text[:MOST_CHARACTERS]
    asked = questions_in(message)
    languages = languages_of(text)
    if not asked or not text.strip() or is_a_part(text) or not languages & languages_of(message):
        return []
    clauses = [*_clauses(text, languages)]
    if not clauses:
        return [_finding(text, message, one, NOTHING_SAID) for one in asked[:MOST_FINDINGS]]
    if not _is_understood(text, message, asked, clauses):
        return []
    left = _left(asked, clauses)
    return [_finding(text, message, one, NOT_ANSWERED) for one in left[:MOST_FINDINGS]]


def _left(asked: Sequence[Question], clauses: Sequence[_Clause]) -> list[Question]:
    """The questions nothing touches. A clause that shares no word with any of them answers one, the first that fits."""
    alone = len(asked) == 1
    left = [one for one in asked if not _is_vague(one) and not _is_met(one, clauses, alone=alone)]
    for clause in clauses:
        if any(_nearness(clause, other) for other in asked):
            continue
        fitting = [one for one in left if _answers(clause, one, alone=alone, is_near=False)]
        serves_all = clause.leads_on and not clause.asks_back and not clause.is_door
        left = [one for one in left if one not in (fitting if serves_all else fitting[:1])]
    return left


def _is_understood(
    text: str, message: str, asked: Sequence[Question], clauses: Sequence[_Clause]
) -> bool:
    """We read its language, or it takes up words of a message whose language we read."""
    if is_surely_covered(text):
        return True
    near = (_nearness(clause, question) for clause in clauses for question in asked)
    return is_surely_covered(message) and any(near)


def _clauses(text: str, languages: frozenset[str]) -> Iterator[_Clause]:
    low = plain(text)
    said = without_hollow(low, languages)
    for first, last in sentences(text):
        asks = "?" in said[first:last]
        start = first
        for joint in [
            *(found.span() for found in _CLAUSE.finditer(said, first, last)),
            (last, last),
        ]:
            words = said[start : joint[0]]
            start = joint[1]
            clause = _clause(words, languages, asks=asks)
            if clause.says_something:
                yield clause


def _clause(words: str, languages: frozenset[str], *, asks: bool) -> _Clause:
    asks_back = bool((asks and not _COURTESY.search(words)) or _ASKING_BACK.search(words))
    polar = _POLAR.first(words, languages)
    return _Clause(
        low=words,
        terms=frozenset(term for word in WORD.findall(words) if (term := term_of(word))),
        values=values_in(words),
        polar=polar is not None,
        begins_polar=polar is not None and len(WORD.findall(words[: polar[0]])) <= 1,
        asks_back=asks_back,
        leads_on=bool(
            asks_back
            or _POINTER.search(words)
            or _NUMBER_TO_CALL.search(words)
            or _OPEN_YET.first(words, languages) is not None
        ),
        is_door=_DOOR.search(words) is not None,
    )


def _is_vague(question: Question) -> bool:
    """ "Can you help?" is answered by whatever is said."""
    nothing_named = weight(question.terms) < 1 and not question.values
    return nothing_named and question.asks in ("", "yes or no")


def _is_met(question: Question, clauses: Sequence[_Clause], *, alone: bool) -> bool:
    return any(
        _nearness(clause, question) > 0 and _answers(clause, question, alone=alone, is_near=True)
        for clause in clauses
    )


def _nearness(clause: _Clause, question: Question) -> float:
    """The share of the question's words that the clause says, and more than nothing for the same day or time."""
    days = [value for value in question.values if value.kind in ("weekday", "date", "time")]
    return max(
        _share(clause.terms, question.terms), 0.5 * any(_same(day, clause.values) for day in days)
    )


def _answers(clause: _Clause, question: Question, *, alone: bool, is_near: bool) -> bool:
    if clause.is_door:
        return question.is_own or question.asks == "why" or (alone and clause.asks_back)
    if clause.leads_on:
        return True
    if question.asks in _VALUES_OF_FORM:
        return _has_form(clause, question.asks) or (alone and question.asks == "why")
    if clause.begins_polar or (clause.polar and (is_near or alone)):
        return True
    if _nearness(clause, question) >= TOUCHED:
        return True
    # What, which, how, who: any clause that speaks of it may be the answer.
    return question.asks != "yes or no"


def _has_form(clause: _Clause, asks: str) -> bool:
    if any(value.kind in _VALUES_OF_FORM[asks] for value in clause.values):
        return True
    words = _WORDS_OF_FORM.get(asks)
    if words is not None and words.search(clause.low):
        return True
    return asks not in ("where", "why") and _BARE_NUMBER.search(clause.low) is not None


def _share(said: frozenset[str], asked: frozenset[str]) -> float:
    met = frozenset(term for term in asked if any(_kin(term, other) for other in said))
    return weight(met) / weight(asked) if asked else 0.0


def _kin(one: str, other: str) -> bool:
    one, other = one.lstrip("~="), other.lstrip("~=")
    return one == other or (min(len(one), len(other)) >= KIN and one[:KIN] == other[:KIN])


def _same(value: Value, others: Sequence[Value]) -> bool:
    return any(
        value.kind == other.kind and (value.low == other.low or value.days & other.days)
        for other in others
    )


def _finding(text: str, message: str, question: Question, confidence: float) -> Finding:
    last = [*sentences(text)][-1]
    return Finding(
        kind="unanswered",
        severity="note",
        start=last[0],
        end=last[1],
        why="They asked this, and nothing here answers it",
        evidence=message[question.start : question.end].strip(),
        statement_id=None,
        confidence=confidence,
        remedy=None,
    )
