"""How often words are met in the stream, learned from a sample of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from rapport.query.matching.keys import SEARCHED, Key

# Before anything is known: the share of English tweets that hold a given word of this length, median of those in
# sentiment/train.tsv that at least one in a thousand holds (2026-01). Only the order matters: shorter is commoner.
_BY_LENGTH = (0.5, 0.3, 0.15, 0.06, 0.02, 0.008, 0.004)
_LONG = 0.002
# Shares of the values of fields, unlearned: an author is rare, a language is not.
_BY_FIELD = {"author": 0.001, "site": 0.005, "list": 0.02, "url": 0.02, "links": 0.02}
_VALUE = 0.3
# Looking a field up costs every document a little, so a word is preferred as long as it is rarer than this.
_LOOK_UP = 0.01
# How many texts the guess by length weighs as much as.
_WEIGHT = 100
_MOST_WORDS = 100_000
# What is kept for the next start: the commonest words, which are the ones a query must not be found by. About 80 kB.
_KEPT_WORDS = 5_000
# A word in fewer texts than this may be somebody's name alone, and says nothing about the stream.
_KEPT_TEXTS = 3
# What was learned before a start weighs as many texts at most: what people talk about changes.
_TAKEN_UP_TEXTS = 2_000


class Frequencies:
    """Counts of distinct words of sampled texts; at most 100,000 words are kept, the rarest forgotten first."""

    def __init__(self) -> None:
        self.texts = 0
        self._counts: Counter[str] = Counter()
        self._sorted: list[str] = []
        self._before: list[int] = [0]

    def learn(self, words: Iterable[str]) -> None:
        """The words of one text."""
        self.texts += 1
        self._counts.update(set(words))
        least = 1
        while len(self._counts) > _MOST_WORDS:
            self._counts = Counter({w: n for w, n in self._counts.items() if n > least})
            least *= 2

    def settle(self) -> None:
        """Make what was learned count for beginnings of words too."""
        self._sorted = sorted(self._counts)
        self._before = list(accumulate((self._counts[w] for w in self._sorted), initial=0))

    def kept(self) -> dict[str, Any]:
        """What `taken_up` takes, as JSON knows it: the commonest words but handles, and in how many texts they were."""
        common = self._counts.most_common(2 * _KEPT_WORDS)
        words = {w: n for w, n in common if n >= _KEPT_TEXTS and not w.startswith("@")}
        return {"texts": self.texts, "words": dict(list(words.items())[:_KEPT_WORDS])}

    @classmethod
    def taken_up(cls, kept: object) -> Frequencies:
        """What was kept before; whatever is not such is left, and learning begins from nothing."""
        found = cls()
        match kept:
            case {"texts": int(texts), "words": dict(words)} if _is_sound(texts, words):
                scale = min(1.0, _TAKEN_UP_TEXTS / max(1, texts))
                found.texts = int(texts * scale)
                found._counts = Counter({word: round(n * scale) for word, n in words.items()})
                found.settle()
        return found

    def share_of(self, key: Key) -> float:
        """The share of documents (0 to 1) in which the key is expected."""
        if key.kind == "value":
            return _LOOK_UP + _BY_FIELD.get(key.place, _VALUE)
        length = len(key.text)
        guess = _BY_LENGTH[length] if length < len(_BY_LENGTH) else _LONG
        if key.place != SEARCHED:
            return _LOOK_UP + guess
        if key.kind == "holds":
            return _LOOK_UP + guess
        met = self._counts[key.text] if key.kind == "word" else self._beginning(key.text)
        return min(1.0, (met + guess * _WEIGHT) / (self.texts + _WEIGHT))

    def _beginning(self, stem: str) -> int:
        first = bisect_left(self._sorted, stem)
        return self._before[bisect_left(self._sorted, stem + "\U0010ffff")] - self._before[first]


def _is_sound(texts: int, words: dict[object, object]) -> bool:
    return (
        texts >= 0
        and len(words) <= _KEPT_WORDS
        and all(
            isinstance(word, str) and type(count) is int and 0 < count <= texts
            for word, count in words.items()
        )
    )
