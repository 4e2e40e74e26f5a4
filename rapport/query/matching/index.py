"""Which queries have a chance for a document: those of whose keys it meets one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import ahocorasick_rs

from rapport.query import registry
from rapport.query.document import Document
from rapport.query.matching.evaluating import Test, carried, hosts
from rapport.query.matching.keys import SEARCHED, Key, Needs
from rapport.query.matching.look import Look
from rapport.query.registry import Kind

# Terms whose beginnings were looked up and need not be again.
_TERMS_REMEMBERED = 200_000


@dataclass(eq=False, slots=True)
class Listener:
    """One stored query: its test, how it is found, and what it has cost. No needs: asked of every document."""

    id: int
    holds: Test
    needs: Needs | None
    documents_before: int
    keys: frozenset[Key] = frozenset()
    evaluated: int = 0
    matched: int = 0
    nanoseconds: int = 0


# A dictionary, for its order and for leaving quickly.
Shelf: TypeAlias = "dict[Listener, None]"


class Index:
    """Listeners by their keys; they come and go at once.

    A dictionary of words beat an automaton over the text wherever most texts meet a key: the words are needed anyway, and
    `keys & words` is one call. The automaton finds what `raw:` asks for, which respects no words.
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

    def candidates(self, look: Look) -> Iterable[Listener]:
        """Each once."""
        met: list[Shelf] = [self._always] if self._always else []
        for place, words in self._words.items():
            if place == SEARCHED:
                words.find(look.known, look, met)
                continue
            for part in look.within(place):
                words.find(part.known, part, met)
        for name, known in self._values.items():
            met += _values_met(name, known, look.document)
        return met[0] if len(met) == 1 else set(chain.from_iterable(met))


class Words:
    """The keys that are looked for in texts of one place."""

    def __init__(self) -> None:
        self._whole: dict[str, Shelf] = {}
        self._beginnings: dict[str, Shelf] = {}
        self._lengths: tuple[int, ...] = ()
        self._raw: dict[str, Shelf] = {}
        self._scan: _RawScan | None = None
        # Terms that begin with none of the beginnings, and the beginnings of those that do.
        self._dull: set[str] = set()
        self._begun: dict[str, list[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._whole or self._beginnings or self._raw)

    def add(self, key: Key, listener: Listener) -> None:
        self._shelves(key).setdefault(key.text, {})[listener] = None
        self._edited(key)

    def remove(self, key: Key, listener: Listener) -> None:
        _leave(self._shelves(key), key.text, listener)
        self._edited(key)

    def find(self, known: set[str], look: Look, met: list[Shelf]) -> None:
        whole = self._whole
        for word in whole.keys() & known:
            met.append(whole[word])
        if self._beginnings:
            for term in known - self._dull:
                met += [self._beginnings[stem] for stem in self._begins(term)]
        if self._raw:
            if self._scan is None:
                self._scan = _RawScan(self._raw)
            met += self._scan.met(look.visible)

    def _shelves(self, key: Key) -> dict[str, Shelf]:
        match key.kind:
            case "begins":
                return self._beginnings
            case "holds":
                return self._raw
            case _:
                return self._whole

    def _edited(self, key: Key) -> None:
        if key.kind == "holds":
            self._scan = None
        if key.kind == "begins":
            self._dull.clear()
            self._begun.clear()
            self._lengths = tuple(sorted({len(stem) for stem in self._beginnings}))

    def _begins(self, term: str) -> list[str]:
        found = self._begun.get(term)
        if found is None:
            stems = [term[:length] for length in self._lengths if length <= len(term)]
            found = [stem for stem in stems if stem in self._beginnings]
            if len(self._dull) + len(self._begun) >= _TERMS_REMEMBERED:
                self._dull.clear()
                self._begun.clear()
            if found:
                self._begun[term] = found
            else:
                self._dull.add(term)
        return found


class _RawScan:
    """One automaton for all `raw:` texts."""

    def __init__(self, shelves: Mapping[str, Shelf]) -> None:
        self._shelves = list(shelves.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(shelves))

    def met(self, text: str) -> list[Shelf]:
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return [self._shelves[number] for number in {number for number, _, _ in found}]


def _leave(shelves: dict[str, Shelf], name: str, listener: Listener) -> None:
    shelf = shelves[name]
    del shelf[listener]
    if not shelf:
        del shelves[name]


def _values_met(name: str, known: Mapping[str, Shelf], document: Document) -> list[Shelf]:
    spec = registry.field(name)
    value = document.values.get(spec.held_in)
    if value is None:
        return []
    texts = _domains(hosts(value)) if spec.kind == Kind.DOMAIN else carried(value)
    return [known[text] for text in texts if text in known]


def _domains(found: Iterable[str]) -> Iterator[str]:
    """Each host and every domain it is of."""
    for host in found:
        yield host
        while "." in host:
            host = host.partition(".")[2]
            yield host
