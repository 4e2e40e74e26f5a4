"""Which language a text is in: small words vote first, py3langid decides the rest.

Posts are short, and py3langid, trained on whole pages, is unsure of "thanks so much" and costs 0.3 ms a text.
Function words settle most posts at once; what neither settles is "und", undetermined.
"""

from __future__ import annotations

from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from rapport.understand.voting import (
    AHEAD,
    ENOUGH_VOTES,
    UNDETERMINED,
    is_plain,
    vote,
    without_addresses,
    words_of,
)

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
# Below this, py3langid was right on fewer than half of short posts.
LEAST_CONFIDENCE = 0.35


def detect(text: str) -> tuple[str, float]:
    """ISO 639-1 code and confidence, 0..1; ("und", confidence of the best guess) where nothing is sure."""
    # Numbers part words as spaces do; without names, tags and addresses only py3langid need not see them.
    plain = text if is_plain(text) else without_addresses(text)
    words = words_of(plain)
    if not words:
        return UNDETERMINED, 0.0
    first, votes, second = vote(words)
    if votes >= ENOUGH_VOTES and votes >= AHEAD * second:
        return first, 0.98
    guess, confidence = identifier().classify(without_addresses(plain))
    guess = WRITTEN.get(guess, guess)
    return _weigh(first, votes, second, guess=guess, confidence=float(confidence))


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
