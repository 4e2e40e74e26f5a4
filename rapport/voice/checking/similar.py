"""Which texts ask the same: the cosine of their words, each weighted by how rare it is (Salton and Buckley 1988)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from rapport.kit.text import terms
from rapport.voice.checking.plain import plain
from rapport.voice.checking.subjects import term_of, weight_of

# Handles and links say who and where, not what.
_NOT_WORDS = ("@", "http")
# What stands in more than this share of many texts tells none of them apart.
COMMON = 0.2
FEW = 20

Vector = dict[str, float]


def vectors(texts: Sequence[str]) -> list[Vector]:
    """One vector of length 1 per text; an empty one where nothing is said."""
    counted = [Counter(_words(text)) for text in texts]
    seen_in = Counter(word for words in counted for word in words)
    most = len(texts) * COMMON if len(texts) > FEW else len(texts)
    return [
        _of_length_one(
            {
                word: weight_of(word)
                * (1 + math.log(times))
                * (1 + math.log(len(texts) / seen_in[word]))
                for word, times in words.items()
                if seen_in[word] <= most
            }
        )
        for words in counted
    ]


def similar_pairs(texts: Sequence[str], *, least: float) -> Iterator[tuple[int, int, float]]:
    """Every pair (earlier, later, cosine) at least that alike. Meets only texts that share a word that counts."""
    index: dict[str, list[tuple[int, float]]] = {}
    for place, vector in enumerate(vectors(texts)):
        alike: dict[int, float] = {}
        for word, value in vector.items():
            for earlier, weight in index.get(word, ()):
                alike[earlier] = alike.get(earlier, 0.0) + value * weight
        for earlier, cosine in sorted(alike.items()):
            if cosine >= least:
                yield earlier, place, min(1.0, cosine)
        for word, value in vector.items():
            index.setdefault(word, []).append((place, value))


def likeness_to(text: str, others: Sequence[str]) -> list[float]:
    """How alike each of the others is to a text, 0..1, in their order."""
    first, *rest = vectors([text, *others])
    return [
        min(1.0, sum(value * one.get(word, 0.0) for word, value in first.items())) for one in rest
    ]


def _words(text: str) -> list[str]:
    """The tokens every part of the house knows, brought to the subject they name ("bike" and "bicycle" are one)."""
    found = []
    for term in terms(text):
        if not term.startswith(_NOT_WORDS):
            subject = term_of(plain(term.lstrip("#")))
            if subject:
                found.append(subject)
    return found


def _of_length_one(vector: Vector) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {word: value / length for word, value in vector.items()} if length else {}
