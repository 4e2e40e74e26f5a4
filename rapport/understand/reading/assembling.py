"""A reading put together from its parts, the same way whichever gear found them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapport.understand.contract import ReadingResult, Reason, Sentiment
from rapport.understand.reading.asking import Asking
from rapport.understand.reading.phrases import Hit, Line
from rapport.understand.reading.urgency import urgency_of, urgency_parts

SENTIMENTS: tuple[Sentiment, ...] = ("negative", "neutral", "positive")
EVEN = (1 / 3, 1 / 3, 1 / 3)


class Told(NamedTuple):
    """The language, how sure that is, and whether the gear was taught it."""

    language: str
    sure: float
    covered: bool


class Mood(NamedTuple):
    """`probabilities` of negative, neutral and positive, and the words that made them where they are known already."""

    probabilities: tuple[float, float, float]
    offensive: bool
    because: tuple[Reason, ...] = ()
    offensive_because: tuple[Reason, ...] = ()
    emotion: str = ""


def assembled(
    text: str,
    line: Line,
    told: Told,
    mood: Mood,
    asking: Asking,
    *,
    danger: Sequence[Hit],
    gear: str,
) -> ReadingResult:
    """`line` is the text's own, `danger` the words that tell of it. Whoever is in danger needs an answer, whatever else was found."""
    needs_answer = asking.needs_answer or bool(danger)
    negative = mood.probabilities[0]
    parts = urgency_parts(text, line, danger=danger, negative=negative, needs_answer=needs_answer)
    reasons = [
        *(_reason("danger", text, hit) for hit in danger),
        *mood.because,
        *(_reason("needs_answer", text, hit) for hit in asking.because),
        *mood.offensive_because,
        *parts,
    ]
    chosen = mood.probabilities.index(max(mood.probabilities)) if told.covered else 1
    return ReadingResult(
        language=told.language,
        language_confidence=told.sure,
        sentiment=SENTIMENTS[chosen],
        probabilities=mood.probabilities,
        needs_answer=needs_answer,
        needs_answer_confidence=1.0 if danger else asking.confidence,
        intent=asking.intent,
        danger=bool(danger),
        danger_words=tuple(text[hit.start : hit.end] for hit in danger),
        urgency=urgency_of(parts),
        offensive=mood.offensive,
        reasons=tuple(reasons),
        gear=gear,
        covered=told.covered,
        emotion=mood.emotion,
    )


def _reason(kind: str, text: str, hit: Hit) -> Reason:
    return Reason(kind, hit.start, hit.end, text[hit.start : hit.end], 1.0)
