"""Whether an answer is cold: a ranker that sums named signs, each with its weight and its reason.

Logistic: the sum of the weights of the signs that are there, as odds. The weights start where people who answer for
a living would put them and were moved by the politeness sets (`training/dismissive.py`), English, whose licence allows it;
signs that those texts never show keep their start. A sign is the same in every language, so the weights serve all.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapport.voice.checking.hollow import without_hollow
from rapport.voice.checking.plain import MOST_CHARACTERS, plain
from rapport.voice.checking.sentences import is_a_part, sentence_around, sentences
from rapport.voice.checking.values import values_in
from rapport.voice.checking.wordings import Wording, is_surely_covered, languages_of
from rapport.voice.contract import Finding
from rapport.voice.words import dismissive as cold
from rapport.voice.words import warmth as warm
from rapport.voice.words.claims import NEGATIONS
from rapport.voice.words.questions import CAUSES

# From here on it is said; half of what is said at this confidence is wrong, and a note may be.
LEAST_CONFIDENCE = 0.5
# More than two notes on one short answer are not read.
MOST_FINDINGS = 2
# So few words are a shrug to somebody who wrote four times as many.
CURT = 3
# An answer of fewer words than this is a greeting or a thank you.
FEWEST_WORDS = 2

WHY = {
    "brushing off": "This sends them away with nothing",
    "refusing": "A no without a reason or a way on",
    "blaming": "This puts the blame on them",
    "playing down": "This tells them how to feel",
    "legalese": "This reads like a contract, not like a person",
    "sarcasm": "This can be read as mocking",
    "talking down": "This can be read as talking down",
    "scorn": "This can be read as scorn",
    "pointing": "This says what they did wrong, and not what happens now",
    "curt": "So few words read as a shrug",
    "unheard": "They say how they feel; nothing here shows that you heard it",
    "excuse": "An apology or a cause, and nothing about what happens next",
}
_COLD = {
    "brushing off": Wording(cold.BRUSHING_OFF),
    "refusing": Wording(cold.REFUSING),
    "blaming": Wording(cold.BLAMING),
    "playing down": Wording(cold.PLAYING_DOWN),
    "legalese": Wording(cold.LEGALESE),
    "sarcasm": Wording(cold.SARCASM),
    "talking down": Wording(cold.TALKING_DOWN),
    "scorn": Wording(cold.SCORN),
    "pointing": Wording(cold.POINTING),
}
_FEELINGS = Wording(warm.FEELINGS)
_ACKNOWLEDGING = Wording(warm.ACKNOWLEDGING)
_EXCUSING = Wording(warm.EXCUSING)
_GOING_ON = Wording(warm.GOING_ON)
_KIND = Wording(warm.KIND)
_YOU, _US = Wording(cold.YOU), Wording(cold.US)
_DENYING = re.compile(rf"(?<!\w)(?:{NEGATIONS})(?!\w)")
# A plain yes or no to begin with is an answer, and no excuse.
_ANSWERS = re.compile(r"^\W*(?:no|yes|nein|ja|non|oui|si|nee|nej|nei|jo)[,.!: ]")
_ORDERING = re.compile(cold.ORDERING)
_QUOTED = re.compile(r"[\"“„«”][^\"“”„«»\n]{2,400}[\"”“»]|(?m:^\s*>[^\n]*)")
_WORD = re.compile(r"[^\W_]+")
_YES = re.compile(
    r"(?<!\w)(?:yes|ja|jo|oui|si|sure|done|enjoy|welcome|congratulations|klar|gerne|absolut|certo|claro)(?!\w)"
)
_REASON = re.compile(
    rf"(?<![\w'])(?:{CAUSES}|but|instead|however|until|unless|aber|sondern|mais|pero|sino|ma|maar|men|utan|only|nur|seulement|solo|alleen|bara|bare|kun)(?!\w)"
)
_PAST = re.compile(
    r"(?<!\w)(?:was|were|had|yesterday|last|war|waren|hatte\w*|gestern|etait|etaient|avait|hier|fue|estaba|habia|ayer|era|stato|ieri|waren|had|gisteren|var|hade|igar|havde|hadde)(?!\w)"
)

# Where a plain answer stands; one heavy sign alone is more likely than not, one light sign is not.
BIAS = -0.8
WEIGHTS = {
    "brushing off": 1.90,
    "refusing": 1.48,
    "blaming": 2.17,
    "playing down": 2.11,
    "legalese": 1.53,
    "sarcasm": 2.14,
    "talking down": 1.08,
    "scorn": 1.40,
    "pointing": 1.10,
    "curt": 1.60,
    "unheard": 1.90,
    "excuse": 1.90,
    "acknowledging": -0.33,
    "going on": -0.50,
    "kind": -0.56,
    "you alone": 0.17,
    "denying": 0.49,
    "ordering": 0.50,
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A named sign at `text[start:end]`; warm signs have a weight below nothing."""

    name: str
    start: int
    end: int


def dismissive_in(text: str, *, message: str) -> list[Finding]:
    """Notes on what makes an answer to `message` cold, at most two, the heaviest first told. Never more than a note."""
    text = text[:MOST_CHARACTERS]
    signs = signs_in(text, message=message)
    confidence = coldness(signs)
    if confidence < LEAST_CONFIDENCE:
        return []
    reasons: list[Sign] = []
    for sign in sorted(
        (s for s in signs if s.name in WHY), key=lambda s: (-WEIGHTS[s.name], s.start)
    ):
        apart = all(sign.end <= one.start or one.end <= sign.start for one in reasons)
        if apart and sign.name not in [one.name for one in reasons]:
            reasons.append(sign)
    return [_finding(text, sign, confidence) for sign in reasons[:MOST_FINDINGS]]


def coldness(signs: Sequence[Sign]) -> float:
    """How likely somebody would feel brushed off, 0..1. A sign said again counts half as much again, once."""
    said = Counter(sign.name for sign in signs)
    total = BIAS + sum(WEIGHTS[name] * (1.5 if count > 1 else 1.0) for name, count in said.items())
    return 1 / (1 + math.exp(-total))


def signs_in(text: str, *, message: str) -> list[Sign]:
    """Every sign there is, cold and warm."""
    low = _without_quotes(plain(text))
    languages = languages_of(text)
    said = without_hollow(low, languages)
    # A question back is a way on as well.
    is_part = is_a_part(text)
    goes_on = is_part or _goes_on(said, languages)
    has_reason = goes_on or _REASON.search(said) is not None
    found = [
        Sign(name, *_trimmed(low, *span))
        for name, wording in _COLD.items()
        for span in wording.spans(low, languages)
        if name != "refusing" or not has_reason
    ]
    found += [
        Sign(name, *span)
        for name, wording in (("acknowledging", _ACKNOWLEDGING), ("kind", _KIND))
        if (span := wording.first(low, languages)) is not None
    ]
    found += [Sign(name, 0, 0) for name in _manner(low, languages)]
    if goes_on:
        found.append(Sign("going on", 0, 0))
    if len(_WORD.findall(low)) >= FEWEST_WORDS and is_surely_covered(text) and not is_part:
        found += _missed(text, low, message=message, goes_on=goes_on)
    if (text.isascii() or is_surely_covered(text)) and _is_curt(low, message, languages):
        found.append(Sign("curt", *_trimmed(low, 0, len(low))))
    return found


def _goes_on(said: str, languages: frozenset[str]) -> bool:
    """Something happens next, or a way on is named; a question back is one too."""
    if "?" in said or _GOING_ON.first(said, languages) is not None:
        return True
    return any(
        value.kind in ("time", "date", "weekday")
        for start, end in sentences(said)
        if not _PAST.search(said, start, end)
        for value in values_in(said[start:end])
    )


def _is_curt(low: str, message: str, languages: frozenset[str]) -> bool:
    """A word or three to somebody who wrote more, with no number and no yes in them."""
    words = _WORD.findall(low)
    asked = len(_WORD.findall(message))
    return (
        0 < len(words) <= CURT
        and asked >= 4 * CURT
        and not any(char.isdigit() or char == "?" for char in low)
        and _KIND.first(low, languages) is None
        and _ACKNOWLEDGING.first(low, languages) is None
        and _YES.search(low) is None
    )


def _manner(low: str, languages: frozenset[str]) -> Iterator[str]:
    if _YOU.first(low, languages) is not None and _US.first(low, languages) is None:
        yield "you alone"
    if _DENYING.search(low):
        yield "denying"
    if _ORDERING.search(low):
        yield "ordering"


def _missed(text: str, low: str, *, message: str, goes_on: bool) -> Iterator[Sign]:
    """What should be there and is not."""
    languages = languages_of(text)
    asked = plain(message[:MOST_CHARACTERS])
    felt = _FEELINGS.first(asked, languages_of(message)) is not None
    if felt and _ACKNOWLEDGING.first(low, languages) is None:
        yield Sign("unheard", *_opening(text))
    excuse = _EXCUSING.first(low, languages)
    if message.strip() and excuse is not None and not goes_on and not _ANSWERS.search(low):
        yield Sign("excuse", *sentence_around(text, excuse[0]))


def _opening(text: str) -> tuple[int, int]:
    """The first sentence that says something: "Hello!" is none."""
    for start, end in sentences(text):
        if len(_WORD.findall(text, start, end)) > FEWEST_WORDS + 1:
            return start, end
    return 0, len(text)


def _trimmed(low: str, start: int, end: int) -> tuple[int, int]:
    """Without the stop and the space before it."""
    words = low[start:end]
    inner = words.strip(" \t\n.!?,;:…")
    at = words.find(inner)
    return start + at, start + at + len(inner)


def _without_quotes(low: str) -> str:
    """What the customer said is not said by us; the places stay."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted.group()), low)


def _finding(text: str, sign: Sign, confidence: float) -> Finding:
    return Finding(
        kind="dismissive",
        severity="note",
        start=sign.start,
        end=sign.end,
        why=WHY[sign.name],
        evidence=text[sign.start : sign.end],
        statement_id=None,
        confidence=round(confidence, 2),
        remedy=None,
    )
