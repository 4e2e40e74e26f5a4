"""A sentence of an unhidden text, with whose it speaks of: what the finders of personal matters share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapport.voice.checking.unhiding import accentless
from rapport.voice.words.personal import YOURS

MOST_OF_SENTENCE = 400
_END = re.compile(
    r"(?<!\w\.\w)(?<!\b\d)(?<!\b\d\d)(?<![.\s]\w\w)(?<!\bst)(?<!str)[.!?…](?=\s+[^\sa-z])|[。！？]|\n\s*\n"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text[start:end]` of the whole."""

    text: str
    start: int
    end: int

    def said(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self.text, self.start, self.end) is not None

    def before(self, pattern: re.Pattern[str], place: int, *, reach: int) -> int | None:
        """How far before a place the last match ends, within `reach`; None for none."""
        ends = [m.end() for m in pattern.finditer(self.text, max(self.start, place - reach), place)]
        return place - ends[-1] if ends else None

    def after(self, pattern: re.Pattern[str], place: int, *, reach: int) -> int | None:
        found = pattern.search(self.text, place, min(self.end, place + reach))
        return found.start() - place if found else None


def words(listed: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Any of them as a whole word of an accentless text; scripts without spaces know no whole words."""
    return re.compile(rf"(?<![A-Za-z0-9_])(?:{accentless(listed)})(?![A-Za-z0-9_])", flags)


IS_YOURS = words(YOURS)


def sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for found in _END.finditer(text):
        yield from _pieces(text, start, found.end())
        start = found.end()
    yield from _pieces(text, start, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[Sentence]:
    for first in range(start, end, MOST_OF_SENTENCE):
        yield Sentence(text, first, min(end, first + MOST_OF_SENTENCE))
