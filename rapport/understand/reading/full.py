"""The second gear: one encoder with a head for each question (docs/models/reading.md). Called "full".

It reads English. What it was not taught, and what has no words, stays as the rough gear read it.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rapport.kit.encoder import Judge
from rapport.understand.contract import Intent, ReadingResult, Reason, Sentiment
from rapport.understand.errors import ModelUnusable
from rapport.understand.reading import rough
from rapport.understand.reading.asking import Asking, asking_in
from rapport.understand.reading.assembling import SENTIMENTS, Mood, Told, assembled
from rapport.understand.reading.deciding import deciding_words
from rapport.understand.reading.phrases import Hit, Line
from rapport.understand.reading.plain import MOST_CHARACTERS, plain, windows

GEAR = "full"
MODEL = Path(__file__).resolve().parent.parent / "model"
# The layout of the numbers below. A file of another layout is refused.
VERSION = 1
MOST_PIECES = 64
COVERED = frozenset({"en"})
INTENTS: tuple[Intent, ...] = (
    "question", "complaint", "praise", "request", "fault", "leaving", "thanks", "spam", "chatter",
)  # fmt: skip
EMOTIONS = (
    "admiration", "amusement", "anger", "annoyance", "approval", "caring", "confusion", "curiosity", "desire",
    "disappointment", "disapproval", "disgust", "embarrassment", "excitement", "fear", "gratitude", "grief", "joy",
    "love", "nervousness", "optimism", "pride", "realization", "relief", "remorse", "sadness", "surprise", "",
)  # fmt: skip
# What the phrases take it for weighs so much beside the head's probabilities; chosen among nine on the held messages.
BY_WORDS = 0.15
# What is said of somebody's feelings is likelier true than not; the card's own line is where as many are found as are wrong.
EMOTION_SURE = 0.0
PLACES = {
    "sentiment": slice(0, 3),
    "emotion": slice(3, 31),
    "offensive": slice(31, 32),
    "intent": slice(32, 41),
    "needs_answer": slice(41, 42),
    "danger": slice(42, 43),
}
WIDTH = 43
Numbers = NDArray[np.float32]


class Card(NamedTuple):
    """What belongs to the weights and is no weight: temperatures, and from where on something is said."""

    sentiment_temperature: float
    emotion_from: float
    offensive_from: float
    intent_temperature: float
    needs_answer_scale: float
    needs_answer_shift: float
    needs_answer_from: float
    danger_from: float


def read_texts(texts: Sequence[str]) -> list[ReadingResult]:
    """One reading per text, in order. Raises ModelUnusable where any is to be read and the files are not what they should be."""
    readings = rough.read_texts(texts)
    places = [place for place, one in enumerate(readings) if one.language in COVERED]
    if not places:
        return readings
    parts = [[texts[place][start:end] for start, end in windows(texts[place])] for place in places]
    rows = numbers([part for each in parts for part in each])
    at = 0
    for place, each in zip(places, parts, strict=True):
        row = whole(rows[at : at + len(each)])
        readings[place] = _read(texts[place], readings[place], row, usable().card)
        at += len(each)
    return readings


def whole(rows: Numbers) -> Numbers:
    """Of a text read in windows: its mood is their mean; what one of them asks, tells or feels it does."""
    row: Numbers = rows.max(axis=0)
    if len(rows) == 1:
        return row
    row[PLACES["sentiment"]] = rows[:, PLACES["sentiment"]].mean(axis=0)
    asks = int(np.argmax(rows[:, PLACES["needs_answer"]]))
    row[PLACES["intent"]] = rows[asks, PLACES["intent"]]
    return row


def numbers(texts: Sequence[str]) -> Numbers:
    """What the encoder says of each text: rows of WIDTH numbers in the order of PLACES."""
    return usable().judge.numbers([plain(text) for text in texts])


def why(text: str, sentiment: Sentiment) -> list[Reason]:
    """The words that made the mood, by reading the text without them: some twenty passes. Raises ModelUnusable."""
    seen = text[:MOST_CHARACTERS]
    place = SENTIMENTS.index(sentiment)
    temperature = usable().card.sentiment_temperature

    def how_likely(texts: Sequence[str]) -> list[float]:
        rows = numbers(texts)[:, PLACES["sentiment"]] / temperature
        return [softmax(row)[place] for row in rows]

    return [
        Reason(sentiment, one.start, one.end, seen[one.start : one.end], one.drop)
        for one in deciding_words(seen, how_likely)
    ]


class Usable(NamedTuple):
    judge: Judge
    card: Card


def usable() -> Usable:
    """The model, looked at once for each process. Raises ModelUnusable."""
    found = _looked_at(MODEL)
    if isinstance(found, ModelUnusable):
        raise found
    return found


@lru_cache(maxsize=1)
def _looked_at(folder: Path) -> Usable | ModelUnusable:
    # What is wrong with it is kept too: nobody reads 23 MB again for every message.
    try:
        return opened(folder)
    except ModelUnusable as fault:
        return fault


def opened(folder: Path) -> Usable:
    """A model that is whole, and of the layout this code knows. Raises ModelUnusable."""
    try:
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        digest = hashlib.sha256((folder / "reader.onnx").read_bytes()).hexdigest()
        version, expected = card["version"], card["sha256"]
        says = Card(**card["says"]) if version == VERSION else None
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise ModelUnusable(f"The model in {folder} cannot be read ({fault}). {_REMEDY}") from fault
    if says is None:
        raise ModelUnusable(
            f"The model in {folder} is of version {version}; this Rapport reads version {VERSION}. {_REMEDY}"
        )
    if digest != expected:
        raise ModelUnusable(
            f"The model in {folder} is damaged: its sum is not the one it was shipped with. {_REMEDY}"
        )
    return Usable(Judge(folder, most_pieces=MOST_PIECES), says)


_REMEDY = "Install Rapport anew to put it back; until then the rough gear reads."


def _read(text: str, before: ReadingResult, row: Numbers, card: Card) -> ReadingResult:
    line = Line(text)
    negative, neutral, positive = softmax(row[PLACES["sentiment"]] / card.sentiment_temperature)
    mood = Mood(
        (negative, neutral, positive),
        bool(row[PLACES["offensive"]][0] >= card.offensive_from),
        emotion=_emotion(row[PLACES["emotion"]], card),
    )
    told = Told(before.language, before.language_confidence, covered=True)
    asking = _asking(text, line, row, card, mood)
    # Either gear may see it: nobody is lost because the better one did not.
    danger = [Hit("danger", one.start, one.end) for one in before.reasons if one.kind == "danger"]
    if not danger and row[PLACES["danger"]][0] >= card.danger_from:
        danger = [Hit("danger", 0, len(text))]
    return assembled(text, line, told, mood, asking, danger=danger, gear=GEAR)


def _asking(text: str, line: Line, row: Numbers, card: Card, mood: Mood) -> Asking:
    intents = softmax(row[PLACES["intent"]] / card.intent_temperature)
    logit = (
        card.needs_answer_scale * float(row[PLACES["needs_answer"]][0]) + card.needs_answer_shift
    )
    likely = 1 / (1 + math.exp(-logit))
    negative, _, positive = mood.probabilities
    by_words = asking_in(text, line, negative=negative, positive=positive, covered=True)
    intents[INTENTS.index(by_words.intent)] += BY_WORDS
    # Either gear may see it: nobody is left standing because the better one did not.
    sure = max(likely, by_words.confidence if by_words.needs_answer else 0.0)
    needs = likely >= card.needs_answer_from or by_words.needs_answer
    return Asking(
        INTENTS[int(np.argmax(intents))],
        needs,
        round(sure if needs else 1 - likely, 2),
        by_words.because,
    )


def _emotion(row: Numbers, card: Card) -> str:
    place = int(np.argmax(row))
    return EMOTIONS[place] if row[place] >= max(card.emotion_from, EMOTION_SURE) else ""


def softmax(row: Numbers) -> list[float]:
    grown = np.exp(row - row.max())
    return [float(one) for one in grown / grown.sum()]
