"""Texts made ready for one scan: their pieces, folded, each with a space before and after, texts two spaces apart.

No match is lost: whatever term `kit.text` finds in a text, its pieces stand here. Plain texts are prepared together by
one table; texts of other scripts are cut into exact terms first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapport.kit.text import MAX_TERM_LENGTH, MAX_TOKENS, as_ascii, terms, without_zero_width
from rapport.query.matching.keys import pieces_of

_PIECES = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)) + (
    b" " * 128
)


class Strip(NamedTuple):
    """Many texts in one string. `ends[n]` is where the stretch of the n-th ends; `owners[n]` whose it is."""

    text: str
    ends: Sequence[int]
    owners: Sequence[int]

    def pieces(self, number: int) -> list[str]:
        """The pieces of the n-th text."""
        return self.stretch(number).split()

    def stretch(self, number: int) -> str:
        """The n-th text, with the space before and after."""
        return self.text[self.ends[number - 1] if number else 0 : self.ends[number]]


class Sifted(NamedTuple):
    strips: tuple[Strip, ...]
    foreign: Sequence[int]  # the owners of texts that are not all ASCII


def sift(texts: Sequence[str], owners: Sequence[int]) -> Sifted:
    """One text for each owner; an owner may come several times, one after the other."""
    joined = "  ".join(texts)
    if joined.isascii():
        return Sifted((_strip(_spaced(joined), texts, owners),), ())
    return _sift_apart(texts, owners)


def are_terms(pieces: Sequence[str], text: str) -> bool:
    """Whether the pieces of a text are its exact terms: in plain text without tags, handles, tickers and endless words."""
    if len(text) > MAX_TERM_LENGTH and max(map(len, pieces), default=0) > MAX_TERM_LENGTH:
        return False
    plain = text.isascii() and len(text) <= MAX_TOKENS
    return plain and not ("#" in text or "@" in text or "$" in text)


def _sift_apart(texts: Sequence[str], owners: Sequence[int]) -> Sifted:
    plain: list[str] = []
    plain_owners: list[int] = []
    other: list[str] = []
    other_owners: list[int] = []
    foreign: list[int] = []
    for text, owner in zip(texts, owners, strict=True):
        if text.isascii():
            plain.append(text)
            plain_owners.append(owner)
            continue
        foreign.append(owner)
        if (same := as_ascii(text)) is not None:
            plain.append(same)
            plain_owners.append(owner)
        else:
            other.append(_folded(text))
            other_owners.append(owner)
    return Sifted(
        (
            _strip(_spaced("  ".join(plain)), plain, plain_owners),
            _strip("  ".join(other), other, other_owners),
        ),
        foreign,
    )


def _spaced(joined: str) -> str:
    return joined.encode("ascii").translate(_PIECES).decode("ascii")


def _folded(text: str) -> str:
    """Also the text as it stands: what stands past the last token or the end of a cut term may be asked for by `raw:`."""
    return f"{' '.join(pieces_of(terms(text)))} {without_zero_width(text).lower()}"


def _strip(joined: str, texts: Iterable[str], owners: Sequence[int]) -> Strip:
    return Strip(f" {joined} ", list(accumulate(len(text) + 2 for text in texts)), owners)
