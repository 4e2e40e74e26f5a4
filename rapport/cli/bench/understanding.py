"""How well a message is read: on validation sets, on labelled conversations, and on cases written by somebody who had read no rule.

What was chosen on a set is said where the model's card says it (docs/models/reading.md).
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.cli.bench.voice import Counted, cases, counted
from rapport.understand.contract import ReadingResult
from rapport.understand.reading import full, rough
from rapport.understand.reading.assembling import SENTIMENTS

BEFORE = "the rough gear"
# Of each kind of conversation, for the figures that need many everyday messages.
EVERYDAY = 1_500
WITH_WORDS = 200
DROP = 0.2
Rows = list[dict[str, str]]


def data(*parts: str) -> Path:
    folder = os.environ.get("RAPPORT_DATA") or settings.BASE_DIR.parents[1] / "shared" / "data"
    path = Path(folder).joinpath(*parts)
    if not path.exists():
        raise CannotMeasure(f"{path} is missing; RAPPORT_DATA names the folder it lies in")
    return path


def table(*parts: str) -> Rows:
    with data(*parts).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="," if parts[-1].endswith("csv") else "\t"))


# Literal \u2019 escapes are a fault of the file: undone before scoring, as its notes ask.
def _mended(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


def _recall(labels: Sequence[str], said: Sequence[str]) -> float:
    all_of = Counter(labels)
    right = Counter(label for label, each in zip(labels, said, strict=True) if label == each)
    return sum(right[label] / count for label, count in all_of.items()) / len(all_of)


@lru_cache(maxsize=1)
def _tweets() -> tuple[list[str], list[ReadingResult], list[ReadingResult]]:
    """Labels, and how both gears read them."""
    rows = table("sentiment", "val.tsv")
    texts = [_mended(row["text"]) for row in rows]
    return [row["label"] for row in rows], full.read_texts(texts), rough.read_texts(texts)


@figure(
    "understand_sentiment", unit="", anchor=BEFORE, hold=("at least", 0.7), needs_database=False
)
def sentiment() -> Measured:
    labels, ours, before = _tweets()
    return Measured(
        _recall(labels, [one.sentiment for one in ours]),
        anchor_value=_recall(labels, [one.sentiment for one in before]),
        note=f"macro recall on {len(labels):,} tweets of validation",
    )


@figure("understand_calibration", unit="points", hold=("at most", 5), needs_database=False)
def calibration() -> Measured:
    """Expected calibration error in ten bins (Guo et al. 2017), the three classes weighing the same, as the head says them."""
    labels, ours, _ = _tweets()
    count = Counter(labels)
    weight = np.array([1 / count[label] / len(count) for label in labels])
    sure = np.array([max(one.probabilities) for one in ours])
    right = np.array([one.sentiment == label for one, label in zip(ours, labels, strict=True)])
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = [abs((weight * (right - sure))[bins == place].sum()) for place in range(10)]
    return Measured(100 * float(sum(gaps)), note=f"{len(labels):,} tweets of validation")


def _f1(said: NDArray[np.bool_], labels: NDArray[np.bool_]) -> float:
    return float(2 * (said & labels).sum() / max(1, said.sum() + labels.sum()))


@figure("understand_emotion", unit="", hold=("at least", 0.44), needs_database=False)
def emotion() -> Measured:
    rows = table("emotion", "dev.tsv")
    order = [row["label"] for row in table("emotion", "labels.tsv")]
    labels = np.array([[name in row["labels"].split(";") for name in order] for row in rows])
    said = full.numbers([row["text"].replace("[NAME]", "@user") for row in rows])
    flags = said[:, full.PLACES["emotion"]] >= full.usable().card.emotion_from
    each = [_f1(flags[:, at], labels[:, at]) for at in range(len(order))]
    return Measured(
        statistics.mean(each), note=f"macro F1 over 28 on {len(rows):,} of GoEmotions' dev"
    )


@figure("understand_offensive", unit="", hold=("at least", 0.76), needs_database=False)
def offensive() -> Measured:
    rows = [row for row in table("offensive", "train_val.tsv") if row["split"] == "val"]
    labels = np.array([row["label"] == "offensive" for row in rows])
    said = full.numbers([row["text"] for row in rows])[:, full.PLACES["offensive"]][:, 0] > 0
    both = (_f1(said, labels) + _f1(~said, ~labels)) / 2
    return Measured(
        both, note=f"macro F1 at an even threshold on {len(rows):,} tweets of validation"
    )


def conversations() -> dict[str, str]:
    """Every message of a customer by the name the labels use for it."""
    rows = table("conversations", "twcs_threads.csv")
    found = {f"twcs:{row['tweet_id']}": row["text"] for row in rows if row["inbound"] == "True"}
    with gzip.open(data("conversations", "airlines.jsonl.gz"), "rt", encoding="utf-8") as file:
        for line in file:
            one = json.loads(line)
            for place, turn in enumerate(one["turns"]):
                if turn["from"] == "customer":
                    found[f"airlines:{one['id']}:{place}"] = turn["text"]
    return found


@lru_cache(maxsize=1)
def _needing() -> tuple[Counted, Counted]:
    """Ours, and the rough gear's, where both who labelled agree."""
    rows = [
        row
        for row in cases("needs-answer")
        if row["first"]["needs_answer"] == row["second"]["needs_answer"]
    ]
    said = conversations()
    texts = [said[row["id"]] for row in rows]
    truths = [row["first"]["needs_answer"] for row in rows]
    ours = [one.needs_answer for one in full.read_texts(texts)]
    return counted(truths, ours), counted(truths, [r.needs_answer for r in rough.read_texts(texts)])


@figure(
    "understand_needs_answer_recall", unit="", anchor=BEFORE, hold=("at least", 0.95), needs_database=False
)  # fmt: skip
def needs_answer_recall() -> Measured:
    ours, before = _needing()
    return Measured(ours.recall, anchor_value=before.recall, note=ours.note)


@figure(
    "understand_needs_answer_precision", unit="", anchor=BEFORE, hold=("at least", 0.8), needs_database=False
)  # fmt: skip
def needs_answer_precision() -> Measured:
    ours, before = _needing()
    return Measured(ours.precision, anchor_value=before.precision, note=ours.note)


@figure("understand_needs_answer_agreement", unit="", needs_database=False)
def needs_answer_agreement() -> Measured:
    """Cohen's kappa of the two who labelled; the note has how often they agree on the intent."""
    rows = cases("needs-answer")
    first, second = ([row[who]["needs_answer"] for row in rows] for who in ("first", "second"))
    same = statistics.mean(one == other for one, other in zip(first, second, strict=True))
    yes = statistics.mean(first), statistics.mean(second)
    by_chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    intents = statistics.mean(row["first"]["intent"] == row["second"]["intent"] for row in rows)
    note = f"the same answer in {same:.1%} of {len(rows)}, the same intent in {intents:.1%}"
    return Measured((same - by_chance) / (1 - by_chance), note=note)


@figure("understand_intent", unit="", anchor=BEFORE, needs_database=False)
def intent() -> Measured:
    rows = [
        row for row in cases("needs-answer") if row["first"]["intent"] == row["second"]["intent"]
    ]
    said = conversations()
    texts, truths = [said[row["id"]] for row in rows], [row["first"]["intent"] for row in rows]

    def right(readings: Iterable[ReadingResult]) -> float:
        pairs = zip(readings, truths, strict=True)
        return float(statistics.mean(one.intent == truth for one, truth in pairs))

    return Measured(
        right(full.read_texts(texts)),
        anchor_value=right(rough.read_texts(texts)),
        note=f"of {len(rows)} messages whose intent two people named alike",
    )


@lru_cache(maxsize=1)
def _danger() -> tuple[Counted, str]:
    rows = cases("danger")
    said = [one.danger for one in full.read_texts([row["text"] for row in rows])]
    truths = [row["danger"] for row in rows]
    by_language: dict[str, list[bool]] = {}
    for row, each in zip(rows, said, strict=True):
        if row["danger"]:
            by_language.setdefault(row["language"], []).append(each)
    parts = [f"{name} {sum(each)} of {len(each)}" for name, each in sorted(by_language.items())]
    return counted(truths, said), ", ".join(parts)


@figure("understand_danger_recall", unit="", hold=("at least", 0.99), needs_database=False)
def danger_recall() -> Measured:
    found, by_language = _danger()
    return Measured(found.recall, note=by_language)


@figure("understand_danger_precision", unit="", needs_database=False)
def danger_precision() -> Measured:
    """Beside as many messages with the same words that tell of no danger."""
    found, _ = _danger()
    return Measured(found.precision, note=found.note)


@lru_cache(maxsize=1)
def everyday() -> list[str]:
    found = conversations()
    kinds = [
        [text for key, text in found.items() if key.startswith(kind)] for kind in ("twcs", "air")
    ]
    return [text for each in kinds for text in each[:: max(1, len(each) // EVERYDAY)]]


@figure("understand_danger_alarms", unit="%", needs_database=False)
def danger_alarms() -> Measured:
    """How many everyday messages of customers are taken for danger; a few of them are."""
    texts = everyday()
    said = [one.danger for one in full.read_texts(texts)]
    return Measured(100 * statistics.mean(said), note=f"{sum(said)} of {len(said):,} messages")


def _per_second(read: Callable[[Sequence[str]], Any], texts: Sequence[str]) -> float:
    read(texts[:64])
    begun = time.process_time()
    read(texts)
    return len(texts) / (time.process_time() - begun)


@figure("understand_speed", unit="messages/s", hold=("at least", 350), needs_database=False)
def speed() -> Measured:
    """Of one core's time, the whole reading; 350 is to hold on a processor with VNNI."""
    has_vnni = "vnni" in Path("/proc/cpuinfo").read_text(encoding="utf-8")
    note = "a processor with VNNI" if has_vnni else "this processor has no VNNI"
    return Measured(_per_second(full.read_texts, everyday()[:1_024]), note=note)


@figure("understand_light_speed", unit="messages/s", hold=("at least", 5_000), needs_database=False)
def light_speed() -> Measured:
    return Measured(_per_second(rough.read_texts, everyday()))


@lru_cache(maxsize=1)
def _words() -> tuple[float, float]:
    """The share of texts whose mood is less likely by DROP without the words told, and the 95th percentile of the ms to find them."""
    found = [text for text in everyday() if rough.read_texts([text])[0].language == "en"]
    texts = found[:: max(1, len(found) // WITH_WORDS)][:WITH_WORDS]
    drops, took = [], []
    for text in texts:
        before = full.read_texts([text])[0]
        begun = time.perf_counter()
        words = full.why(text, before.sentiment)
        took.append(1_000 * (time.perf_counter() - begun))
        left = text
        for one in reversed(words):
            left = left[: one.start] + left[one.end :]
        place = SENTIMENTS.index(before.sentiment)
        row = full.numbers([left])[0][full.PLACES["sentiment"]]
        after = full.softmax(row / full.usable().card.sentiment_temperature)[place]
        drops.append(before.probabilities[place] - after >= DROP)
    return statistics.mean(drops), statistics.quantiles(took, n=20)[-1]


@figure("understand_reasons", unit="", hold=("at least", 0.9), needs_database=False)
def reasons() -> Measured:
    note = f"of {WITH_WORDS} messages, how many are less surely of their mood by {DROP} without the words told"
    return Measured(_words()[0], note=note)


@figure("understand_reasons_p95", unit="ms", hold=("at most", 150), needs_database=False)
def reasons_p95() -> Measured:
    return Measured(_words()[1])
