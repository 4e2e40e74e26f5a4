"""Small readers of texts that run on this machine's own processor.

`Encoder` gives one number for each piece of a word, `Judge` one row of numbers for each text. The file is ONNX (onnxruntime),
its words are cut as the tokenizer beside it says (tokenizers). Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


# Texts that are read in one go: enough that the processor is busy, few enough that they take little memory.
TOGETHER = 32


class Piece(NamedTuple):
    """`text[start:end]`, a word or a part of one, and what the reader says of it."""

    start: int
    end: int
    number: float


class _Files:
    """What both read with, loaded when it is first asked for."""

    def __init__(self, folder: Path, *, most_pieces: int) -> None:
        self._folder = folder
        self._most = most_pieces
        self._loading = Lock()

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        return _load(self._folder, most_pieces=self._most)


class Encoder(_Files):
    """`folder` holds `reader.onnx` and `tokenizer.json`. Both are loaded by the first text, in 0.3 s, and shared by all threads.

    The longest input is `most_pieces`; of a longer one the text beside is cut first.
    """

    def read(self, text: str, beside: str) -> list[Piece]:
        """The pieces of `text`, read with `beside` in view, in order. About 16 ms for sixty pieces on one slow processor."""
        with self._loading:
            tokenizer, session = self._loaded
        cut = tokenizer.encode(_whole(text), _whole(beside))
        given = {
            "input_ids": [cut.ids],
            "attention_mask": [cut.attention_mask],
            "token_type_ids": [cut.type_ids],
        }
        (numbers,) = session.run(None, given)
        return [
            Piece(start, end, float(number))
            for (start, end), sequence, number in zip(
                cut.offsets, cut.sequence_ids, numbers[0], strict=True
            )
            if sequence == 0
        ]


class Judge(_Files):
    """`folder` holds `reader.onnx` and `tokenizer.json`; loaded by the first text and shared, as an Encoder's are.

    Of a longer text than `most_pieces` the beginning is read.
    """

    def numbers(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text, in order. Texts of like length are read together: nothing is spent on filling up."""
        import numpy  # noqa: PLC0415 - with the model, not before

        with self._loading:
            tokenizer, session = self._loaded
        cut = [one.ids for one in tokenizer.encode_batch([_whole(text) for text in texts])]
        order = sorted(range(len(cut)), key=lambda place: len(cut[place]))
        rows: list[Any] = [None] * len(cut)
        for first in range(0, len(order), TOGETHER):
            here = order[first : first + TOGETHER]
            given = numpy.zeros((len(here), max(len(cut[place]) for place in here)), numpy.int64)
            there = numpy.zeros_like(given)
            for at, place in enumerate(here):
                given[at, : len(cut[place])] = cut[place]
                there[at, : len(cut[place])] = 1
            (numbers,) = session.run(None, {"input_ids": given, "attention_mask": there})
            for place, row in zip(here, numbers, strict=True):
                rows[place] = row
        return numpy.stack(rows) if rows else numpy.zeros((0, 0), numpy.float32)


def _load(folder: Path, *, most_pieces: int) -> tuple[Any, Any]:
    # Here and not above: a process that never reads a text shall not carry them (some 60 MB).
    import onnxruntime  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(most_pieces, strategy="longest_first")
    options = onnxruntime.SessionOptions()
    # A page has one thread; two that wait for each other are no quicker where fifty people work.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(
        str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
    )
    return tokenizer, session


def _whole(text: str) -> str:
    """Half a character, which no library takes, becomes the mark of one that is missing; the length stays."""
    if text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
