"""A text cut into sentences, as the reply check and the promises read it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A stop after a digit ends an ordinal ("am 3. Juni") unless nothing follows, after a time it ends the sentence; "kl. 10" and "ca. 10" go on.
_STOP = re.compile(
    r"(?<!\d)(?<!\b[Kk]l)(?<!\b[Cc]a)(?<!\b[Nn]r)[.!?…]+(?=\s|$)|(?<=\d)[.!?]+(?=\s*$)|(?<=:\d\d)[.]+(?=\s)|(?<=\d)[!?]+(?=\s)|\n+"
)
# "1/2", "(2/3) ^Rach" at the end: the rest stands in another post.
_PART = re.compile(r"(?<![\d/])\(?[1-9]\s?/\s?[2-9]\)?(?:\s?[\^*–—-]{1,2}\s?\w{1,20})?\s*$")


def is_a_part(text: str) -> bool:
    """Whether it is one of several posts that together are the answer."""
    return _PART.search(text) is not None


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each begins and ends, its stop included, without the space around it."""
    at = 0
    for stop in [*(found.end() for found in _STOP.finditer(text)), len(text)]:
        words = text[at:stop]
        start = at + len(words) - len(words.lstrip())
        end = at + len(words.rstrip())
        if end > start:
            yield start, end
        at = stop


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """The sentence in which `place` stands; the last one where it stands after all of them."""
    last = (0, len(text))
    for start, end in sentences(text):
        if place < end:
            return start, end
        last = (start, end)
    return last
