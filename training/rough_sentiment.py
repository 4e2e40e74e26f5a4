"""The whole recipe of the rough reading's weights.

    python training/rough_sentiment.py --data ../shared/data [--out rapport/understand/reading/rough.npz]

Needs the dependency group "training" (scikit-learn, scipy), which Rapport itself never installs. Nothing is drawn
at random: the same files and library versions give the same weights. Prints the figures of docs/models/rough-sentiment.md.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import re
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score, precision_recall_curve, recall_score

from rapport.understand.reading.features import BUCKETS, WORD_BUCKETS, extract
from rapport.understand.reading.linear import HEADS, softmax, value_of

SENTIMENTS = ("negative", "neutral", "positive")
# Chosen on the validation file among 0.4, 0.6, 1.0 and C among 0.5, 1, 2, 4.
PIECES_COUNT = 0.6
INVERSE_PENALTY = 2.0
OFFENSIVE_INVERSE_PENALTY = 1.0
# A flag that is wrong more often than one time in five teaches people not to look at it.
OFFENSIVE_PRECISION = 0.80
# Of the tweets, for what people write on any day.
EVERYDAY = 30_000

Row = tuple[str, str]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--out", type=Path, default=Path("rapport/understand/reading/rough.npz"))
    options = arguments.parse_args()
    table = np.zeros((BUCKETS, HEADS))
    bias = np.zeros(HEADS)
    table[:, :3], bias[:3], temperature = train_sentiment(options.data / "sentiment")
    table[:, 3], bias[3], threshold = train_offensive(options.data / "offensive")
    save(options.out, table=table, bias=bias, temperature=temperature, offensive_from=threshold)


def train_sentiment(folder: Path) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    val = read(folder / "val.tsv")
    train = without_overlap(read(folder / "train.tsv"), val)
    y, y_val = labels(train), labels(val)
    x, x_val = matrix(texts(train)), matrix(texts(val))
    used = seen_twice(x)
    model = LogisticRegression(
        C=INVERSE_PENALTY, class_weight="balanced", max_iter=400, tol=1e-3
    ).fit(x[:, used], y)
    weights = np.zeros((BUCKETS, 3))
    weights[used] = model.coef_.T
    weights = rounded(weights)
    logits = x_val @ weights + model.intercept_
    temperature = fitted_temperature(logits, y_val)
    report_sentiment(logits, y_val, temperature, rows=len(train))
    return weights, model.intercept_, temperature


def train_offensive(folder: Path) -> tuple[NDArray[np.float64], float, float]:
    rows = read(folder / "train_val.tsv", split="train")
    val = read(folder / "train_val.tsv", split="val")
    rows = without_overlap(rows, val)
    y = np.array([label == "offensive" for label, _ in rows])
    y_val = np.array([label == "offensive" for label, _ in val])
    x, x_val = matrix(texts(rows)), matrix(texts(val))
    used = seen_twice(x)
    model = LogisticRegression(
        C=OFFENSIVE_INVERSE_PENALTY, class_weight="balanced", max_iter=400, tol=1e-3
    ).fit(x[:, used], y)
    weights = np.zeros((BUCKETS, 1))
    weights[used] = model.coef_.T
    weights = rounded(weights)
    logits = (x_val @ weights)[:, 0] + model.intercept_[0]
    precision, recall, thresholds = precision_recall_curve(y_val, logits)
    first = int(np.argmax(precision[:-1] >= OFFENSIVE_PRECISION))
    print(
        f"offensive: {len(rows)} rows; val average precision {average_precision_score(y_val, logits):.3f}"
    )
    print(f"  macro F1 at 0: {f1_score(y_val, logits > 0, average='macro'):.3f}")
    print(
        f"  chosen threshold {thresholds[first]:.3f}: precision {precision[first]:.3f}, recall {recall[first]:.3f}"
    )
    return weights[:, 0], float(model.intercept_[0]), float(thresholds[first])


def everyday_posts(data: Path) -> list[str]:
    """What people write on any day, mixed: posts on anything in eight languages, and what they ask a bank, a shop, a helper.

    Without the languages, what is not in English would itself look like danger; without the questions, whoever wants help.
    """
    tweets = [text for _, text in read(data / "sentiment" / "train.tsv")][:EVERYDAY]
    tweets += [
        text for _, text in read(data / "multilingual" / "umsab_train_val.tsv", split="train")
    ]
    with (data / "intent" / "banking77_train.csv").open(encoding="utf-8", newline="") as file:
        asked = [row["text"] for row in csv.DictReader(file)]
    with (data / "intent" / "bitext_train.csv").open(encoding="utf-8", newline="") as file:
        asked += [row["utterance"] for row in csv.DictReader(file)]
    with (data / "intent" / "clinc150.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    asked += [row["text"] for row in rows if row["split"] == "train"]
    posts = [*tweets, *asked]
    Random(0).shuffle(posts)
    return posts


def read(path: Path, *, split: str = "") -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [
            (row["label"], cleaned(row["text"]))
            for row in rows
            if not split or row["split"] == split
        ]


def cleaned(text: str) -> str:
    """Undo faults of the files, not of the writers: literal escapes, doubled quote marks, HTML entities."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    text = html.unescape(text).replace('\\""', '"').replace('""', '"').strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def without_overlap(rows: Sequence[Row], val: Sequence[Row]) -> list[Row]:
    """Rows of training whose text (25 normalised characters and more) does not stand in validation."""
    held = {normalised(text) for _, text in val}
    kept = [row for row in rows if len(normalised(row[1])) < 25 or normalised(row[1]) not in held]
    print(f"{len(rows) - len(kept)} rows left out: their text stands in validation")
    return kept


def normalised(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def texts(rows: Sequence[Row]) -> list[str]:
    return [text for _, text in rows]


def labels(rows: Sequence[Row]) -> NDArray[np.int64]:
    return np.array([SENTIMENTS.index(label) for label, _ in rows])


def matrix(batch: Sequence[str]) -> sparse.csr_matrix:
    features = extract(batch)
    value = value_of(features) * np.where(features.buckets < WORD_BUCKETS, 1.0, PIECES_COUNT)
    return sparse.csr_matrix(
        (value, (features.owners, features.buckets)), shape=(len(batch), BUCKETS)
    )


def seen_twice(x: sparse.csr_matrix) -> NDArray[np.int64]:
    return np.flatnonzero(np.bincount(x.indices, minlength=BUCKETS) >= 2)


def rounded(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """As the file will hold them, so that every figure printed is of what ships."""
    whole, scale = quantised(weights)
    return dequantised(whole, scale)


def quantised(weights: NDArray[np.float64]) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    halves = np.stack([weights[:WORD_BUCKETS], weights[WORD_BUCKETS:]])
    scale = np.maximum(np.abs(halves).max(axis=1), 1e-9) / 127
    whole = np.clip(np.round(halves / scale[:, None, :]), -127, 127).astype(np.int8)
    return whole.reshape(weights.shape), scale


def dequantised(whole: NDArray[np.int8], scale: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([whole[:WORD_BUCKETS] * scale[0], whole[WORD_BUCKETS:] * scale[1]])


def fitted_temperature(logits: NDArray[np.float64], y: NDArray[np.int64]) -> float:
    """Guo et al. 2017, under a weight that makes the three classes equally likely, as in training."""
    weight = balanced_weight(y)

    def loss(temperature: float) -> float:
        chosen = softmax(logits / temperature)[np.arange(len(y)), y]
        return float(-(weight * np.log(chosen)).sum())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def balanced_weight(y: NDArray[np.int64]) -> NDArray[np.float64]:
    weight = 1 / np.bincount(y)[y]
    return weight / weight.sum()


def expected_calibration_error(probabilities: NDArray[np.float64], y: NDArray[np.int64]) -> float:
    confidence, right = probabilities.max(1), probabilities.argmax(1) == y
    weight = balanced_weight(y)
    bins = np.minimum((confidence * 10).astype(int), 9)
    return float(sum(abs((weight * (right - confidence))[bins == b].sum()) for b in range(10)))


def report_sentiment(
    logits: NDArray[np.float64], y: NDArray[np.int64], temperature: float, *, rows: int
) -> None:
    guess = logits.argmax(1)
    recalls = recall_score(y, guess, average=None)
    f1 = f1_score(y, guess, average=None)
    print(f"sentiment: {rows} rows; val macro recall {recalls.mean() * 100:.2f}")
    for name, recall, each in zip(SENTIMENTS, recalls, f1, strict=True):
        print(f"  {name:9} recall {recall * 100:.1f}  F1 {each * 100:.1f}")
    print(f"  accuracy {(guess == y).mean() * 100:.1f}, temperature {temperature:.3f}")
    print(
        f"  calibration error before {expected_calibration_error(softmax(logits), y):.3f}", end=""
    )
    print(f", after {expected_calibration_error(softmax(logits / temperature), y):.3f}", end="")
    print(f", crossed halves {crossed_calibration_error(logits, y):.3f}")


def crossed_calibration_error(logits: NDArray[np.float64], y: NDArray[np.int64]) -> float:
    """Temperature from one half, measured on the other, both ways: what to expect elsewhere."""
    halves = np.arange(len(y)) % 2
    errors = []
    for half in (0, 1):
        temperature = fitted_temperature(logits[halves != half], y[halves != half])
        errors.append(
            expected_calibration_error(
                softmax(logits[halves == half] / temperature), y[halves == half]
            )
        )
    return float(np.mean(errors))


def save(
    path: Path,
    *,
    table: NDArray[np.float64],
    bias: NDArray[np.float64],
    temperature: float,
    offensive_from: float,
) -> None:
    table = table.copy()
    whole, scale = quantised(table)
    # Training counted pieces at PIECES_COUNT; reading counts them at one.
    scale[1] *= PIECES_COUNT
    np.savez_compressed(
        path,
        table=whole,
        scale=scale.astype(np.float32),
        bias=bias.astype(np.float32),
        temperature=np.float32(temperature),
        offensive_from=np.float32(offensive_from),
    )
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
