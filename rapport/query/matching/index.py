"""Which queries have a chance for a document: those of whose keys it meets one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import ahocorasick_rs

from rapport.kit.text import MAX_TOKENS
from rapport.query import registry
from rapport.query.document import Document
from rapport.query.matching.evaluating import Test, carried, hosts
from rapport.query.matching.keys import SEARCHED, Key, Needs
from rapport.query.matching.look import Look
from rapport.query.registry import Kind

# Terms whose beginnings were looked up and need not be again.
_TERMS_REMEMBERED = 200_000
_ONLY_SEARCHED = frozenset((SEARCHED,))


@dataclass(eq=False, slots=True)
class Listener:
    """One stored query: its test, how it is found, and what it has cost. No needs: asked of every document."""

    id: int
    holds: Test
    needs: Needs | None
    documents_before: int
    keys: frozenset[Key] = frozenset()
    also: frozenset[str] | None = None
    evaluated: int = 0
    matched: int = 0
    nanoseconds: int = 0


# A dictionary, for its order and for leaving quickly.
Shelf: TypeAlias = "dict[Listener, None]"


class Index:
    """Listeners by their keys; they come and go at once.

    A dictionary of words beat an automaton over the text wherever most texts meet a key: the words are needed anyway,
    and leaving out the words that find nobody is one call. The automaton finds what `raw:` asks for, which respects no
    words.
    """

    def __init__(self) -> None:
        self._always: Shelf = {}
        self._words: dict[str, Words] = {}
        self._values: dict[str, dict[str, Shelf]] = {}

    def add(self, listener: Listener) -> None:
        if listener.needs is None:
            self._always[listener] = None
        for key in listener.keys:
            if key.kind == "value":
                self._values.setdefault(key.place, {}).setdefault(key.text, {})[listener] = None
            else:
                self._words.setdefault(key.place, Words()).add(key, listener)

    def remove(self, listener: Listener) -> None:
        self._always.pop(listener, None)
        for key in listener.keys:
            if key.kind == "value":
                _leave(self._values[key.place], key.text, listener)
                if not self._values[key.place]:
                    del self._values[key.place]
            else:
                self._words[key.place].remove(key, listener)
                if not self._words[key.place]:
                    del self._words[key.place]

    @property
    def asked_of_all(self) -> int:
        return len(self._always)

    def is_deaf_to(self, words: list[str]) -> bool:
        """Whether a text of these words has no chance, as far as that can be told at once."""
        if self._always or self._values or self._words.keys() - _ONLY_SEARCHED:
            return False
        if len(words) >= MAX_TOKENS:
            return False
        known = self._words.get(SEARCHED)
        return known is None or known.are_dull(words)

    def candidates(self, look: Look) -> Collection[Listener]:
        met = list(self._always)
        for place, words in self._words.items():
            if place == SEARCHED:
                met += words.met(look)
            else:
                for part in look.within(place):
                    met += words.met(part)
        for name, known in self._values.items():
            met += _met_by_value(name, known, look.document)
        if len(look.terms) >= MAX_TOKENS:
            # `text:` sees as many words of the text alone, so further than title and text together.
            return {*met, *self._met_in_parts(look)}
        there = look.known
        likely = [one for one in met if (also := one.also) is None or not also.isdisjoint(there)]
        # Two words of a query may have been met.
        return set(likely) if len(likely) > 1 else likely

    def _met_in_parts(self, look: Look) -> list[Listener]:
        words = self._words.get(SEARCHED)
        parts = look.within("title") + look.within("text")
        return [one for part in parts for one in words.met(part)] if words else []


class Words:
    """The keys that are looked for in texts of one place."""

    def __init__(self) -> None:
        self._whole: dict[str, Shelf] = {}
        self._beginnings: dict[str, Shelf] = {}
        self._lengths: tuple[int, ...] = ()
        self._raw: dict[str, Shelf] = {}
        self._scan: _RawScan | None = None
        # Of terms that came by before: those that meet no key, and whom the others find.
        self._dull: set[str] = set()
        self._found_by: dict[str, tuple[Listener, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self._whole or self._beginnings or self._raw)

    def add(self, key: Key, listener: Listener) -> None:
        self._shelves(key).setdefault(key.text, {})[listener] = None
        self._edited(key)

    def remove(self, key: Key, listener: Listener) -> None:
        _leave(self._shelves(key), key.text, listener)
        self._edited(key)

    def are_dull(self, words: list[str]) -> bool:
        return not self._raw and self._dull.issuperset(words)

    def met(self, look: Look) -> list[Listener]:
        met: list[Listener] = []
        found_by = self._found_by
        for term in look.known - self._dull:
            met += found_by[term] if term in found_by else self._find(term)
        if self._raw:
            if self._scan is None:
                self._scan = _RawScan(self._raw)
            met += self._scan.met(look.visible)
        return met

    def _shelves(self, key: Key) -> dict[str, Shelf]:
        match key.kind:
            case "begins":
                return self._beginnings
            case "holds":
                return self._raw
            case _:
                return self._whole

    def _edited(self, key: Key) -> None:
        match key.kind:
            case "holds":
                self._scan = None
            case "begins":
                self._dull.clear()
                self._found_by.clear()
                self._lengths = ()
            case _:
                self._dull.discard(key.text)
                self._found_by.pop(key.text, None)

    def _find(self, term: str) -> tuple[Listener, ...]:
        if len(self._dull) + len(self._found_by) >= _TERMS_REMEMBERED:
            self._dull.clear()
            self._found_by.clear()
        if not self._lengths:
            self._lengths = tuple(sorted({len(stem) for stem in self._beginnings}))
        found = list(self._whole.get(term, ()))
        for length in self._lengths:
            if length <= len(term):
                found += self._beginnings.get(term[:length], ())
        if found:
            self._found_by[term] = tuple(found)
        else:
            self._dull.add(term)
        return tuple(found)


class _RawScan:
    """One automaton for all `raw:` texts."""

    def __init__(self, shelves: Mapping[str, Shelf]) -> None:
        self._shelves = list(shelves.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(shelves))

    def met(self, text: str) -> list[Listener]:
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        numbers = {number for number, _, _ in found}
        return [listener for number in numbers for listener in self._shelves[number]]


def _leave(shelves: dict[str, Shelf], name: str, listener: Listener) -> None:
    shelf = shelves[name]
    del shelf[listener]
    if not shelf:
        del shelves[name]


def _met_by_value(name: str, known: Mapping[str, Shelf], document: Document) -> list[Listener]:
    spec = registry.field(name)
    value = document.values.get(spec.held_in)
    if value is None:
        return []
    texts = _domains(hosts(value)) if spec.kind == Kind.DOMAIN else carried(value)
    return [listener for text in texts for listener in known.get(text, ())]


def _domains(found: Iterable[str]) -> Iterator[str]:
    """Each host and every domain it is of."""
    for host in found:
        yield host
        while "." in host:
            host = host.partition(".")[2]
            yield host
