"""The linear model: weights in one small file, a reading by adding them up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.understand.reading.features import BUCKETS, WORD_BUCKETS, Features, extract

WEIGHTS = "rough.npz"
# Columns of the table: negative, neutral, positive, offensive.
HEADS = 4

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Model:
    """`table` has one row of int8 weights per bucket; `scale` (2, HEADS) turns words' and pieces' rows to logits."""

    table: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    temperature: float
    offensive_from: float


@dataclass(frozen=True, slots=True)
class Scores:
    """`probabilities` (texts, 3); `offensive` (texts,); `shares` (words, HEADS): of all that spoke for a head in a text, how much a word did."""

    probabilities: Floats
    offensive: NDArray[np.bool_]
    shares: Floats
    features: Features


@lru_cache(maxsize=1)
def load() -> Model:
    source = resources.files("rapport.understand.reading") / WEIGHTS
    with source.open("rb") as file, np.load(file) as arrays:
        return Model(
            table=arrays["table"].reshape(BUCKETS, HEADS),
            scale=arrays["scale"],
            bias=arrays["bias"],
            temperature=float(arrays["temperature"]),
            offensive_from=float(arrays["offensive_from"]),
        )


def value_of(features: Features) -> NDArray[np.float32]:
    """What each feature counts: words and pieces share a weight of one each, however long the text."""
    n = len(features.per_text)
    is_piece = features.buckets >= WORD_BUCKETS
    pieces = np.bincount(features.owners[is_piece], minlength=n)
    whole = features.per_text - pieces
    share = 1 / np.sqrt(np.maximum(np.stack([whole, pieces]), 1))
    return share[is_piece.astype(np.int64), features.owners].astype(np.float32)


def score(texts: Sequence[str]) -> Scores:
    model = load()
    features = extract(texts)
    is_piece = (features.buckets >= WORD_BUCKETS).astype(np.int64)
    added = model.table[features.buckets] * model.scale[is_piece] * value_of(features)[:, None]
    by_word = _sum_by(features.words, added, len(features.spans))
    # Every feature belongs to a word, and every word to a text.
    owner = np.repeat(np.arange(len(texts)), np.diff(features.first_word))
    logits = _sum_by(owner, by_word, len(texts)) + model.bias
    return Scores(
        probabilities=softmax(logits[:, :3] / model.temperature),
        offensive=logits[:, 3] >= model.offensive_from,
        shares=_shares(by_word, owner, len(texts)),
        features=features,
    )


def _shares(by_word: Floats, owner: NDArray[np.int64], n: int) -> Floats:
    """For the three moods, what a word added above their mean counts."""
    spoke = by_word.copy()
    spoke[:, :3] -= by_word[:, :3].mean(axis=1, keepdims=True)
    np.maximum(spoke, 0, out=spoke)
    total = _sum_by(owner, spoke, n)
    total[total == 0] = 1
    shares: Floats = spoke / total[owner]
    return shares


def softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities: Floats = shifted / shifted.sum(axis=1, keepdims=True)
    return probabilities


def _sum_by(owners: NDArray[np.int64], values: Floats, n: int) -> Floats:
    columns = [np.bincount(owners, column, minlength=n) for column in values.T]
    return np.stack(columns, axis=1) if n else np.zeros((0, values.shape[1]))
