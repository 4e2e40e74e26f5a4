"""Ways of saying one thing in several languages, found in a plain text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from rapport.understand.registry import possible_languages

COVERED = frozenset({"en", "de", "fr", "es", "it", "nl", "sv", "no", "da"})
# Votes of small words: enough to know that a short sentence is in one of ours, not always in which.
A_FEW = 1.5


class Wording:
    """Alternatives of patterns by language (see `words.dismissive`); those of a language are compiled when first met."""

    def __init__(self, by_language: Mapping[str, str]) -> None:
        self._written = by_language
        self._compiled: dict[str, re.Pattern[str]] = {}

    def spans(self, text: str, languages: Collection[str]) -> Iterator[tuple[int, int]]:
        """Where it is said in a plain text, in the order of the languages, then of the text."""
        for language in sorted(languages):
            if language in self._written:
                for found in self._pattern(language).finditer(text):
                    yield found.span()

    def first(self, text: str, languages: Collection[str]) -> tuple[int, int] | None:
        return min(self.spans(text, languages), default=None)

    def _pattern(self, language: str) -> re.Pattern[str]:
        if language not in self._compiled:
            written = self._written[language].replace(" ?", r"[\s,]*").replace(" ", r"[\s,]+")
            self._compiled[language] = re.compile(rf"(?<![\w'])(?:{written})(?!\w)")
        return self._compiled[language]


@lru_cache(maxsize=512)
def languages_of(text: str) -> frozenset[str]:
    """Those it may be written in; all we know where it is too short to tell, none where it is surely another."""
    left = possible_languages(text)
    return left & COVERED if left else COVERED


@lru_cache(maxsize=512)
def is_surely_covered(text: str) -> bool:
    """Only then may what is missing from it be missed."""
    left = possible_languages(text, enough=A_FEW)
    return bool(left) and left <= COVERED
