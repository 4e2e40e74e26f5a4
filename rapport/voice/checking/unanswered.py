"""Questions of the person that a draft leaves untouched. Rather silent than wrong: whatever might be an answer counts as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapport.voice.checking.plain import MOST_CHARACTERS, WORD, plain
from rapport.voice.checking.questions import Question, questions_in
from rapport.voice.checking.sentences import sentences
from rapport.voice.checking.subjects import term_of, weight
from rapport.voice.checking.value import Value
from rapport.voice.checking.values import values_in
from rapport.voice.checking.wordings import Wording, is_surely_covered, languages_of
from rapport.voice.contract import Finding
from rapport.voice.words.questions import (
    ASKING_BACK,
    CAUSES,
    COURTESY,
    HOLLOW,
    OPEN_YET,
    PLACES,
    POINTERS,
    POLAR,
    PRIVATE_DOOR,
    TIME_WORDS,
)

# Of what a question is about, this much said again in the draft is an answer, whatever its form.
TOUCHED = 0.6
# And this much where a question asks for nothing that has a form, such as a time.
TOUCHED_FREELY = 0.3
# How often each was right on drafts read by hand while the rules were written.
NOTHING_SAID = 0.85
NOT_ANSWERED = 0.65
MOST_FINDINGS = 2
# A word of this length with the same beginning is kin: "cancel" and "cancellation".
KIN = 5
# An answer in fewer words than this, once thanks and apologies are taken away, says nothing.
FEWEST_WORDS = 2

_HOLLOW = Wording(HOLLOW)
_POLAR = Wording(POLAR)
_OPEN_YET = Wording(OPEN_YET)


def _any(written: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{written.replace(' ', r'[ ,]+')})(?!\w)|https?:")


_DOOR = _any(PRIVATE_DOOR)
_COURTESY = _any(COURTESY)
_ASKING_BACK = _any(ASKING_BACK)
_FORMS = {
    "when": _any(TIME_WORDS),
    "how long": _any(TIME_WORDS),
    "where": _any(PLACES),
    "why": _any(CAUSES),
}
_POINTER = _any(POINTERS)
_KINDS = {
    "when": {"time", "date", "weekday", "duration"},
    "how long": {"duration", "time", "date", "weekday"},
    "how much": {"money", "percent", "count"},
    "how many": {"count", "money", "measure", "percent", "duration", "time"},
    "where": set[str](),
    "why": set[str](),
}
_NUMBER_TO_CALL = re.compile(r"\d(?:[ ()./-]{0,2}\d){6,}")
_DIGIT = re.compile(r"\d")
_ASKED_BACK = re.compile(r"[^.!?\n]*\?")
_NAMES = re.compile(r"@\w+|[\^*/–-]\s?\w{1,12}\s*$|\(?\d/\d\)?\s*$")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a draft says once thanks and apologies are taken away."""

    low: str
    terms: frozenset[str]
    values: tuple[Value, ...]
    polar: int
    is_empty: bool


def unanswered_in(text: str, *, message: str) -> list[Finding]:
    """A note on the draft's last sentence for each question it leaves untouched, at most two; it quotes the question."""
    text = text[:MOST_CHARACTERS]
    asked = questions_in(message)
    if not asked or not text.strip():
        return []
    answer = _answer(text)
    if _sends_on(answer, text) or not languages_of(text) & languages_of(message):
        return []
    if answer.is_empty:
        return [_finding(text, message, one, NOTHING_SAID) for one in asked[:MOST_FINDINGS]]
    if not is_surely_covered(text):
        return []
    left = [one for one in asked if not _touches(answer, one, asked)]
    return [_finding(text, message, one, NOT_ANSWERED) for one in left[:MOST_FINDINGS]]


def _answer(text: str) -> _Answer:
    low = plain(text)
    languages = languages_of(text)
    bare = list(_NAMES.sub(lambda name: " " * len(name.group()), low))
    for start, end in _HOLLOW.spans("".join(bare), languages):
        # "Sorry, it is 12 euros": what holds a number says something.
        if not _DIGIT.search(low, start, end):
            bare[start:end] = " " * (end - start)
    said = "".join(bare)
    words = WORD.findall(said)
    polar = sum(1 for _ in _POLAR.spans(said, languages))
    return _Answer(
        low=said,
        terms=frozenset(term for word in WORD.findall(low) if (term := term_of(word))),
        values=values_in(low),
        polar=polar,
        is_empty=len(words) < FEWEST_WORDS and not polar and not _DIGIT.search(said),
    )


def _sends_on(answer: _Answer, text: str) -> bool:
    """To a private message or a page, to somebody who looks, or back to the person for what is needed."""
    low = plain(text)
    if (
        _DOOR.search(low)
        or _ASKING_BACK.search(low)
        or _OPEN_YET.first(answer.low, languages_of(text)) is not None
    ):
        return True
    return any(not _COURTESY.search(back.group()) for back in _ASKED_BACK.finditer(low))


def _touches(answer: _Answer, question: Question, asked: Sequence[Question]) -> bool:
    share = _share(answer.terms, question.terms)
    named = [value for value in question.values if value.kind in ("weekday", "date", "time")]
    if share >= TOUCHED or any(_same(value, answer.values) for value in named):
        return True
    if _POINTER.search(answer.low) or _NUMBER_TO_CALL.search(answer.low):
        return True
    alike = [one for one in asked if one.asks == question.asks]
    if question.asks == "why" and len(asked) == 1:
        # A cause can be told without a word for it: "A tree fell on the line."
        return True
    if question.asks in _KINDS:
        return _forms(answer, question.asks) >= len(alike)
    if weight(question.terms) < 1 or (len(asked) == 1 and share > 0):
        return True
    return share >= TOUCHED_FREELY or answer.polar >= len(alike)


def _forms(answer: _Answer, asks: str) -> int:
    """How many answers of the asked form there are."""
    pattern = _FORMS.get(asks)
    in_words = sum(1 for _ in pattern.finditer(answer.low)) if pattern else 0
    return in_words + sum(1 for value in answer.values if value.kind in _KINDS[asks])


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
