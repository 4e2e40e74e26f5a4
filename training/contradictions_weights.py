"""The whole recipe of the weights by which the reply check tells a contradiction.

    python training/contradictions_weights.py [tests/hard_cases/contradictions-dev.jsonl]

Reads the half of the hard cases that rules may be written against, and besides lays each draft beside the statement
of another case, which it cannot contradict. A logistic regression with a squared penalty over the named features of
`rapport.voice.checking.weighing`: of a case that contradicts the likeliest passage counts, of one that does not the
three likeliest, chosen anew until they stay. Nothing is drawn at random. Prints the figures under cross-validation
and writes `rapport/voice/checking/weights.py`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.voice.checking.clauses import parse
from rapport.voice.checking.theme import themes_of
from rapport.voice.checking.weighing import Features, candidates
from rapport.voice.contract import StatementText

OUT = Path("rapport/voice/checking/weights.py")
CASES = Path("tests/hard_cases/contradictions-dev.jsonl")
# Chosen by cross-validation among 0.3, 1, 3 and 10.
PENALTY = 1.0
FOLDS = 10
ROUNDS = 6
# Of what does not contradict, so many passages count.
DENIED = 3

Array = NDArray[np.float64]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("cases", type=Path, nargs="?", default=CASES)
    options = arguments.parse_args()
    cases = [json.loads(line) for line in options.cases.read_text().splitlines() if line.strip()]
    found = [features_of(case, case["statement"]) for case in cases]
    strange = [
        features_of(case, cases[(place * 7 + 31) % len(cases)]["statement"])
        for place, case in enumerate(cases)
    ]
    names = sorted({name for case in found for features in case for name in features})
    x, x_strange = _arrays(found, names), _arrays(strange, names)
    y = [float(case["contradicts"]) for case in cases]
    cross_validated(x, x_strange, y)
    weights = fitted(x + x_strange, y + [0.0] * len(cases))
    write(OUT, names, weights)


def features_of(case: dict[str, Any], statement: str) -> list[Features]:
    """Of every passage of a draft that may contradict a statement; none where it does not hold."""
    since, until = (
        date.fromisoformat(case[key]) if case[key] else None for key in ("since", "until")
    )
    today = date.fromisoformat(case["today"])
    if (since and since > today) or (until and until < today):
        return []
    themes = themes_of([StatementText(1, statement)])
    found = candidates(
        parse(case["draft"]), parse(case["message"]), themes.all[0], themes, today=today
    )
    return [candidate.features for candidate in found]


def fitted(x: Sequence[Array], y: Sequence[float]) -> Array:
    rows = np.vstack([each for each in x if len(each)])
    right = np.concatenate([np.full(len(each), value) for each, value in zip(x, y, strict=True)])
    weights = _regression(rows, right)
    for _ in range(ROUNDS):
        chosen = [
            (each[np.argsort(-(each @ weights))[: 1 if value else DENIED]], value)
            for each, value in zip(x, y, strict=True)
            if len(each)
        ]
        rows = np.vstack([each for each, _ in chosen])
        right = np.concatenate([np.full(len(each), value) for each, value in chosen])
        weights = _regression(rows, right)
    return weights


def cross_validated(x: Sequence[Array], strange: Sequence[Array], y: Sequence[float]) -> None:
    likely, of_strange = np.zeros(len(y)), np.zeros(len(y))
    fold = [place // 2 % FOLDS for place in range(len(y))]
    for held in range(FOLDS):
        kept = [place for place in range(len(y)) if fold[place] != held]
        weights = fitted(
            [x[p] for p in kept] + [strange[p] for p in kept],
            [y[p] for p in kept] + [0.0] * len(kept),
        )
        for place in (p for p in range(len(y)) if fold[p] == held):
            likely[place], of_strange[place] = (
                _likeliest(each[place], weights) for each in (x, strange)
            )
    right = np.array(y) > 0
    for least in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7):
        said = likely >= least
        precision = (said & right).sum() / max(1, said.sum())
        recall = (said & right).sum() / right.sum()
        print(f"{least}: precision {precision:.3f} recall {recall:.3f}", end="  ")
        print(f"beside a statement of another case {(of_strange >= least).mean():.3f}")


def write(path: Path, names: Sequence[str], weights: Array) -> None:
    lines = [
        f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights[1:], strict=True)
    ]
    path.write_text(
        '"""What each feature of a passage says for a contradiction. Made by `training/contradictions_weights.py`."""\n\n'
        f"BIAS = {weights[0]:.2f}\nWEIGHTS = {{\n" + "\n".join(lines) + "\n}\n"
    )


def _arrays(found: Sequence[Sequence[Features]], names: Sequence[str]) -> list[Array]:
    return [
        np.array(
            [[1.0, *(features.get(name, 0.0) for name in names)] for features in case]
        ).reshape(len(case), len(names) + 1)
        for case in found
    ]


def _likeliest(rows: Array, weights: Array) -> float:
    return float((1 / (1 + np.exp(-(rows @ weights)))).max()) if len(rows) else 0.0


def _regression(rows: Array, right: Array) -> Array:
    """Newton's method; the first column is the constant and is not held back."""
    weights = np.zeros(rows.shape[1])
    held = np.eye(rows.shape[1]) * PENALTY
    held[0, 0] = 1e-3
    for _ in range(60):
        likely = 1 / (1 + np.exp(-(rows @ weights)))
        slope = rows.T @ (likely - right) + held @ weights
        curve = (rows.T * (likely * (1 - likely))) @ rows + held
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return weights


if __name__ == "__main__":
    main()
