"""What a reading is, whoever made it: the interface every gear of the machine fills.

A gear is a function from texts to readings, one per text and in their order. The first is "rough": a linear
model and word lists. A better one takes its place in `registry` and nothing else changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sentiment = Literal["negative", "neutral", "positive"]
# "fault": something does not work; "leaving": they threaten to go, or say that they went. The rough gear knows neither, nor spam.
Intent = Literal[
    "question", "complaint", "praise", "request", "fault", "leaving", "thanks", "spam", "chatter"
]
# Somebody was let down and says so, whichever of these it is called.
LET_DOWN: frozenset[str] = frozenset({"complaint", "fault", "leaving"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that decided something: `text[start:end]` of the message, in code points.

    `kind` is "negative", "neutral", "positive", "needs_answer", "danger", "offensive" or a part of the urgency
    ("urgency: stranded"); "picture", "voice" or "video", without words, names what was not read. `weight` is the share of the score for a sentiment, points for an urgency, else 1.
    """

    kind: str
    start: int
    end: int
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class ReadingResult:
    """What one message means.

    `language` is ISO 639-1, "und" where the text is too short to tell. `probabilities` are for negative,
    neutral and positive and sum to 1. `urgency` is 0..100, the sum of the named parts among the reasons.
    Where `covered` is False nobody taught this gear the language: the sentiment is neutral with even
    probabilities, and a screen must say so rather than draw a mood.
    """

    language: str
    language_confidence: float
    sentiment: Sentiment
    probabilities: tuple[float, float, float]
    needs_answer: bool
    needs_answer_confidence: float
    intent: Intent
    danger: bool
    danger_words: tuple[str, ...]
    urgency: int
    offensive: bool
    reasons: tuple[Reason, ...]
    gear: str
    covered: bool
    # Of GoEmotions' 27 (Demszky et al. 2020) the surest; empty where none is sure, or the gear knows none.
    emotion: str = ""
