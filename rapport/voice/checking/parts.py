"""The check part after part: one that fails or comes too late is named, and the others speak all the same.

A draft that was not looked at may go; that it was not is said, and stays with it.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable
from dataclasses import replace
from time import monotonic

from rapport.understand.registry import possible_languages
from rapport.voice.checking.findings import of_all
from rapport.voice.checking.plain import MOST_CHARACTERS, WORD
from rapport.voice.checking.wordings import COVERED
from rapport.voice.contract import Finding, Severity
from rapport.voice.words.links import LANGUAGE_NAMES

logger = logging.getLogger(__name__)

# After so long whoever writes has waited enough; the check takes a fiftieth of it with a hundred thousand replies in memory.
PATIENCE_SECONDS = 5.0
# Of fewer words nobody knows in which language they are. A language with small words of its own has one of ours in eight seldom.
FEWEST_WORDS = 8
# Scripts without spaces: so many letters are a sentence.
FEWEST_LETTERS = 12


class Parts:
    """`left_out`: what was not looked at, in words."""

    def __init__(self, *, patience: float | None) -> None:
        self._until = None if patience is None else monotonic() + patience
        self.left_out: list[str] = []

    def run(self, name: str, part: Callable[[], Iterable[Finding]]) -> list[Finding]:
        if self._until is not None and monotonic() > self._until:
            self.left_out.append(name)
            return []
        try:
            return list(part())
        except Exception as error:
            # Its words may be the draft's own, which no log keeps: where it happened says enough.
            last = traceback.extract_tb(error.__traceback__)[-1]
            logger.error(
                "The check of %s failed: %s at %s:%s.",
                name,
                type(error).__name__,
                last.filename,
                last.lineno,
            )
            self.left_out.append(name)
            return []

    def not_looked_at(self, text: str) -> list[Finding]:
        why, found = "Not all of this was checked", []
        if self.left_out:
            said = ", ".join(self.left_out)
            found.append(_finding("second", why, f"Not looked at: {said}.", 1.0))
        if len(text) > MOST_CHARACTERS:
            said = f"Only the first {MOST_CHARACTERS:,} characters were looked at."
            beyond = _finding("second", why, said, 1.0)
            found.append(replace(beyond, start=MOST_CHARACTERS, end=len(text)))
        return found


def unread(text: str) -> list[Finding]:
    """A note on a draft in a language of which the check reads no words: what was looked at, and what was not."""
    language = _unread_language(text)
    if language is None:
        return []
    why = f"The check does not read {language}"
    looked = "Numbers, dates, links, near-copies and personal data by its form were looked at; what it says in words was not."
    return [_finding("note", why, looked, 0.8)]


def _unread_language(text: str) -> str | None:
    """Its name, or words for a language that is not known; None where the check reads it, or may."""
    letters = [char for char in text if char.isalpha()]
    strange = sum(not _is_latin(char) for char in letters)
    if strange >= FEWEST_LETTERS and 2 * strange > len(letters):
        return "this script"
    if len(WORD.findall(text)) < FEWEST_WORDS:
        return None
    left = possible_languages(text)
    if left:
        names = sorted(LANGUAGE_NAMES.get(one, one) for one in left)
        return None if left & COVERED else " or ".join(names)
    return None if possible_languages(text, enough=0.5) else "this language"


def _is_latin(char: str) -> bool:
    return char.isascii() or "\u00c0" <= char <= "\u024f"


def _finding(severity: Severity, why: str, evidence: str, confidence: float) -> Finding:
    return of_all("unchecked", severity, why, evidence, confidence=confidence)
