"""The words and beginnings of words that queries speak of, and which texts of a batch hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rapport.query.matching.cutting import FACTOR, MASKS, Cut, Hashes, Numbers, hash_of

_FACTOR = np.uint64(FACTOR)
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
        self._whole = _Words(self._words)
        self._begun = _Beginnings(self._stems)

    def __len__(self) -> int:
        return len(self._words) + len(self._stems)

    def word(self, word: str) -> int:
        return self._words[word]

    def stem(self, stem: str) -> int:
        return self._stems[stem]

    def met(self, cut: Cut) -> tuple[Numbers, Numbers]:
        """Numbers of texts, and of a word or stem that each holds; some pairs more than once."""
        starts, ids = self._whole.met(cut)
        if not self._stems:
            return cut.texts_of(starts), ids
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
        self._letters = _Letters(stems)
        groups = list(by_first)
        self._lists = Lists(list(by_first.values()))
        self._tables = {
            length: _Table({hash_of(one): n for n, one in enumerate(groups) if len(one) == length})
            for length in sorted({len(one) for one in groups})
        }

    def met(self, cut: Cut) -> tuple[Numbers, Numbers]:
        """Starts of words and ids of stems they begin with."""
        words, stems = [_NONE], [_NONE]
        for length, table in self._tables.items():
            # A shorter word has no letter there, and so the number of no such beginning.
            found, groups = table.met((cut.heads & MASKS[length]) * _FACTOR)
            found, listed = self._lists.pairs(found, groups)
            words.append(found)
            stems.append(listed)
        word, stem = np.concatenate(words), np.concatenate(stems)
        starts, sizes = cut.starts.take(word), self._letters.sizes.take(stem)
        kept = np.flatnonzero(cut.lengths.take(word) >= sizes)
        starts, stem, sizes = starts.take(kept), stem.take(kept), sizes.take(kept)
        same = np.flatnonzero(cut.hashes_of(starts, sizes) == self._letters.hashes.take(stem))
        starts, stem = starts.take(same), stem.take(same)
        really = self._letters.are_at(cut, starts, stem)
        return starts.compress(really), self._ids.take(stem.compress(really))

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


class _Letters:
    """The letters of words, to be compared with those in a batch: the numbers of two words may be the same by chance."""

    def __init__(self, words: Sequence[str]) -> None:
        letters = [word.encode("ascii") for word in words]
        self.sizes: Numbers = np.array([len(one) for one in letters], dtype=np.int64)
        self.hashes: Hashes = np.array([hash_of(word) for word in words], dtype=np.uint64)
        self._heads = _as_numbers(one[:8] for one in letters)
        self._necks = _as_numbers(one[8:16] for one in letters)

    def are_at(self, cut: Cut, starts: Numbers, words: Numbers) -> NDArray[np.bool_]:
        """Of words with the same number: whether their first sixteen letters stand there. The length is not compared."""
        really = np.ones(len(words), dtype=np.bool_)
        sizes = self.sizes.take(words)
        # Up to eight letters no two words share a number.
        long = np.flatnonzero(sizes > 8)
        if len(long):
            sizes, starts, words = sizes.take(long), starts.take(long), words.take(long)
            heads = cut.eights(starts, sizes) == self._heads.take(words)
            necks = cut.eights(starts + 8, sizes - 8) == self._necks.take(words)
            really[long] = heads & necks
        return really


class _Words:
    """Whole words by their letters."""

    def __init__(self, ids: Mapping[str, int]) -> None:
        # Texts that hold anything else are read word by word.
        words = [word for word in ids if word.isascii()]
        self._ids = np.array([ids[word] for word in words], dtype=np.int64)
        self._letters = _Letters(words)
        self._table = _Table({one: n for n, one in enumerate(self._letters.hashes.tolist())})

    def met(self, cut: Cut) -> tuple[Numbers, Numbers]:
        """Starts of known words and their ids."""
        places, words = self._table.met(cut.hashes)
        starts = cut.starts.take(places)
        really = cut.lengths.take(places) == self._letters.sizes.take(words)
        really &= self._letters.are_at(cut, starts, words)
        return starts.compress(really), self._ids.take(words.compress(really))


class _Table:
    """A hash table that is asked for thousands of words in a few operations on arrays (open addressing)."""

    def __init__(self, numbers: Mapping[int, int]) -> None:
        bits = max(4, (len(numbers) * _ROOM).bit_length())
        self._shift = np.uint64(64 - bits)
        self._mask = (1 << bits) - 1
        self._hashes: Hashes = np.zeros(1 << bits, dtype=np.uint64)
        self._numbers: Numbers = np.full(1 << bits, -1, dtype=np.int64)
        taken = bytearray(1 << bits)
        for hashed, number in numbers.items():
            slot = hashed >> 64 - bits
            while taken[slot]:
                slot = (slot + 1) & self._mask
            taken[slot] = 1
            self._hashes[slot], self._numbers[slot] = hashed, number
        # A byte each: small enough to stay in the processor's cache, and most words of most texts go no further.
        self._taken = np.frombuffer(bytes(taken), dtype=np.bool_)

    def met(self, hashes: Hashes) -> tuple[Numbers, Numbers]:
        """Places of known hashes, and their numbers."""
        slots = (hashes >> self._shift).view(np.int64)
        asked = np.flatnonzero(self._taken.take(slots))
        slots, hashes = slots.take(asked), hashes.take(asked)
        found, numbers = [_NONE], [_NONE]
        while len(asked):
            same = self._hashes.take(slots) == hashes
            found.append(asked.compress(same))
            numbers.append(self._numbers.take(slots.compress(same)))
            others = np.flatnonzero(~same)
            slots = (slots.take(others) + 1) & self._mask
            there = np.flatnonzero(self._taken.take(slots))
            slots, others = slots.take(there), others.take(there)
            asked, hashes = asked.take(others), hashes.take(others)
        return np.concatenate(found), np.concatenate(numbers)


_NONE: Numbers = np.zeros(0, dtype=np.int64)


def _as_numbers(letters: Iterable[bytes]) -> Hashes:
    return np.array([int.from_bytes(one, "little") for one in letters], dtype=np.uint64)
