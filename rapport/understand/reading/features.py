"""What the linear model sees of a text: hashed words, pairs of words and pieces of words.

Training and reading use this one function, so they cannot drift apart. Everything after the split into words is
done for a whole batch at once in numpy.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

# Words and pairs share the first half of the table, pieces of words the second.
WORD_BUCKETS = 1 << 18
PIECE_BUCKETS = 1 << 18
BUCKETS = WORD_BUCKETS + PIECE_BUCKETS
# Twice the longest post of the networks we know; what matters in a long mail is said near its beginning.
READ_CHARACTERS = 2_000
# How many words a "not" reaches, unless a comma or a full stop comes first (Pang, Lee and Vaithyanathan 2002).
NEGATION_REACH = 3
PIECE_LENGTHS = (2, 3, 4, 5)

_FACE = r"['’\-^]?[)(\]\[dDpP/\\|oO*]+(?!\w)"


def _pattern(letter: str, others: str) -> re.Pattern[str]:
    """Words first, since most of a text is words: three letters may begin something else."""
    return re.compile(
        rf"(?P<word>(?:\#{letter}|{others}|h(?!ttps?://\S)|w(?!ww\.\S)|[xX](?!{_FACE})){letter}*(?:['’]{letter}+)*)"
        r"|(?P<skip>https?://\S+|www\.\S+|@\w+(?:[.@-]\w+)*)"
        rf"|(?P<face>[:;=8xX]{_FACE}|[)(\]\[]['’\-]?[:;=]|<3+)"
        r"|(?P<other>\d+|[!?]+|\.{2,}|[^\w\s])"
    )


_WORDS = _pattern(r"[^\W\d_]", r"[^\W\d_hwxX]")
# The same where all is ASCII, in half the time.
_ASCII_WORDS = _pattern("[A-Za-z]", "[a-gi-vyzA-WYZ]")
_SKIP, _WORD = _WORDS.groupindex["skip"], _WORDS.groupindex["word"]
_LONG = re.compile(r"(.)\1{3,}")
_NEGATION = re.compile(
    r"not|no|never|nothing|nobody|none|nor|neither|cannot|hardly|without|\w*n'?t(?<!ant)(?<!ent)(?<!int)(?<!unt)"
)
_STOP = frozenset(".!?,;:")
_NEGATED = 0x5BD1E995
_PAIR_LEFT, _PAIR_RIGHT = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77)


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a batch of texts, flat.

    `buckets[i]` belongs to text `owners[i]` (sorted) and to the word `words[i]`, an index into `spans`, the
    (start, end) of every word of the batch; a pair belongs to its second word. `per_text` counts the features
    of each text.
    """

    buckets: NDArray[np.int64]
    owners: NDArray[np.int64]
    words: NDArray[np.int64]
    spans: list[tuple[int, int]]
    first_word: NDArray[np.int64]
    per_text: NDArray[np.int64]


def extract(texts: Sequence[str]) -> Features:
    split = [_split(text) for text in texts]
    counts = np.fromiter((len(words) for words, _, _ in split), np.int64, len(split))
    owner_of_word = np.repeat(np.arange(len(split)), counts)
    words = list(chain.from_iterable(words for words, _, _ in split))
    hashes = np.fromiter(chain.from_iterable(h for _, h, _ in split), np.uint32, len(words))
    parts = [_whole_words(hashes), _pairs(hashes, owner_of_word), _pieces(words)]
    buckets = np.concatenate([bucket for bucket, _ in parts])
    of_word = np.concatenate([word for _, word in parts])
    owners = owner_of_word[of_word]
    order = np.argsort(owners, kind="stable")
    return Features(
        buckets=buckets[order],
        owners=owners[order],
        words=of_word[order],
        spans=list(chain.from_iterable(spans for _, _, spans in split)),
        first_word=np.concatenate([[0], np.cumsum(counts)]),
        per_text=np.bincount(owners, minlength=len(split)),
    )


def _split(text: str) -> tuple[list[str], list[int], list[tuple[int, int]]]:
    """Words in small letters, their hashes with negation marked, and where they stand."""
    words: list[str] = []
    hashes: list[int] = []
    spans: list[tuple[int, int]] = []
    negated = 0
    pattern = _ASCII_WORDS if text.isascii() else _WORDS
    for found in pattern.finditer(text, 0, READ_CHARACTERS):
        kind = found.lastindex
        if kind == _SKIP:
            continue
        word, number, is_negation = _known(found[0])
        if kind == _WORD:
            if negated:
                number ^= _NEGATED
                negated -= 1
            if is_negation:
                negated = NEGATION_REACH
        elif negated and word[0] in _STOP:
            negated = 0
        words.append(word)
        hashes.append(number)
        spans.append(found.span())
    return words, hashes, spans


@lru_cache(maxsize=50_000)
def _known(written: str) -> tuple[str, int, bool]:
    # A word drawn out ("soooooo") is one word, told apart from the plain one by its three letters.
    word = _LONG.sub(r"\1\1\1", written.lower().replace("’", "'"))[:40]
    return word, zlib.crc32(word.encode("utf-8", "surrogatepass")), bool(_NEGATION.fullmatch(word))


Part = tuple[NDArray[np.int64], NDArray[np.int64]]


def _whole_words(hashes: NDArray[np.uint32]) -> Part:
    return (hashes & np.uint32(WORD_BUCKETS - 1)).astype(np.int64), np.arange(len(hashes))


def _pairs(hashes: NDArray[np.uint32], owners: NDArray[np.int64]) -> Part:
    mixed = hashes[:-1] * _PAIR_LEFT + hashes[1:] * _PAIR_RIGHT
    # The low bits of a product know only the low bits of its factors: mix the high ones in.
    mixed ^= mixed >> np.uint32(15)
    same = np.flatnonzero(owners[:-1] == owners[1:])
    return (mixed[same] & np.uint32(WORD_BUCKETS - 1)).astype(np.int64), same + 1


def _pieces(words: list[str]) -> Part:
    """Runs of 2 to 5 characters inside " word ", by a rolling hash over the whole batch."""
    line = " " + "  ".join(words) + " "
    codes = np.frombuffer(line.encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter(map(len, words), np.int64, len(words)) + 2
    word_at = np.repeat(np.arange(len(words)), lengths)
    if not words:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    rolling = codes * np.uint32(0x01000193)
    buckets, owners = [], []
    for length in range(2, max(PIECE_LENGTHS) + 1):
        rolling = (rolling[:-1] ^ (codes[length - 1 :] + np.uint32(length))) * np.uint32(0x01000193)
        if length not in PIECE_LENGTHS:
            continue
        inside = np.flatnonzero(word_at[: len(rolling)] == word_at[length - 1 :])
        mixed = rolling[inside]
        mixed ^= mixed >> np.uint32(15)
        buckets.append((mixed & np.uint32(PIECE_BUCKETS - 1)).astype(np.int64) + WORD_BUCKETS)
        owners.append(word_at[inside])
    return np.concatenate(buckets), np.concatenate(owners)
