"""Small words vote on the language of a text: microseconds, no model, and no more than the words people use most."""

from __future__ import annotations

import re
from operator import itemgetter

from rapport.understand.words.small import SMALL_WORDS

UNDETERMINED = "und"
# Votes that settle a language without asking further, and how far ahead they must be.
ENOUGH_VOTES = 3.0
AHEAD = 2.5
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


def possible(text: str, *, enough: float = ENOUGH_VOTES) -> frozenset[str]:
    """The languages that small words leave possible; none where fewer than `enough` vote."""
    counted = _count(words_of(text if is_plain(text) else without_addresses(text)))
    best = max(counted.values(), default=0.0)
    if best < enough:
        return frozenset()
    return frozenset(each for each, votes in counted.items() if votes * AHEAD > best)


def is_plain(text: str) -> bool:
    return len(text) <= MOST_CHARACTERS and not any(sign in text for sign in _SIGNS)


def without_addresses(text: str) -> str:
    return _NOT_LANGUAGE.sub(" ", text[: 2 * MOST_CHARACTERS])[:MOST_CHARACTERS]


def words_of(plain: str) -> list[str]:
    if plain.isascii():
        return _WORD.findall(plain.lower())
    # A few letters grow a mark when they become small, which would part a word.
    return [word.lower().replace("’", "'") for word in _WORD.findall(plain)]


def vote(words: list[str]) -> tuple[str, float, float]:
    """The first language, its votes, and those of the second."""
    best = sorted(_count(words).items(), key=itemgetter(1), reverse=True)
    first, votes = best[0] if best else (UNDETERMINED, 0.0)
    return first, votes, best[1][1] if len(best) > 1 else 0.0


def _count(words: list[str]) -> dict[str, float]:
    counted: dict[str, float] = {}
    # In the order of the text, not of a set: sums of shares must come out alike in every process.
    for word in dict.fromkeys(words):
        for language, share in _VOTES.get(word, ()):
            counted[language] = counted.get(language, 0.0) + share
    return counted
