"""Which language a text is in: small words vote first, py3langid decides the rest.

Posts are short, and py3langid, trained on whole pages, is unsure of "thanks so much" and costs 0.3 ms a text.
Function words settle most posts at once; what neither settles is "und", undetermined.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from rapport.understand.words.small import SMALL_WORDS

UNDETERMINED = "und"
# py3langid tells spoken Arabic and Chinese apart; posts are filtered by the written language.
WRITTEN = {
    "arz": "ar",
    "ary": "ar",
    "apc": "ar",
    "ars": "ar",
    "yue": "zh",
    "wuu": "zh",
    "nb": "no",
    "nn": "no",
}
# Votes that settle a language without asking further, and how far ahead they must be.
ENOUGH_VOTES = 3.0
AHEAD = 2.5
# Below this, py3langid was right on fewer than half of short posts.
LEAST_CONFIDENCE = 0.35
MOST_CHARACTERS = 400

_NOT_LANGUAGE = re.compile(r"https?://\S+|www\.\S+|[@#]\w+(?:[.@-]\w+)*|\d+")
_SIGNS = ("@", "#", "://", "www.")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def _shares() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each word's vote, parted among the languages that use it: "i" says less than "jag"."""
    users: dict[str, list[str]] = {}
    for language, words in SMALL_WORDS.items():
        for word in set(words.split()):
            users.setdefault(word, []).append(language)
    return {word: tuple((each, 1 / len(of)) for each in of) for word, of in users.items()}


_VOTES = _shares()


def detect(text: str) -> tuple[str, float]:
    """ISO 639-1 code and confidence, 0..1; ("und", confidence of the best guess) where nothing is sure."""
    # Numbers part words as spaces do; without names, tags and addresses only py3langid need not see them.
    plain = text if _is_plain(text) else _without_addresses(text)
    words = _words(plain)
    if not words:
        return UNDETERMINED, 0.0
    first, votes, second = _vote(words)
    if votes >= ENOUGH_VOTES and votes >= AHEAD * second:
        return first, 0.98
    guess, confidence = identifier().classify(_without_addresses(plain))
    guess = WRITTEN.get(guess, guess)
    return _weigh(first, votes, second, guess=guess, confidence=float(confidence))


def possible(text: str, *, enough: float = ENOUGH_VOTES) -> frozenset[str]:
    """The languages that small words leave possible; none where fewer than `enough` vote. Never asks the model."""
    words = _words(text if _is_plain(text) else _without_addresses(text))
    counted = _count(words)
    best = max(counted.values(), default=0.0)
    if best < enough:
        return frozenset()
    return frozenset(each for each, votes in counted.items() if votes * AHEAD > best)


def _is_plain(text: str) -> bool:
    return len(text) <= MOST_CHARACTERS and not any(sign in text for sign in _SIGNS)


def _without_addresses(text: str) -> str:
    return _NOT_LANGUAGE.sub(" ", text[: 2 * MOST_CHARACTERS])[:MOST_CHARACTERS]


def _words(plain: str) -> list[str]:
    if plain.isascii():
        return _WORD.findall(plain.lower())
    # A few letters grow a mark when they become small, which would part a word.
    return [word.lower().replace("’", "'") for word in _WORD.findall(plain)]


def _count(words: list[str]) -> dict[str, float]:
    counted: dict[str, float] = {}
    # In the order of the text, not of a set: sums of shares must come out alike in every process.
    for word in dict.fromkeys(words):
        for language, share in _VOTES.get(word, ()):
            counted[language] = counted.get(language, 0.0) + share
    return counted


def _vote(words: list[str]) -> tuple[str, float, float]:
    counted = _count(words)
    best = sorted(counted.items(), key=itemgetter(1), reverse=True)
    first, votes = best[0] if best else (UNDETERMINED, 0.0)
    return first, votes, best[1][1] if len(best) > 1 else 0.0


def _weigh(
    first: str, votes: float, second: float, *, guess: str, confidence: float
) -> tuple[str, float]:
    if guess == first:
        return guess, max(confidence, min(0.95, 0.6 + 0.15 * (votes - second)))
    if votes >= 1.0 and votes >= 2 * second and confidence < 0.9:
        return first, 0.6
    return (guess, confidence) if confidence >= LEAST_CONFIDENCE else (UNDETERMINED, confidence)


@lru_cache(maxsize=1)
def identifier() -> LanguageIdentifier:
    """py3langid with probabilities; unpacking its model takes 0.7 s, once a process."""
    known = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known.set_languages([label for label in known.labels if len(label) == 2 or label in WRITTEN])
    return known
