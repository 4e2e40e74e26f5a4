"""A reader in ONNX: its pieces lie where they stand in the text, and nothing is loaded before the first text."""

from __future__ import annotations

import itertools
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from rapport.kit.encoder import Encoder
from rapport.voice.checking.read_of_people import MODEL, MOST_PIECES


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(MODEL, most_pieces=MOST_PIECES)


def test_the_pieces_of_a_text_cover_its_words_in_order(encoder: Encoder) -> None:
    text = "Grüße, Anna: your parcel is at flat 3."
    pieces = encoder.read(text, "Where is it?")
    assert [text[one.start : one.end] for one in pieces][-4:] == ["at", "flat", "3", "."]
    assert all(one.end <= other.start for one, other in itertools.pairwise(pieces))


def test_what_is_beside_it_is_no_piece_of_it_and_too_long_a_text_is_cut(encoder: Encoder) -> None:
    pieces = encoder.read("Yes.", "word " * 2_000)
    assert [(one.start, one.end) for one in pieces] == [(0, 3), (3, 4)]
    assert len(encoder.read("word " * 2_000, "why")) < MOST_PIECES


def test_no_text_and_signs_of_the_tokenizer_are_read_without_a_fuss(encoder: Encoder) -> None:
    assert encoder.read("", "") == []
    assert encoder.read("[SEP] [CLS] \x00 \ud800", "[SEP] \udfff")


def test_many_threads_read_at_once_and_find_the_same(encoder: Encoder) -> None:
    alone = encoder.read("It left at nine.", "When?")
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: encoder.read("It left at nine.", "When?"), range(40)))
    assert all(one == alone for one in together)


def test_who_reads_nothing_loads_nothing() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; import rapport.voice.checking.read_of_people; print('onnxruntime' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"
