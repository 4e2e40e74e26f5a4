"""The words the search is asked for."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_TERM = 100


def words(from_queries: Iterable[str], *, typed: str = "") -> tuple[str, ...]:
    """Every word once, in their order of spelling; what cannot be searched for is left out."""
    every = (*from_queries, *typed.replace(",", "\n").splitlines())
    cleaned = (" ".join(word.split()).strip("\"'#@ ").lower()[:LONGEST_TERM] for word in every)
    return tuple(sorted({word for word in cleaned if any(map(str.isalnum, word))}))


def asked(word: str) -> str:
    """A word as the search takes it: quoted, so that it is meant literally; a star asks for the beginning of a word."""
    if word.endswith("*"):
        return word.rstrip("*").replace('"', " ")
    return '"' + word.replace('"', " ") + '"'
