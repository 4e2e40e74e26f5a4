"""How well the reply check knows cold texts and open questions.

Ranking is measured beside words alone (TF-IDF) with a logistic regression. The hard cases were written from a description
by somebody who had not read the rules, half of each kind true.
"""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.kit.text import terms
from rapport.voice.checking.dismissive import coldness, dismissive_in, signs_in
from rapport.voice.checking.unanswered import unanswered_in
from rapport.voice.contract import Finding

Labels = NDArray[np.bool_]
Numbers = NDArray[np.float32]

# The peer: plain gradient descent, until its loss hardly moves.
WORDS = 3_000
STEPS = 100
RATE = 2.0
PENALTY = 1e-4
POLITENESS = ("wikipedia", "stack-exchange")


@figure(
    "voice_dismissive_auc",
    unit="",
    anchor="TF-IDF and logistic regression, fitted on the same politeness sets",
    hold=("at least", 0.65),
    needs_database=False,
)
def voice_dismissive_auc() -> Measured:
    rows = _rows("unhealthy_val")
    texts = [row["text"] for row in rows]
    dismissive = np.array([row["dismissive"] in ("1", "1.0") for row in rows])
    learnt = [_requests(name) for name in POLITENESS]
    peer = _by_words(
        [text for of, _ in learnt for text in of], np.concatenate([low for _, low in learnt]), texts
    )
    return Measured(
        auc(dismissive, _by_signs(texts)),
        anchor_value=auc(dismissive, peer),
        note=f"{dismissive.sum()} dismissive of {len(texts):,} comments, measured only, never fitted",
    )


@figure(
    "voice_politeness_auc",
    unit="",
    anchor="TF-IDF and logistic regression, fitted on the other set",
    needs_database=False,
)
def voice_politeness_auc() -> Measured:
    """The mean of two sets; the weights of the signs were moved by both, words were fitted on the other one."""
    first, second = (_requests(name) for name in POLITENESS)
    pairs = ((first, second), (second, first))
    ours = [auc(low, _by_signs(texts)) for (texts, low), _ in pairs]
    peers = [auc(low, _by_words(*other, texts)) for (texts, low), other in pairs]
    return Measured(
        float(np.mean(ours)),
        anchor_value=float(np.mean(peers)),
        note="the least polite quarter of each set",
    )


@figure(
    "voice_dismissive_precision",
    unit="",
    anchor="a note on every draft",
    needs_database=False,
)
def voice_dismissive_precision() -> Measured:
    return _precision("dismissive", dismissive_in)


@figure("voice_dismissive_recall", unit="", needs_database=False)
def voice_dismissive_recall() -> Measured:
    return _recall("dismissive", dismissive_in)


@figure(
    "voice_unanswered_precision",
    unit="",
    anchor="a note on every draft",
    needs_database=False,
)
def voice_unanswered_precision() -> Measured:
    return _precision("unanswered", unanswered_in)


@figure("voice_unanswered_recall", unit="", needs_database=False)
def voice_unanswered_recall() -> Measured:
    return _recall("unanswered", unanswered_in)


def _precision(label: str, check: Callable[..., list[Finding]]) -> Measured:
    cases = _cases(label)
    noted = [case for case in cases if check(case["draft"], message=case["message"])]
    right = sum(case[label] for case in noted)
    every = sum(case[label] for case in cases) / len(cases)
    note = f"{len(noted)} noted of {len(cases)} hard cases"
    return Measured(right / max(1, len(noted)), anchor_value=every, note=note)


def _recall(label: str, check: Callable[..., list[Finding]]) -> Measured:
    cases = [case for case in _cases(label) if case[label]]
    noted = sum(1 for case in cases if check(case["draft"], message=case["message"]))
    return Measured(noted / len(cases), note=f"{noted} of {len(cases)} hard cases")


def _cases(label: str) -> list[dict[str, Any]]:
    path = settings.BASE_DIR.parent / "tests" / "hard_cases" / f"{label}-test.jsonl"
    if not path.exists():
        raise CannotMeasure(f"{path} is missing; it lies beside the tests of the repository")
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def auc(labels: Labels, scores: NDArray[np.float64]) -> float:
    """The chance that a labelled text scores above another; ties count half (Mann and Whitney 1947)."""
    _, place, count = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    inside, outside = int(labels.sum()), int((~labels).sum())
    return float((ranks[labels].sum() - inside * (inside + 1) / 2) / (inside * outside))


def _by_signs(texts: list[str]) -> NDArray[np.float64]:
    return np.array([coldness(signs_in(text, message="")) for text in texts])


def _by_words(learnt: list[str], labels: Labels, texts: list[str]) -> NDArray[np.float64]:
    bags = [Counter(terms(text)) for text in learnt]
    spread = Counter(word for bag in bags for word in bag)
    words = {word: at for at, (word, _) in enumerate(spread.most_common(WORDS))}
    rarity = np.log((1 + len(bags)) / (1 + np.array([spread[w] for w in words]))) + 1
    table = _table(bags, words, rarity.astype(np.float32))
    weights, bias = np.zeros(len(words), np.float32), np.float32(0)
    for _ in range(STEPS):
        missed = labels - 1 / (1 + np.exp(-(table @ weights + bias)))
        weights += RATE * (table.T @ missed / len(bags) * len(words) ** 0.5 - PENALTY * weights)
        bias += np.float32(RATE * missed.mean())
    asked = _table([Counter(terms(text)) for text in texts], words, rarity.astype(np.float32))
    return np.asarray(asked @ weights, np.float64)


def _table(bags: list[Counter[str]], words: dict[str, int], rarity: Numbers) -> Numbers:
    table = np.zeros((len(bags), len(words)), np.float32)
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            if word in words:
                table[row, words[word]] = count
    table *= rarity
    length = np.linalg.norm(table, axis=1, keepdims=True)
    return np.asarray(table / np.maximum(length, 1e-9), np.float32)


def _requests(name: str) -> tuple[list[str], Labels]:
    rows = _rows(f"{name}.annotated")
    scores = np.array([float(row["Normalized Score"]) for row in rows])
    return [row["Request"] for row in rows], scores <= np.quantile(scores, 0.25)


def _rows(name: str) -> list[dict[str, str]]:
    data = os.environ.get("RAPPORT_DATA") or settings.BASE_DIR.parents[1] / "shared" / "data"
    path = Path(data) / "tone" / f"{name}.csv"
    if not path.exists():
        raise CannotMeasure(f"{path} is missing; RAPPORT_DATA names the folder it lies in")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
