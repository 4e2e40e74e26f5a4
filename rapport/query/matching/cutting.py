"""The words of many plain texts at once, as numbers: where each begins, how long it is, and a number for its letters.

Reading a batch by arrays costs a twentieth of making a string of each word. It covers plain ASCII texts (and those that
have an ASCII form, `kit.text.as_ascii`) with words, tags, handles and tickers, exactly as `kit.text.terms` cuts them.
Whatever is not that simple (other scripts, underscores, handles with dots, endless words) is *odd*, and left to it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rapport.kit.text import MAX_TERM_LENGTH, MAX_TOKENS, as_ascii

Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]

# The number of a word is the sum of letter times BASE to the power of its place, in 64 bits: a difference of running
# sums, whatever the length. Drawn anew by each process, so that nobody can choose words that share a number; hits are
# compared by their first letters as well (`vocabulary`).
BASE = secrets.randbits(64) | 1
_INVERSE = pow(BASE, -1, 1 << 64)
_WRAP = (1 << 64) - 1
# Bytes past the last word, so that its first sixteen letters can be read like any other's.
_PADDING = b" " * 16

_IS_WORD = np.array([code < 128 and chr(code).isalnum() for code in range(256)])
_IS_LETTER = np.array([code < 128 and chr(code).isalpha() for code in range(256)])
_HASH, _AT, _DOLLAR = map(ord, "#@$")
_LONGEST_TICKER = 6


class Cut(NamedTuple):
    """`sums` are the running sums of `letters`; `starts` and `lengths` of words; `ends` of the texts they stand in."""

    letters: NDArray[np.uint8]
    sums: Hashes
    starts: Numbers
    lengths: Numbers
    ends: Numbers

    def hashes(self, starts: Numbers, lengths: Numbers) -> Hashes:
        """A number for each stretch of letters, the same wherever it stands."""
        found: Hashes = self.sums.take(starts + lengths) - self.sums.take(starts)
        found *= _powers(_INVERSE, len(self.sums)).take(starts)
        return found

    def texts_of(self, starts: Numbers) -> Numbers:
        return np.searchsorted(self.ends, starts, side="right")


def hash_of(word: str) -> int:
    """What `Cut.hashes` gives for an ASCII word."""
    found = 0
    for letter in reversed(word):
        found = (found * BASE + ord(letter)) & _WRAP
    return found


def plain_form(text: str) -> str | None:
    """The text as it can be cut here, or None."""
    if len(text) > MAX_TOKENS or "_" in text:
        return None
    return text if text.isascii() else as_ascii(text)


def cut(texts: Sequence[str]) -> tuple[Cut, list[int]]:
    """The words of plain forms, and the numbers of texts that turned out to be odd, of which none are given."""
    written = f" {'  '.join(texts)} ".lower().encode("ascii") + _PADDING
    letters = np.frombuffer(written, dtype=np.uint8)
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    np.cumsum(letters * _powers(BASE, len(letters)), out=sums[1:])
    word = _IS_WORD.take(letters)
    # There is a space before the first word and after the last, so that beginnings and ends take turns.
    edges = np.flatnonzero(word[1:] != word[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    of_texts = np.cumsum([len(text) + 2 for text in texts])
    special, complicated = _specials(letters, word, starts, ends)
    starts = starts - special
    found = Cut(letters, sums, starts, ends - starts, of_texts)
    complicated |= found.lengths > MAX_TERM_LENGTH
    if not complicated.any():
        return found, []
    odd = np.unique(found.texts_of(starts[complicated]))
    kept = ~np.isin(found.texts_of(starts), odd)
    return found._replace(starts=starts[kept], lengths=found.lengths[kept]), odd.tolist()


def _specials(
    letters: NDArray[np.uint8], word: NDArray[np.bool_], starts: Numbers, ends: Numbers
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words begin with the sign before them, and which go on in a way that is not read here."""
    before = letters.take(starts - 1)
    signs = np.flatnonzero((before == _HASH) | (before == _AT) | (before == _DOLLAR))
    special = np.zeros(len(starts), dtype=np.bool_)
    complicated = np.zeros(len(starts), dtype=np.bool_)
    if not len(signs):
        return special, complicated
    sign, start, end = before[signs], starts[signs], ends[signs]
    # The place before the sign; a sign at the very beginning has the space that every text begins with.
    free = ~word[start - 2]
    between = np.column_stack((start, end)).ravel()
    of_letters = np.add.reduceat(_IS_LETTER.take(letters), between, dtype=np.int64)[::2]
    is_tag = (sign == _HASH) & (of_letters > 0)
    is_handle = sign == _AT
    is_ticker = (sign == _DOLLAR) & (of_letters == end - start) & (end - start <= _LONGEST_TICKER)
    special[signs] = free & (is_tag | is_handle | is_ticker)
    after = letters[end]
    goes_on = ((after == ord(".")) | (after == ord("-")) | (after == _AT)) & word[end + 1]
    complicated[signs] = is_handle & free & goes_on
    return special, complicated


_known_powers: dict[int, Hashes] = {}


def _powers(base: int, count: int) -> Hashes:
    """The powers of a base from 0, at least so many, in 64 bits."""
    known = _known_powers.get(base)
    if known is None or len(known) < count:
        factors = np.full(max(count, 1 << 17), base, dtype=np.uint64)
        factors[0] = 1
        known = _known_powers[base] = np.multiply.accumulate(factors)
    return known if len(known) == count else known[:count]
