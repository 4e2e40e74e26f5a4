"""Which queries have a chance for which document of a batch: those of whose keys it meets one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import ahocorasick_rs

from rapport.kit.text import MAX_TOKENS, terms
from rapport.query import registry
from rapport.query.document import Document
from rapport.query.matching.evaluating import Test, carried, hosts
from rapport.query.matching.keys import SEARCHED, Key, Needs, Plan
from rapport.query.matching.sifting import Sifted, Strip, are_terms, sift
from rapport.query.registry import Kind
from rapport.query.values import texts_of


@dataclass(eq=False, slots=True)
class Listener:
    """One stored query: its test, how it is found, and what it has cost. No needs: asked of every document.

    `also`: pieces of which one must be in the searched text too, asked before the text is cut into exact terms.
    """

    id: int
    holds: Test
    needs: Needs | None
    documents_before: int
    keys: frozenset[Key] = frozenset()
    also: frozenset[str] | None = None
    spaced: tuple[str, ...] = ()
    evaluated: int = 0
    matched: int = 0
    nanoseconds: int = 0

    def be_found_by(self, planned: Plan) -> None:
        self.keys, self.also = planned.keys, planned.also
        self.spaced = tuple(f" {piece} " for piece in planned.also or ())


# By number of the document in its batch. Two keys of a query may have been met there.
Candidates: TypeAlias = dict[int, set[Listener]]


@dataclass(frozen=True)
class Batch:
    """Documents to be matched together; their texts are prepared once for every index."""

    documents: Sequence[Document]
    # By number of the document, of searched texts that had to be cut.
    pieces: dict[int, list[str]] = field(default_factory=dict)
    _sifted: dict[str, Sifted] = field(default_factory=dict)

    @cached_property
    def searched(self) -> list[str]:
        return [d.text if not d.title else d.searched for d in self.documents]

    def terms(self, number: int) -> list[str]:
        """The exact terms of the searched text of a document."""
        text = self.searched[number]
        pieces = self.pieces.get(number)
        return terms(text) if pieces is None or not are_terms(pieces, text) else pieces

    def sifted(self, place: str) -> Sifted:
        if place not in self._sifted:
            self._sifted[place] = self._sift(place)
        return self._sifted[place]

    def _sift(self, place: str) -> Sifted:
        if place == SEARCHED and max(map(len, self.searched), default=0) <= MAX_TOKENS:
            return sift(self.searched, range(len(self.documents)))
        found = [
            (text, number)
            for number, document in enumerate(self.documents)
            for text in self._texts_of(document, place)
        ]
        return sift([text for text, _ in found], [number for _, number in found])

    def _texts_of(self, document: Document, place: str) -> tuple[str, ...]:
        if place != SEARCHED:
            return texts_of(document, place)
        # `text:` looks at the first words of the text alone, so further than those of title and text together.
        return (document.searched, document.text) if document.title else (document.text,)


class Index:
    """Listeners by their keys. Built once; a listener can leave at any time."""

    def __init__(self, listeners: Iterable[Listener]) -> None:
        self._always: list[Listener] = []
        self._foreign: dict[str, list[Listener]] = {}
        self._values: dict[str, dict[str, list[Listener]]] = {}
        self._patterns: dict[str, dict[str, list[Listener]]] = {}
        for listener in listeners:
            for shelf in self._shelves(listener):
                shelf.append(listener)
        self._scans = {place: _Scan(found) for place, found in self._patterns.items()}

    def remove(self, listener: Listener) -> None:
        """One that was given, with its keys as they were then."""
        for shelf in self._shelves(listener):
            shelf.remove(listener)

    def find(self, batch: Batch, candidates: Candidates) -> None:
        """Add to the candidates."""
        for place, scan in self._scans.items():
            for strip in batch.sifted(place).strips:
                met = scan.met(strip)
                if place == SEARCHED:
                    met = _likely(met, strip, batch.pieces)
                _gather(met, strip, candidates)
        for place, listeners in self._foreign.items():
            for number in batch.sifted(place).foreign:
                candidates.setdefault(number, set()).update(listeners)
        for name, known in self._values.items():
            _look_up(name, known, batch.documents, candidates)
        if self._always:
            for number in range(len(batch.documents)):
                candidates.setdefault(number, set()).update(self._always)

    def _shelves(self, listener: Listener) -> list[list[Listener]]:
        if listener.needs is None:
            return [self._always]
        # A word and a beginning may come to the same pattern.
        return list({id(shelf): shelf for shelf in map(self._shelf, listener.keys)}.values())

    def _shelf(self, key: Key) -> list[Listener]:
        match key.kind:
            case "value":
                return self._values.setdefault(key.place, {}).setdefault(key.text, [])
            case "foreign":
                return self._foreign.setdefault(key.place, [])
            case _:
                return self._patterns.setdefault(key.place, {}).setdefault(_pattern(key), [])


def _pattern(key: Key) -> str:
    match key.kind:
        case "word":
            return f" {key.text} "
        case "begins":
            return f" {key.text}"
        case _:
            return key.text


class _Scan:
    """One automaton for all keys that are looked for in one place."""

    def __init__(self, shelves: dict[str, list[Listener]]) -> None:
        self._shelves = list(shelves.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(shelves), store_patterns=False)

    def met(self, strip: Strip) -> dict[int, list[Listener]]:
        """By number of the text in its strip, the listeners of the keys that were met there."""
        found: dict[int, list[Listener]] = {}
        if not strip.ends:
            return found
        shelves, ends = self._shelves, strip.ends
        number, end = -1, 0
        met: list[Listener] = []
        # In the order of their ends, and every match lies within the stretch of one text.
        for pattern, start, _ in self._automaton.find_matches_as_indexes(
            strip.text, overlapping=True
        ):
            if start >= end:
                while start >= end:
                    number += 1
                    end = ends[number]
                met = found[number] = []
            met += shelves[pattern]
        return found


def _likely(
    met: dict[int, list[Listener]], strip: Strip, pieces: dict[int, list[str]]
) -> dict[int, list[Listener]]:
    """Those whose other words are there as well. Notes the pieces of their texts, where they had to be cut for that."""
    found = {}
    for number, listeners in met.items():
        # One or two look for their words quicker than a set of all words is made.
        if len(listeners) <= 2:
            text = strip.stretch(number)
            likely = [one for one in listeners if one.also is None or _holds(text, one.spaced)]
        else:
            words = pieces[strip.owners[number]] = strip.pieces(number)
            there = set(words)
            likely = [
                one for one in listeners if (also := one.also) is None or not also.isdisjoint(there)
            ]
        if likely:
            found[number] = likely
    return found


def _holds(text: str, spaced: tuple[str, ...]) -> bool:
    for word in spaced:  # noqa: SIM110 - any() with a generator takes three times as long, and this is asked of every post
        if word in text:
            return True
    return False


def _gather(met: dict[int, list[Listener]], strip: Strip, candidates: Candidates) -> None:
    owners = strip.owners
    for number, listeners in met.items():
        owner = owners[number]
        if owner in candidates:
            candidates[owner].update(listeners)
        else:
            candidates[owner] = set(listeners)


def _look_up(
    name: str,
    known: Mapping[str, list[Listener]],
    documents: Sequence[Document],
    candidates: Candidates,
) -> None:
    spec = registry.field(name)
    of_domain = spec.kind == Kind.DOMAIN
    for number, document in enumerate(documents):
        value = document.values.get(spec.held_in)
        if value is None:
            continue
        for text in _domains(hosts(value)) if of_domain else carried(value):
            if listeners := known.get(text):
                candidates.setdefault(number, set()).update(listeners)


def _domains(found: Iterable[str]) -> Iterator[str]:
    """Each host and every domain it is of."""
    for host in found:
        yield host
        while "." in host:
            host = host.partition(".")[2]
            yield host
