"""The first gear: a linear model for sentiment, word lists for danger, rules for the rest. Called "rough"."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest

from rapport.understand.contract import ReadingResult, Reason
from rapport.understand.reading.asking import asking_in
from rapport.understand.reading.assembling import EVEN, SENTIMENTS, Mood, Told, assembled
from rapport.understand.reading.danger import danger_in
from rapport.understand.reading.language import detect
from rapport.understand.reading.linear import Scores, score
from rapport.understand.reading.phrases import Line
from rapport.understand.voting import UNDETERMINED

GEAR = "rough"
# What the weights were trained on. Anything else gets no mood at all rather than a wrong one.
COVERED = frozenset({"en"})
# Enough for numpy to be busy, few enough that a long batch takes no memory worth naming.
BATCH = 256
# A word is named as a reason when it carried at least this share; three words are read, ten are not.
LEAST_SHARE = 0.12
MOST_REASONS = 3
# They tip a balance now and then, but no reader would call them a reason.
_SMALL_WORDS = (
    "a an the and or to of in on at for with from by as is are was were be been am it its it's this that these "
    "those i i'm me my we our you your u he she they his her their so just all will would can could when what "
    "who how has have had do does did get got out up if then than there here about"
)
NO_REASON = frozenset(_SMALL_WORDS.split())


def read_texts(texts: Sequence[str]) -> list[ReadingResult]:
    """One reading per text, in order. Safe to repeat; needs nothing but the texts."""
    return [
        reading
        for start in range(0, len(texts), BATCH)
        for reading in _read_batch(texts[start : start + BATCH])
    ]


def _read_batch(texts: Sequence[str]) -> list[ReadingResult]:
    scores = score(texts)
    probabilities = [_three(row) for row in scores.probabilities.tolist()]
    return [
        _read(text, scores, place, found)
        for place, (text, found) in enumerate(zip(texts, probabilities, strict=True))
    ]


def _read(
    text: str, scores: Scores, place: int, scored: tuple[float, float, float]
) -> ReadingResult:
    language, sure = detect(text)
    covered = language in COVERED or (language == UNDETERMINED and _is_wordless(text))
    chosen = scored.index(max(scored)) if covered else 1
    offensive = covered and bool(scores.offensive[place])
    mood = Mood(
        scored if covered else EVEN,
        offensive,
        tuple(_word_reasons(SENTIMENTS[chosen], chosen, text, scores, place)) if covered else (),
        tuple(_word_reasons("offensive", 3, text, scores, place)) if offensive else (),
    )
    line = Line(text)
    negative, _, positive = mood.probabilities
    asking = asking_in(text, line, negative=negative, positive=positive, covered=covered)
    told = Told(language, round(sure, 3), covered)
    return assembled(text, line, told, mood, asking, danger=danger_in(line), gear=GEAR)


def _is_wordless(text: str) -> bool:
    """Faces, pictures and punctuation mean much the same in every language."""
    return bool(text.strip()) and not any(char.isalpha() for char in text)


def _three(row: list[float]) -> tuple[float, float, float]:
    negative, neutral, positive = row
    return negative, neutral, positive


def _word_reasons(kind: str, head: int, text: str, scores: Scores, place: int) -> list[Reason]:
    """The words that spoke most for this head, with their share of all that spoke for it."""
    first, last = scores.features.first_word[place : place + 2]
    if kind == "neutral" or last == first:
        return []
    share = scores.shares[first:last, head].tolist()
    best = sorted(nlargest(MOST_REASONS, range(len(share)), key=share.__getitem__))
    named = [(*scores.features.spans[first + word], share[word]) for word in best]
    return [
        Reason(kind, start, end, text[start:end], round(weight, 2))
        for start, end, weight in named
        if weight >= LEAST_SHARE and text[start:end].lower() not in NO_REASON
    ]
