"""Move the weights of `rapport/voice/checking/dismissive.py` by the politeness sets, and print them.

    RAPPORT_DATA=... python -m training.dismissive

Logistic regression on the Stanford politeness corpus (Danescu-Niculescu-Mizil and others 2013; Wikipedia and Stack
Exchange, CC BY 4.0): the least polite quarter of each set against the rest. The prior of each weight is a normal
distribution around `START`, what people who answer for a living would say, worth `WORTH` requests: a sign that requests
between editors never show (legalese to a customer) keeps its start. The bias is not taken over: a quarter of
these requests is cold by definition, of answers to customers far fewer are.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np

from rapport.voice.checking.dismissive import signs_in

START = {
    "brushing off": 2.2, "refusing": 1.5, "blaming": 2.2, "playing down": 2.2, "legalese": 1.6, "sarcasm": 2.2,
    "talking down": 1.2, "scorn": 1.5, "pointing": 1.1, "curt": 1.6, "unheard": 1.9, "excuse": 1.9, "acknowledging": -0.6, "going on": -0.5, "kind": -0.4,
    "you alone": 0.3, "denying": 0.3, "ordering": 0.5,
}  # fmt: skip
WORTH = 300.0
# Every request asks, so asking tells nothing there.
KEPT = "going on"
STEPS = 50


def signs_of(texts: list[str]) -> np.ndarray:
    """One row a text, one column a sign, 0 or 1."""
    names = list(START)
    table = np.zeros((len(texts), len(names)))
    for row, text in enumerate(texts):
        for sign in signs_in(text, message=""):
            table[row, names.index(sign.name)] = 1.0
    table[:, names.index(KEPT)] = 0.0
    return table


def requests(path: Path) -> tuple[list[str], np.ndarray]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scores = np.array([float(row["Normalized Score"]) for row in rows])
    return [row["Request"] for row in rows], (scores <= np.quantile(scores, 0.25)).astype(float)


def moved(table: np.ndarray, cold: np.ndarray) -> np.ndarray:
    """The weights, by Newton's method; the bias comes last and has no prior."""
    start = np.array([*START.values(), 0.0])
    worth = np.array([WORTH / 4] * len(START) + [0.0])
    with_bias = np.hstack([table, np.ones((len(table), 1))])
    weights = start.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-with_bias @ weights))
        slope = with_bias.T @ (cold - chance) - worth * (weights - start)
        bend = (with_bias * (chance * (1 - chance))[:, None]).T @ with_bias + np.diag(worth)
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    folder = Path(os.environ["RAPPORT_DATA"]) / "tone"
    sets = [requests(folder / f"{name}.annotated.csv") for name in ("wikipedia", "stack-exchange")]
    table = np.vstack([signs_of(texts) for texts, _ in sets])
    cold = np.concatenate([labels for _, labels in sets])
    for name, weight in zip(START, moved(table, cold), strict=False):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
