"""A small reader of texts that runs on this machine's own processor: one number for each piece of a word.

The file is ONNX (onnxruntime), its words are cut as the tokenizer beside it says (tokenizers). Nothing is fetched.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """`text[start:end]`, a word or a part of one, and what the reader says of it."""

    start: int
    end: int
    number: float


class Encoder:
    """`folder` holds `reader.onnx` and `tokenizer.json`. Both are loaded by the first text, in 0.3 s, and shared by all threads.

    The longest input is `most_pieces`; of a longer one the text beside is cut first.
    """

    def __init__(self, folder: Path, *, most_pieces: int) -> None:
        self._folder = folder
        self._most = most_pieces
        self._loading = Lock()

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

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        # Here and not above: a process that never reads a text shall not carry them (some 60 MB).
        import onnxruntime  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._most, strategy="longest_first")
        options = onnxruntime.SessionOptions()
        # A page has one thread; two that wait for each other are no quicker where fifty people work.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(
            str(self._folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        return tokenizer, session


def _whole(text: str) -> str:
    """Half a character, which no library takes, becomes the mark of one that is missing; the length stays."""
    if text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
