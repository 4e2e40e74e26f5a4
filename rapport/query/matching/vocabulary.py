"""The words and beginnings of words that queries speak of, and which texts of a batch hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rapport.query.matching.cutting import Cut, Hashes, Numbers, hash_of

_MIX = np.uint64(0x9E3779B97F4A7C15)
# So many places for each word that most of what is not known meets an empty one at once.
_ROOM = 8
# Stems are looked up by their first letters, at most so many, and those found compared whole.
_FIRST_LETTERS = 5


class Vocabulary:
    """Words and stems have numbers from 0; the same letters as a word and as a stem have two."""

    def __init__(self, words: Iterable[str], stems: Iterable[str]) -> None:
        self._words = {word: number for number, word in enumerate(sorted(words))}
        first = len(self._words)
        self._stems = {stem: first + number for number, stem in enumerate(sorted(stems))}
        self._whole = _Table(self._words)
        self._begun = _Beginnings(self._stems)

    def __len__(self) -> int:
        return len(self._words) + len(self._stems)

    def word(self, word: str) -> int:
        return self._words[word]

    def stem(self, stem: str) -> int:
        return self._stems[stem]

    def met(self, cut: Cut) -> tuple[Numbers, Numbers]:
        """Numbers of texts, and of a word or stem that each holds; some pairs more than once."""
        starts, ids = self._whole.met(cut, cut.starts, cut.lengths)
        begun, stems = self._begun.met(cut)
        return cut.texts_of(np.concatenate((starts, begun))), np.concatenate((ids, stems))

    def met_by(self, terms: set[str]) -> list[int]:
        """The same for the exact terms of one text."""
        found = [self._words[term] for term in self._words.keys() & terms]
        return found + [self._stems[stem] for stem in self._begun.met_by(terms)]


class _Beginnings:
    """Stems by their first letters: few of all words begin so, and those are compared with each stem that does."""

    def __init__(self, ids: Mapping[str, int]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for stem in ids:
            self._by_first.setdefault(stem[:_FIRST_LETTERS], []).append(stem)
        self._lengths = {len(first) for first in self._by_first}
        stems = [stem for stem in ids if stem.isascii()]
        by_first: dict[str, list[int]] = {}
        for number, stem in enumerate(stems):
            by_first.setdefault(stem[:_FIRST_LETTERS], []).append(number)
        self._ids = np.array([ids[stem] for stem in stems], dtype=np.int64)
        self._sizes = np.array([len(stem) for stem in stems], dtype=np.int64)
        self._hashes: Hashes = np.array([hash_of(stem) for stem in stems], dtype=np.uint64)
        groups = list(by_first)
        self._lists = Lists(list(by_first.values()))
        self._tables = {
            length: _Table({one: n for n, one in enumerate(groups) if len(one) == length})
            for length in sorted({len(one) for one in groups})
        }

    def met(self, cut: Cut) -> tuple[Numbers, Numbers]:
        """Starts of words and ids of stems they begin with."""
        met = [
            table.met(cut, cut.starts.take(places), cut.lengths.take(places), length)
            for length, table in self._tables.items()
            if len(places := np.flatnonzero(cut.lengths >= length))
        ]
        if not met:
            return _NONE, _NONE
        # Which word it was, and which stems begin with its first letters.
        starts, groups = (np.concatenate(column) for column in zip(*met, strict=True))
        starts, stems = self._lists.pairs(starts, groups)
        sizes = self._sizes[stems]
        lengths = cut.lengths[np.searchsorted(cut.starts, starts)]
        fitting = np.flatnonzero(lengths >= sizes)
        starts, stems = starts[fitting], stems[fitting]
        same = cut.hashes(starts, sizes[fitting]) == self._hashes[stems]
        return starts[same], self._ids[stems[same]]

    def met_by(self, terms: set[str]) -> list[str]:
        return [
            stem
            for length in self._lengths
            for first in self._by_first.keys() & {term[:length] for term in terms}
            for stem in self._by_first[first]
            if any(term.startswith(stem) for term in terms)
        ]


class Lists:
    """Lists of numbers, to be looked up by their place for thousands at once."""

    def __init__(self, lists: Sequence[Sequence[int]]) -> None:
        self._counts = np.array([len(one) for one in lists], dtype=np.int64)
        self._first = np.cumsum(self._counts) - self._counts
        self._flat = np.array([number for one in lists for number in one], dtype=np.int64)

    def pairs(self, owners: Numbers, places: Numbers) -> tuple[Numbers, Numbers]:
        """Each owner with each number of the list at the place beside it."""
        counts = self._counts.take(places)
        kept = np.flatnonzero(counts)
        owners, places, counts = owners.take(kept), places.take(kept), counts.take(kept)
        numbers = self._flat.take(ranges(self._first.take(places), counts))
        return np.repeat(owners, counts), numbers


def ranges(first: Numbers, counts: Numbers) -> Numbers:
    """first[0], first[0] + 1, ... (counts[0] of them), first[1], ..."""
    before = np.cumsum(counts) - counts
    found: Numbers = np.arange(int(counts.sum()), dtype=np.int64)
    found += np.repeat(first - before, counts)
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
        self._heads: Hashes = np.zeros(1 << bits, dtype=np.uint64)
        self._necks: Hashes = np.zeros(1 << bits, dtype=np.uint64)
        self._sizes: Numbers = np.zeros(1 << bits, dtype=np.int64)
        for word, id in plain.items():
            self._put(word, id)
        # A byte each: small enough to stay in the processor's cache, and most words of most texts go no further.
        self._taken = self._ids >= 0

    def met(
        self, cut: Cut, starts: Numbers, lengths: Numbers, first: int | None = None
    ) -> tuple[Numbers, Numbers]:
        """Starts of known words and their ids; with `first`, of words that begin with so many known letters."""
        sizes = lengths if first is None else np.full(len(starts), first)
        hashes = cut.hashes(starts, sizes)
        slots = ((hashes * _MIX) >> self._shift).astype(np.int64)
        asked = np.flatnonzero(self._taken.take(slots))
        slots = slots.take(asked)
        found, at = [], []
        while len(asked):
            same = self._hashes.take(slots) == hashes.take(asked)
            found.append(asked[same])
            at.append(slots[same])
            asked, slots = asked[~same], (slots[~same] + 1) & self._mask
            known = self._taken.take(slots)
            asked, slots = asked[known], slots[known]
        if not found:
            return _NONE, _NONE
        where, slot = np.concatenate(found), np.concatenate(at)
        # Compared by their first sixteen letters too: the numbers of two words may be the same by chance.
        starts, sizes = starts.take(where), sizes.take(where)
        eights = _eights(cut)
        heads = eights[starts] & _MASKS.take(np.minimum(sizes, 8))
        necks = eights[starts + 8] & _MASKS.take(np.minimum(np.maximum(sizes - 8, 0), 8))
        really = (heads == self._heads.take(slot)) & (necks == self._necks.take(slot))
        really &= sizes == self._sizes.take(slot)
        return starts[really], self._ids.take(slot[really])

    def _put(self, word: str, id: int) -> None:
        hashed = hash_of(word)
        slot = ((hashed * int(_MIX)) & ((1 << 64) - 1)) >> int(self._shift)
        while self._ids[slot] >= 0:
            slot = (slot + 1) & self._mask
        self._hashes[slot] = hashed
        self._ids[slot] = id
        self._sizes[slot] = len(word)
        letters = word.encode("ascii")
        self._heads[slot] = int.from_bytes(letters[:8], "little")
        self._necks[slot] = int.from_bytes(letters[8:16], "little")


_NONE: Numbers = np.zeros(0, dtype=np.int64)
# By length, which bytes of eight belong to a word.
_MASKS = np.array([(1 << 8 * length) - 1 for length in range(9)], dtype=np.uint64)


def _eights(cut: Cut) -> NDArray[np.uint64]:
    """The eight letters from each place on, as one number."""
    return np.ndarray(shape=(len(cut.letters) - 7,), dtype="<u8", buffer=cut.letters, strides=(1,))
