"""How well the first reading reads."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from pathlib import Path

from django.conf import settings

from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.understand.reading import GEAR, read_texts

# The most frequent class for everything: what a model has to beat.
_CHANCE = 1 / 3


@figure(
    "sentiment_macro_recall",
    unit="",
    anchor="one answer for everything",
    hold=("at least", 0.63),
    needs_database=False,
)
def sentiment_macro_recall() -> Measured:
    data = os.environ.get("RAPPORT_DATA") or settings.BASE_DIR.parents[1] / "shared" / "data"
    path = Path(data) / "sentiment" / "val.tsv"
    if not path.exists():
        raise CannotMeasure(f"{path} is missing; RAPPORT_DATA names the folder it lies in")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    # Literal \u2019 escapes are a fault of the file: undone before scoring, as its notes ask.
    texts = [re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), r["text"]) for r in rows]
    all_of = Counter(row["label"] for row in rows)
    right = Counter(
        row["label"]
        for row, found in zip(rows, read_texts(texts), strict=True)
        if found.sentiment == row["label"]
    )
    recall = sum(right[label] / count for label, count in all_of.items()) / len(all_of)
    return Measured(recall, anchor_value=_CHANCE, note=f"{len(rows):,} tweets, gear {GEAR}")
