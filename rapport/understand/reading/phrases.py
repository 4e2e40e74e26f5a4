"""Finding phrases in a text by its tokens: accents, case, punctuation and hidden characters play no part.

The notation of a phrase, as in `rapport.understand.words`:

    help me            these words, one after the other ("can't" is two words: can t)
    lost ... child     with up to five words between
    (on|onto) the      one of several;  (a )?  perhaps
    agress*            a word that begins so (at least four letters where it begins a phrase)
    {child}            one of a named group of words
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from rapport.kit.text import Token, terms, tokens

STEM = 4


class Hit(NamedTuple):
    """A phrase found: its label and `text[start:end]`."""

    label: str
    start: int
    end: int


class Line:
    """A text as a line of folded words. `at[i]` is where word i stands in `joined`.

    Most texts hold no phrase: where words stand is found out when one does.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        found = terms(text)
        self.words = [term.lstrip("#") for term in found] if "#" in text or "＃" in text else found
        self.known = frozenset(self.words)
        self.stems = frozenset([word[:STEM] for word in self.known])

    @cached_property
    def joined(self) -> str:
        return " ".join(self.words)

    @cached_property
    def at(self) -> tuple[int, ...]:
        ends = accumulate(len(word) + 1 for word in self.words)
        return (0, *ends)[: len(self.words)]

    @cached_property
    def _spans(self) -> list[Token]:
        return tokens(self._text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From a stretch of `joined` to a stretch of the text."""
        first, last = bisect_right(self.at, start) - 1, bisect_right(self.at, end - 1) - 1
        return self._spans[first].start, self._spans[last].end


class _Beginning:
    """The phrases that begin with one word, or one stem; `any` finds out at once that none of them stands there."""

    def __init__(self) -> None:
        self.phrases: list[tuple[str, re.Pattern[str]]] = []

    @cached_property
    def any(self) -> re.Pattern[str]:
        if len(self.phrases) == 1:
            return self.phrases[0][1]
        return re.compile("|".join(phrase.pattern for _, phrase in self.phrases))


class PhraseBook:
    """Phrases under labels, looked up by the word they begin with."""

    def __init__(
        self, phrases: Mapping[str, Iterable[str]], *, groups: Mapping[str, str] | None = None
    ) -> None:
        self._by_word: defaultdict[str, _Beginning] = defaultdict(_Beginning)
        self._by_stem: defaultdict[str, _Beginning] = defaultdict(_Beginning)
        for label, several in phrases.items():
            for phrase in several:
                self._add(label, _with_groups(phrase, groups or {}))

    def _add(self, label: str, phrase: str) -> None:
        pattern = re.compile(_pattern(phrase))
        for word in _first_words(phrase):
            if not word.rstrip("*").isalnum():
                raise ValueError(f"{phrase!r} begins with {word!r}, which is no plain word")
            if word.endswith("*"):
                if len(word) <= STEM:
                    raise ValueError(f"{phrase!r} begins with a stem shorter than {STEM} letters")
                self._by_stem[word[:STEM]].phrases.append((label, pattern))
            else:
                self._by_word[word].phrases.append((label, pattern))

    def find(self, line: Line) -> list[Hit]:
        begins = self._by_word.keys() & line.known
        stems = self._by_stem.keys() & line.stems
        if not begins and not stems:
            return []
        hits: list[Hit] = []
        for word, place in zip(line.words, line.at, strict=True):
            if word in begins and self._by_word[word].any.match(line.joined, place):
                hits += _hits(line, self._by_word[word], place)
            if stems and word[:STEM] in stems:
                hits += _hits(line, self._by_stem[word[:STEM]], place)
        return hits


def _hits(line: Line, beginning: _Beginning, place: int) -> list[Hit]:
    matched = ((label, phrase.match(line.joined, place)) for label, phrase in beginning.phrases)
    return [Hit(label, *line.span(*found.span())) for label, found in matched if found]


def _with_groups(phrase: str, groups: Mapping[str, str]) -> str:
    for name, words in groups.items():
        phrase = phrase.replace("{" + name + "}", "(" + "|".join(words.split()) + ")")
    return phrase


def _pattern(phrase: str) -> str:
    source = phrase.replace(" ... ", r" (?:\S+ ){0,5}").replace("*", r"\S*")
    return r"(?:" + source + r")(?!\S)"


def _first_words(phrase: str) -> list[str]:
    if not phrase.startswith("("):
        return [phrase.split(" ", 1)[0]]
    choices, rest = _choices(phrase)
    if rest.startswith("?"):
        raise ValueError(f"{phrase!r} must not begin with a word that may be missing")
    return [each.split(" ", 1)[0] for each in choices]


def _choices(phrase: str) -> tuple[list[str], str]:
    """The alternatives of the group a phrase begins with, and what follows the group."""
    choices, depth = [""], 0
    for place, char in enumerate(phrase):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if depth == 0:
            return choices, phrase[place + 1 :]
        if char == "|" and depth == 1:
            choices.append("")
        elif place:
            choices[-1] += char
    raise ValueError(f"{phrase!r} has a bracket that is never closed")
