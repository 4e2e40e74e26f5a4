"""The slow, obviously right evaluator: the oracle that the matcher and SQL are held against.

What a leaf asks of the text is answered by spans: `(first, end)` are positions of words, `end` past the last one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TypeAlias, assert_never

from rapport.kit.text import tokens, without_zero_width
from rapport.query.document import Document
from rapport.query.registry import Kind, field
from rapport.query.tree import (
    And,
    Field,
    Named,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Raw,
    Term,
    Within,
    Word,
)
from rapport.query.values import (
    folded,
    folded_values,
    host_of,
    is_of_domain,
    number_holds,
    number_in,
    texts_of,
    window,
)

Span: TypeAlias = tuple[int, int]


def matches(tree: Node, document: Document, *, now: datetime) -> bool:
    """Whether the query holds. Named queries must be resolved (ValueError); LookupError for a field nobody registered."""
    return Asked(document, now).holds(tree)


def answers(trees: Iterable[Node], document: Document, *, now: datetime) -> list[bool]:
    """`matches` for many queries, with the text cut into words once."""
    asked = Asked(document, now)
    return [asked.holds(tree) for tree in trees]


class TermsOf:
    """The words of one text, and where a leaf or a NEAR stands among them."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self._places: dict[Word, set[int]] = {}
        self._places_of_term: dict[str, set[int]] = {}
        for at, token in enumerate(self.tokens):
            self._places_of_term.setdefault(token.term, set()).add(at)

    def places(self, word: Word) -> set[int]:
        """The positions of the words that fit."""
        if isinstance(word, Term):
            return self._places_of_term.get(word.term, set())
        if word not in self._places:
            fits = word_test(word)
            found = [places for term, places in self._places_of_term.items() if fits(term)]
            self._places[word] = set().union(*found)
        return self._places[word]

    def spans(self, node: Node) -> set[Span]:
        match node:
            case Term() | Prefix() | Pattern():
                return {(at, at + 1) for at in self.places(node)}
            case Phrase():
                return self._phrase(node) if node.slop == 0 else self._loose_phrase(node)
            case Near():
                left = self.spans(node.left)
                return near_spans(node, left, self.spans(node.right)) if left else set()
            case Or():
                return {span for part in node.parts for span in self.spans(part)}
            case _:
                raise ValueError(f"{type(node).__name__} has no place in the text.")

    def _phrase(self, phrase: Phrase) -> set[Span]:
        if not all(self.places(word) for word in phrase.words):
            return set()
        places = [self.places(word) for word in phrase.words]
        return {
            (first, first + len(places))
            for first in places[0]
            if all(first + offset in fitting for offset, fitting in enumerate(places))
        }

    def _loose_phrase(self, phrase: Phrase) -> set[Span]:
        """Stretches that begin and end with words of the phrase and hold one place of its own for each word."""
        if not all(self.places(word) for word in phrase.words):
            return set()
        words = len(phrase.words)
        fitting: dict[int, set[int]] = {}
        for number, word in enumerate(phrase.words):
            for at in self.places(word):
                fitting.setdefault(at, set()).add(number)
        ordered = sorted(fitting)
        found = set()
        for index, first in enumerate(ordered):
            for last in ordered[index:]:
                if last - first + 1 > words + phrase.slop:
                    break
                between = {at: fitting[at] for at in range(first, last + 1) if at in fitting}
                if _each_has_a_place(words, between, ends=(first, last)):
                    found.add((first, last + 1))
        return found


def word_test(word: Word) -> Callable[[str], bool]:
    match word:
        case Term():
            return lambda term: term == word.term
        case Prefix():
            return lambda term: term.startswith(word.stem)
        case Pattern():
            return lambda term: fits_pattern(term, word.pattern)


def fits_pattern(term: str, pattern: str) -> bool:
    """`?` is exactly one character, `*` at the end any number."""
    stem = pattern.removesuffix("*")
    if len(term) < len(stem) or (len(term) > len(stem) and stem == pattern):
        return False
    return all(asked in ("?", char) for asked, char in zip(stem, term, strict=False))


def near_spans(near: Near, left: Iterable[Span], right: Iterable[Span]) -> set[Span]:
    found = _followed(left, right, near.distance)
    return found if near.ordered else found | _followed(right, left, near.distance)


def _followed(left: Iterable[Span], right: Iterable[Span], distance: int) -> set[Span]:
    """Spans of one of `left` and one of `right` after it, with at most `distance` words between."""
    after = sorted(right)
    starts = [first for first, _ in after]
    return {
        (first, after[index][1])
        for first, end in left
        for index in range(bisect_left(starts, end), bisect_right(starts, end + distance))
    }


def _each_has_a_place(words: int, fitting: dict[int, set[int]], *, ends: Span) -> bool:
    """Whether every word can have a place of its own, with both ends taken.

    Both ends can be taken whenever all words have places and the ends fit two words: by exchanging along the
    alternating path (Mendelsohn and Dulmage 1958) nobody loses a place. One word takes a single place.
    """
    first, last = ends
    if words == 1:
        return first == last
    if first == last or len(fitting) < words:
        return False
    ends_fit = len(fitting[first] | fitting[last]) >= 2
    return ends_fit and _all_placed(words, fitting)


def _all_placed(words: int, fitting: dict[int, set[int]]) -> bool:
    holder: dict[int, int] = {}

    def place(word: int, tried: set[int]) -> bool:
        for at, fits in fitting.items():
            if word in fits and at not in tried:
                tried.add(at)
                if at not in holder or place(holder[at], tried):
                    holder[at] = word
                    return True
        return False

    return all(place(word, set()) for word in range(words))


class Asked:
    """One document, its texts cut into words once however much is asked of it."""

    def __init__(self, document: Document, now: datetime) -> None:
        self.document = document
        self.now = now
        self._alone: dict[str, list[Asked]] = {}

    @cached_property
    def words(self) -> TermsOf:
        return TermsOf(self.document.searched)

    def alone(self, name: str) -> list[Asked]:
        """The same document for each text of a field, with that text and no other."""
        if name not in self._alone:
            documents = [
                replace(self.document, text=text, title="")
                for text in texts_of(self.document, name)
            ]
            self._alone[name] = [Asked(document, self.now) for document in documents]
        return self._alone[name]

    def holds(self, node: Node) -> bool:
        match node:
            case Term() | Prefix() | Pattern():
                return bool(self.words.places(node))
            case And():
                return all(self.holds(part) for part in node.parts)
            case Or():
                return any(self.holds(part) for part in node.parts)
            case Not():
                return not self.holds(node.part)
            case Phrase() | Near():
                return bool(self.words.spans(node))
            case Field():
                return field_holds(node, self.document, now=self.now)
            case Within():
                return any(asked.holds(node.part) for asked in self.alone(node.name))
            case Raw():
                wanted = without_zero_width(node.text)
                return bool(wanted) and wanted in without_zero_width(self.document.searched)
            case Named():
                raise ValueError(f"The named query @{node.name} was not resolved.")
            case _:
                assert_never(node)


def raw_spans(raw: Raw, text: str) -> list[Span]:
    """Where in `text` (characters) these characters stand, not overlapping; zero-width ones do not count."""
    wanted = without_zero_width(raw.text)
    places = [at for at, char in enumerate(text) if without_zero_width(char)]
    plain = without_zero_width(text)
    found: list[Span] = []
    at = plain.find(wanted) if wanted else -1
    while at >= 0:
        found.append((places[at], places[at + len(wanted) - 1] + 1))
        at = plain.find(wanted, at + len(wanted))
    return found


def field_holds(asks: Field, document: Document, *, now: datetime) -> bool:
    spec = field(asks.name)
    if spec.kind == Kind.NUMBER:
        number = number_in(document, spec)
        return number is not None and number_holds(asks, number)
    value = document.values.get(spec.held_in)
    if value is None:
        return False
    if spec.kind == Kind.TIME:
        return isinstance(value, datetime) and window(asks, now=now).holds(value)
    if spec.kind == Kind.DOMAIN:
        hosts = [host_of(item) for item in (value if isinstance(value, tuple) else (str(value),))]
        return any(is_of_domain(host, host_of(asked)) for host in hosts for asked in asks.values)
    carried = set(folded_values(value))
    return any(folded(asked) in carried for asked in asks.values)
