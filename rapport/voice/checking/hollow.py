"""What is left of a draft once greetings, thanks, apologies and good wishes are taken away."""

from __future__ import annotations

import re

from rapport.voice.checking.wordings import Wording
from rapport.voice.words.questions import GREETINGS, HOLLOW

# To the end of the clause, where the politeness ends at the latest: "sorry to hear that but ...".
_TO_THE_END = r"[^.,;:!?–—\n]*"
_REST = r"(?:(?! (?:but|however|we|i|aber|wir|ich|mais|nous|je|pero|ma|maar|wij|ik|men|vi|jag|jeg)(?!\w))[^.,;:!?–—\n])*"
_HOLLOW = Wording({key: said.replace(_TO_THE_END, _REST) for key, said in HOLLOW.items()})
_GREETING = re.compile(rf"(?<![\w'])(?:{GREETINGS})")
_SIGNED = re.compile(
    r"@\w+|(?:(?:(?<=\s)|^)[\^*/~–—-]\s?\w{1,14}|(?<=[.!?])\s+[a-z]{2,12})\s*$|\(?\d/\d\)?\s*$"
)
_DIGIT = re.compile(r"\d")


def without_hollow(low: str, languages: frozenset[str]) -> str:
    """A plain text with everything said for politeness blanked out; the places stay. What holds a number is kept."""
    left = list(low)
    for pattern in (_SIGNED, _GREETING):
        for found in pattern.finditer(low):
            _blank(left, *found.span())
    for start, end in _HOLLOW.spans("".join(left), languages):
        if not _DIGIT.search(low, start, end):
            _blank(left, start, end)
    return "".join(left)


def _blank(left: list[str], start: int, end: int) -> None:
    left[start:end] = " " * (end - start)
