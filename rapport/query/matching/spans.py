"""Where phrases and NEAR stand in a text, by arithmetic on sets of positions.

A set of positions is one number, bit n for position n, so that "the next word" is a shift by one and a text of 16,000
words is 2,000 bytes. The spans of a node are kept by length: `{2: bits}` are the first positions of spans of two words.

What one evaluation may cost is bounded (`_allowed`): NEAR asked whether it holds takes a number of such operations
that grows with the logarithm of its distance. Only NEAR inside NEAR and phrases with slop list spans; they stop after
as many operations as stand in about 10 ms, having tried the nearest first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from rapport.query.matching.look import Look
from rapport.query.matching.patterns import as_pattern
from rapport.query.tree import Near, Node, Or, Pattern, Phrase, Prefix, Term, Word

Spans: TypeAlias = Mapping[int, int]
SpansOf: TypeAlias = Callable[[Look], Spans]
PlacesOf: TypeAlias = Callable[[Look], int]

# Operations on one text of up to 480 words; of fewer the longer the text, so that the time stays the same.
_OPERATIONS = 100_000
_SHORT_TEXT = 480


def spans_of(node: Node) -> SpansOf:
    match node:
        case Term() | Prefix() | Pattern():
            places = places_of(node)
            return lambda look: _only(1, places(look))
        case Phrase():
            return _loose(node) if node.slop else _row(node)
        case Or():
            return _either([spans_of(part) for part in node.parts])
        case Near():
            return _near_spans(node)
        case _:
            raise ValueError(f"{type(node).__name__} has no place in the text.")


def near_holds(near: Near) -> Callable[[Look], bool]:
    """Whether it holds at all: only where the left ends and the right begins counts, so no pairs are made."""
    left, right = spans_of(near.left), spans_of(near.right)
    distance, ordered = near.distance, near.ordered

    def holds(look: Look) -> bool:
        first = left(look)
        if not first:
            return False
        then = right(look)
        if not then:
            return False
        reach = min(distance, len(look.terms))
        return _follows(first, then, reach) or (not ordered and _follows(then, first, reach))

    return holds


def loose_phrase_holds(phrase: Phrase) -> Callable[[Look], bool]:
    spans = _loose(phrase)
    return lambda look: bool(spans(look))


def places_of(word: Word) -> PlacesOf:
    match word:
        case Term():
            term = word.term
            return lambda look: look.places(term) if term in look.known else 0
        case Prefix():
            stem = word.stem
            return lambda look: _union(look, [t for t in look.known if t.startswith(stem)])
        case Pattern():
            fits = re.compile(as_pattern(word)).fullmatch
            return lambda look: _union(look, [t for t in look.known if fits(t)])


def _union(look: Look, terms: list[str]) -> int:
    found = 0
    for term in terms:
        found |= look.places(term)
    return found


def _only(length: int, starts: int) -> Spans:
    return {length: starts} if starts else {}


def _row(phrase: Phrase) -> SpansOf:
    words = [places_of(word) for word in phrase.words]

    def spans(look: Look) -> Spans:
        starts = -1
        for offset, places in enumerate(words):
            starts &= places(look) >> offset
            if not starts:
                return {}
        return {len(words): starts}

    return spans


def _either(parts: list[SpansOf]) -> SpansOf:
    def spans(look: Look) -> Spans:
        found: dict[int, int] = {}
        for part in parts:
            for length, starts in part(look).items():
                found[length] = found.get(length, 0) | starts
        return found

    return spans


def _follows(first: Spans, then: Spans, distance: int) -> bool:
    ends = 0
    for length, starts in first.items():
        ends |= starts << length
    begins = 0
    for starts in then.values():
        begins |= starts
    return bool(_smeared(ends, distance) & begins)


def _smeared(places: int, distance: int) -> int:
    """Every place and the `distance` places after it, doubling what is covered each time."""
    covered = 1
    while covered <= distance:
        step = min(covered, distance + 1 - covered)
        places |= places << step
        covered += step
    return places


def _near_spans(near: Near) -> SpansOf:
    left, right = spans_of(near.left), spans_of(near.right)

    def spans(look: Look) -> Spans:
        first, then = left(look), right(look)
        found: dict[int, int] = {}
        if first and then:
            reach = min(near.distance, len(look.terms))
            _join(first, then, reach, look, found)
            if not near.ordered:
                _join(then, first, reach, look, found)
        return found

    return spans


def _join(first: Spans, then: Spans, distance: int, look: Look, found: dict[int, int]) -> None:
    """Spans from the beginning of one of `first` to the end of one of `then` after it, the nearest before others."""
    reach = min(distance, _allowed(look) // (len(first) * len(then)))
    for gap in range(reach + 1):
        for length, starts in first.items():
            for following, places in then.items():
                both = starts & (places >> (length + gap))
                if both:
                    whole = length + gap + following
                    found[whole] = found.get(whole, 0) | both


def _loose(phrase: Phrase) -> SpansOf:
    """Each word a place of its own, in any order, within `len(words) + slop` places, both ends taken.

    From left to right, for all first positions at once: which words have had their place (a mask), at which first
    positions. A place is taken by one word or skipped, and at most `slop` are skipped.
    """
    words = [places_of(word) for word in phrase.words]
    whole = (1 << len(words)) - 1

    def spans(look: Look) -> Spans:
        places = [at(look) for at in words]
        if not all(places):
            return {}
        if len(words) == 1:
            return {1: places[0]}
        placed: dict[int, int] = {}
        for word, starts in enumerate(places):
            placed[1 << word] = starts
        found: dict[int, int] = {}
        left = _allowed(look)
        for offset in range(1, len(words) + phrase.slop):
            left -= len(placed) * len(words)
            if left < 0:
                break
            placed = _next_place(placed, places, offset, phrase.slop)
            if starts := placed.pop(whole, 0):
                found[offset + 1] = starts
        return found

    return spans


def _next_place(
    placed: dict[int, int], places: list[int], offset: int, slop: int
) -> dict[int, int]:
    found = {mask: starts for mask, starts in placed.items() if offset - mask.bit_count() < slop}
    for mask, starts in placed.items():
        for word, at in enumerate(places):
            if mask >> word & 1:
                continue
            both = starts & (at >> offset)
            if both:
                taken = mask | 1 << word
                found[taken] = found.get(taken, 0) | both
    return found


def _allowed(look: Look) -> int:
    return _OPERATIONS * _SHORT_TEXT // max(len(look.terms), _SHORT_TEXT)
