"""The words of many plain texts at once, as numbers: where each begins, how long it is, and a number for its letters.

Reading a batch by arrays costs a twentieth of making a string of each word. It covers plain ASCII texts (and those that
have an ASCII form, `kit.text.as_ascii`) with words, tags, handles and tickers, exactly as `kit.text.terms` cuts them.
Whatever is not that simple (other scripts, underscores, handles with dots, endless words) is *odd*, and left to it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rapport.kit.text import MAX_TERM_LENGTH, MAX_TOKENS, as_ascii

Numbers = NDArray[np.int64]
Hashes = NDArray[np.uint64]

# The number of a word: its letters eight by eight, each eight added and multiplied in 64 bits. Up to eight letters no
# two words share one. The factor is drawn anew by each process, so that nobody can choose longer words that do; hits are
# compared by their first sixteen letters as well (`vocabulary`).
FACTOR = secrets.randbits(64) | 1
_FACTOR = np.uint64(FACTOR)
_WRAP = (1 << 64) - 1
_FOLD = 32
_FOLDED = np.uint64(_FOLD)
# Bytes past the last word, so that the eights of an endless one can be read like any other's.
_PADDING = b" " * (MAX_TERM_LENGTH + 16)
# By length, which bytes of eight belong to a word.
MASKS: Hashes = np.array([(1 << 8 * length) - 1 for length in range(9)], dtype=np.uint64)
# Set in each of eight small letters, and in no digit.
_LETTERS = np.uint64(0x4040404040404040)

# What each byte is to a word: nothing, part of it, a sign that may begin one, or a sign that makes its text odd.
_APART, _WORD, _SIGN, _ODD = range(4)
_PARTS = bytes(
    _WORD if chr(code).isalnum() else _SIGN if chr(code) in "#@$" else _ODD if code == 95 else 0
    for code in range(128)
).ljust(256, b"\0")
_HASH, _AT, _DOLLAR = map(ord, "#@$")
_LONGEST_TICKER = 6


class Cut:
    """`starts` and `lengths` of words in `letters`, and `ends` of the texts they stand in.

    A word of length 0 stands in an odd text: it is none, and nothing finds it.
    """

    def __init__(
        self, letters: NDArray[np.uint8], starts: Numbers, lengths: Numbers, ends: Numbers
    ) -> None:
        self.letters = letters
        self.starts = starts
        self.lengths = lengths
        self.ends = ends
        self._eights = eights_of(letters)

    @cached_property
    def heads(self) -> Hashes:
        """The first eight letters of each word as one number."""
        return self.eights(self.starts, self.lengths)

    @cached_property
    def hashes(self) -> Hashes:
        """A number for each word, the same wherever it stands."""
        return self._hashes(self.heads, self.starts, self.lengths)

    def eights(self, starts: Numbers, lengths: Numbers) -> Hashes:
        """Up to eight letters from each start."""
        found: Hashes = self._eights[starts]
        found &= MASKS.take(lengths, mode="clip")
        return found

    def hashes_of(self, starts: Numbers, lengths: Numbers) -> Hashes:
        """A number for each stretch of letters, as for a word."""
        return self._hashes(self.eights(starts, lengths), starts, lengths)

    def texts_of(self, starts: Numbers) -> Numbers:
        return np.searchsorted(self.ends, starts, side="right")

    def _hashes(self, heads: Hashes, starts: Numbers, lengths: Numbers) -> Hashes:
        found: Hashes = heads * _FACTOR
        read, longer = 8, np.flatnonzero(lengths > 8)
        while len(longer):
            more = self.eights(starts.take(longer) + read, lengths.take(longer) - read)
            before = found.take(longer)
            found[longer] = ((before ^ (before >> _FOLDED)) + more) * _FACTOR
            read += 8
            longer = longer[lengths.take(longer) > read]
        return found


def hash_of(word: str) -> int:
    """What `Cut.hashes` gives for an ASCII word."""
    letters = word.encode("ascii")
    found = int.from_bytes(letters[:8], "little") * FACTOR & _WRAP
    for read in range(8, len(letters), 8):
        more = int.from_bytes(letters[read : read + 8], "little")
        found = ((found ^ found >> _FOLD) + more) * FACTOR & _WRAP
    return found


def eights_of(letters: NDArray[np.uint8]) -> Hashes:
    """The eight letters from each place on, as one number; nothing is copied."""
    return np.ndarray(shape=(len(letters) - 7,), dtype="<u8", buffer=letters, strides=(1,))


def plain_form(text: str) -> str | None:
    """The text as it can be cut here, or None."""
    if len(text) > MAX_TOKENS:
        return None
    return text if text.isascii() else as_ascii(text)


def cut(texts: Sequence[str]) -> tuple[Cut, list[int]]:
    """The words of plain forms, and the numbers of texts that turned out to be odd, of which none are given."""
    written = f" {'  '.join(texts)} ".lower().encode("ascii") + _PADDING
    letters = np.frombuffer(written, dtype=np.uint8)
    parts = np.frombuffer(written.translate(_PARTS), dtype=np.uint8)
    word = parts == _WORD
    # There is a space before the first word and after the last, so that beginnings and ends take turns.
    edges = np.flatnonzero(word[1:] != word[:-1])
    edges += 1
    starts, lengths = edges[::2].copy(), edges[1::2] - edges[::2]
    of_texts = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 2)
    odd = [_signs(letters, word, parts, starts, lengths), np.flatnonzero(parts == _ODD)]
    if len(lengths) and lengths.max() > MAX_TERM_LENGTH:
        odd.append(starts[lengths > MAX_TERM_LENGTH])
    found = Cut(letters, starts, lengths, of_texts)
    places = np.concatenate(odd)
    if not len(places):
        return found, []
    of_odd = sorted(set(found.texts_of(places).tolist()))
    before = np.concatenate(([0], np.searchsorted(starts, of_texts)))
    for number in of_odd:
        lengths[before[number] : before[number + 1]] = 0
    return found, of_odd


def _signs(
    letters: NDArray[np.uint8],
    word: NDArray[np.bool_],
    parts: NDArray[np.uint8],
    starts: Numbers,
    lengths: Numbers,
) -> Numbers:
    """Give words the sign they begin with. Returns the places of handles that go on in a way that is not read here."""
    signs = np.flatnonzero((parts[:-1] == _SIGN) & word[1:])
    # A sign at the very beginning has the space that every text begins with.
    signs = signs[~word.take(signs - 1)]
    words = np.searchsorted(starts, signs)
    sign, size = letters.take(signs), lengths.take(words)
    is_handle = sign == _AT
    ends = signs + 1 + size
    after = letters.take(ends)
    goes_on = (after == ord(".")) | (after == ord("-")) | (after == _AT)
    odd: Numbers = signs[is_handle & goes_on & word.take(ends + 1)]
    is_special = is_handle | _is_named(letters, sign, signs + 1, size)
    special = words[is_special]
    starts[special] -= 1
    lengths[special] += 1
    return odd


def _is_named(
    letters: NDArray[np.uint8], sign: NDArray[np.uint8], starts: Numbers, sizes: Numbers
) -> NDArray[np.bool_]:
    """Tags with a letter in them, and tickers of nothing but letters."""
    eights = eights_of(letters)
    masks = MASKS.take(sizes, mode="clip")
    found = eights[starts] & _LETTERS & masks
    is_ticker = (sign == _DOLLAR) & (sizes <= _LONGEST_TICKER) & (found == _LETTERS & masks)
    has_letter = found != 0
    read, longer = 8, np.flatnonzero((sizes > 8) & ~has_letter)
    while len(longer):
        more = eights[starts[longer] + read] & _LETTERS
        has_letter[longer] = (more & MASKS.take(sizes[longer] - read, mode="clip")) != 0
        read += 8
        # Past the longest term the text is odd whatever the tag is.
        longer = longer[(sizes[longer] > read) & ~has_letter[longer] & (read <= MAX_TERM_LENGTH)]
    named: NDArray[np.bool_] = is_ticker | ((sign == _HASH) & has_letter)
    return named
