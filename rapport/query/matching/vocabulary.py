"""The words and beginnings of words that queries speak of, and which texts of a batch hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from rapport.query.matching.cutting import Cut, Hashes, Numbers, hash_of

_MIX = np.uint64(0x9E3779B97F4A7C15)
# So many places for each word that most of what is not known meets an empty one at once.
_ROOM = 8


class Vocabulary:
    """Words and stems have numbers from 0; `ids` of words as they are, of stems with a star: `refund*`."""

    def __init__(self, words: Iterable[str], stems: Iterable[str]) -> None:
        self._words = {word: number for number, word in enumerate(sorted(words))}
        first = len(self._words)
        self._stems = {stem: first + number for number, stem in enumerate(sorted(stems))}
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._whole = _Table(self._words)
        self._begun = {
            length: _Table({s: id for s, id in self._stems.items() if len(s) == length})
            for length in self._lengths
        }

    def __len__(self) -> int:
        return len(self._words) + len(self._stems)

    def word(self, word: str) -> int:
        return self._words[word]

    def stem(self, stem: str) -> int:
        return self._stems[stem]

    def met(self, cut: Cut) -> tuple[Numbers, Numbers]:
        """Numbers of texts, and of a word or stem that each holds; some pairs more than once."""
        starts, ids = self._whole.met(cut, cut.starts, cut.lengths)
        all_starts, all_ids = [starts], [ids]
        for length, table in self._begun.items():
            long_enough = cut.starts[cut.lengths >= length]
            starts, ids = table.met(cut, long_enough, length)
            all_starts.append(starts)
            all_ids.append(ids)
        return cut.texts_of(np.concatenate(all_starts)), np.concatenate(all_ids)

    def met_by(self, terms: set[str]) -> list[int]:
        """The same for the exact terms of one text."""
        found = [self._words[term] for term in self._words.keys() & terms]
        for length in self._lengths:
            begun = {term[:length] for term in terms if len(term) >= length}
            found += [self._stems[stem] for stem in self._stems.keys() & begun]
        return found


class _Table:
    """A hash table that is asked for thousands of words in a few operations on arrays (open addressing)."""

    def __init__(self, ids: Mapping[str, int]) -> None:
        # Texts that hold anything else are read word by word.
        plain = {word: id for word, id in ids.items() if word.isascii()}
        bits = max(4, (len(plain) * _ROOM).bit_length())
        self._shift = np.uint64(64 - bits)
        self._mask = (1 << bits) - 1
        self._hashes: Hashes = np.zeros(1 << bits, dtype=np.uint64)
        self._ids: Numbers = np.full(1 << bits, -1, dtype=np.int64)
        self._heads: NDArray[np.uint64] = np.zeros((1 << bits, 2), dtype=np.uint64)
        self._sizes: Numbers = np.zeros(1 << bits, dtype=np.int64)
        for word, id in plain.items():
            self._put(word, id)

    def met(self, cut: Cut, starts: Numbers, lengths: Numbers | int) -> tuple[Numbers, Numbers]:
        """Starts of known words and their ids."""
        hashes = cut.hashes(starts, lengths)
        slots = ((hashes * _MIX) >> self._shift).astype(np.int64)
        asked = np.flatnonzero(self._ids[slots] >= 0)
        slots = slots[asked]
        found, at = [], []
        while len(asked):
            same = self._hashes[slots] == hashes[asked]
            found.append(asked[same])
            at.append(slots[same])
            asked, slots = asked[~same], (slots[~same] + 1) & self._mask
            known = self._ids[slots] >= 0
            asked, slots = asked[known], slots[known]
        if not found:
            return starts[:0], starts[:0]
        where, slot = np.concatenate(found), np.concatenate(at)
        sizes = lengths[where] if isinstance(lengths, np.ndarray) else np.full(len(where), lengths)
        really = (sizes == self._sizes[slot]) & (
            _heads(cut, starts[where], sizes) == self._heads[slot]
        ).all(axis=1)
        return starts[where[really]], self._ids[slot[really]]

    def _put(self, word: str, id: int) -> None:
        hashed = hash_of(word)
        slot = ((hashed * int(_MIX)) & ((1 << 64) - 1)) >> int(self._shift)
        while self._ids[slot] >= 0:
            slot = (slot + 1) & self._mask
        self._hashes[slot] = hashed
        self._ids[slot] = id
        self._sizes[slot] = len(word)
        head = word.encode("ascii")[:16].ljust(16, b"\0")
        self._heads[slot] = np.frombuffer(head, dtype="<u8")


# By length, which bytes of eight belong to a word.
_MASKS = np.array([(1 << 8 * length) - 1 for length in range(9)], dtype=np.uint64)


def _heads(cut: Cut, starts: Numbers, sizes: Numbers) -> NDArray[np.uint64]:
    """The first sixteen letters of words, as two numbers."""
    eights: NDArray[np.uint64] = np.ndarray(
        shape=(len(cut.letters) - 7,), dtype="<u8", buffer=cut.letters, strides=(1,)
    )
    found = np.empty((len(starts), 2), dtype=np.uint64)
    found[:, 0] = eights[starts] & _MASKS[np.minimum(sizes, 8)]
    found[:, 1] = eights[starts + 8] & _MASKS[np.clip(sizes - 8, 0, 8)]
    return found
