"""Numbers by which near-copies find each other in an index: MinHash (Broder 1997) in bands, sentence by sentence."""

from __future__ import annotations

import struct
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from rapport.voice.checking.telling_words import (
    LEAST_WEIGHT,
    Wording,
    sentences,
    telling_keys,
    wording,
)

# Two stretches whose sets of words overlap by half share a band with 1 - (1 - 0.5^2)^16 = 0.99. Of two unrelated
# replies of real brands one pair in twenty shares one.
ROWS = 2
BANDS = 16
# Fewer telling words than this are no copy.
LEAST_WORDS = 3
PAIR_BANDS = 12
_HASHES = struct.Struct(f">{ROWS * BANDS}Q")
_PER_DIGEST = 8
_FITS_BIGINT = (1 << 63) - 1
# An odd number without a pattern in its bits (the golden ratio's, as Knuth has it).
_MIX = 0x9E3779B97F4A7C15


def signature(text: str) -> list[int]:
    """Bands of the reply and of each of its sentences, in order, each once: 0 to 2**63 - 1, so that they fit a bigint.

    Stable for ever: stored beside replies. A reply too short to be a copy has none.
    """
    said = wording(text)
    if said.weight < LEAST_WEIGHT:
        return []
    stretches = {said.keys, *map(telling_keys, sentences(said))}
    bands = {band for keys in stretches if len(keys) >= LEAST_WORDS for band in _bands(keys)}
    return sorted(bands | _pairs(said))


def _pairs(said: Wording) -> set[int]:
    """Of neighbours, small words too: what a short reply with few telling words is known by."""
    words = [word.key for word in said.words if word.weight]
    hashed = [_hashes(f"{one} {other}")[:PAIR_BANDS] for one, other in pairwise(words)]
    return {
        _band(BANDS + number, [min(column)])
        for number, column in enumerate(zip(*hashed, strict=True))
    }


def _bands(keys: frozenset[str]) -> list[int]:
    least = [min(column) for column in zip(*map(_hashes, keys), strict=True)]
    return [_band(number, least[ROWS * number : ROWS * (number + 1)]) for number in range(BANDS)]


def _band(number: int, least: list[int]) -> int:
    mixed = number + 1
    for each in least:
        mixed = (mixed * _MIX + each) & _FITS_BIGINT
    return mixed


@lru_cache(maxsize=20_000)
def _hashes(key: str) -> tuple[int, ...]:
    """One number for each row of each band, as if drawn by lot for this word."""
    word = key.encode("utf-8", "surrogatepass")
    digests = (
        blake2b(word, digest_size=64, salt=bytes([number])).digest()
        for number in range(ROWS * BANDS // _PER_DIGEST)
    )
    return _HASHES.unpack(b"".join(digests))
