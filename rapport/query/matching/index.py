"""Which queries have a chance for which document of a batch: their keys, met by one scan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import ahocorasick_rs

from rapport.query import registry
from rapport.query.document import Document
from rapport.query.matching.evaluating import Test, carried, hosts
from rapport.query.matching.keys import SEARCHED, Key, Needs
from rapport.query.matching.sifting import Sifted, Strip, sift
from rapport.query.registry import Kind
from rapport.query.values import texts_of


@dataclass(eq=False, slots=True)
class Listener:
    """One stored query: its test, how it is found, and what it has cost. No keys: asked of every document."""

    id: int
    holds: Test
    needs: Needs | None
    keys: frozenset[Key] = frozenset()
    evaluated: int = 0
    matched: int = 0
    nanoseconds: int = 0
    documents_before: int = 0


@dataclass(frozen=True)
class Batch:
    """Documents to be matched together; their texts are prepared once for every index."""

    documents: Sequence[Document]
    _sifted: dict[str, Sifted] = field(default_factory=dict)

    @cached_property
    def searched(self) -> list[str]:
        return [d.text if not d.title else d.searched for d in self.documents]

    def sifted(self, place: str) -> Sifted:
        if place not in self._sifted:
            self._sifted[place] = self._sift(place)
        return self._sifted[place]

    def _sift(self, place: str) -> Sifted:
        if place == SEARCHED:
            return sift(self.searched, range(len(self.documents)))
        found = [
            (text, number)
            for number, document in enumerate(self.documents)
            for text in texts_of(document, place)
        ]
        return sift([text for text, _ in found], [number for _, number in found])


class Index:
    """Listeners by their keys. Built once; a listener can leave at any time."""

    def __init__(self, listeners: Iterable[Listener]) -> None:
        self._always: list[Listener] = []
        self._foreign: dict[str, list[Listener]] = {}
        self._values: dict[str, dict[str, list[Listener]]] = {}
        patterns: dict[str, dict[str, list[Listener]]] = {}
        for listener in listeners:
            if listener.needs is None:
                self._always.append(listener)
            for key in listener.keys:
                self._shelf(key, patterns).append(listener)
        self._scans = [_Scan(place, found) for place, found in patterns.items()]

    def remove(self, listener: Listener) -> None:
        if listener.needs is None:
            self._always.remove(listener)
        patterns = {scan.place: scan.found_by for scan in self._scans}
        for key in listener.keys:
            self._shelf(key, patterns).remove(listener)

    def find(self, batch: Batch, candidates: list[set[Listener]]) -> None:
        """Add to `candidates`, one set for each document."""
        for scan in self._scans:
            for number, listeners in scan.met(batch.sifted(scan.place)):
                candidates[number].update(listeners)
        for place, listeners in self._foreign.items():
            for number in batch.sifted(place).foreign:
                candidates[number].update(listeners)
        for name, known in self._values.items():
            _look_up(name, known, batch.documents, candidates)
        if self._always:
            for found in candidates:
                found.update(self._always)

    def _shelf(self, key: Key, patterns: dict[str, dict[str, list[Listener]]]) -> list[Listener]:
        match key.kind:
            case "value":
                return self._values.setdefault(key.place, {}).setdefault(key.text, [])
            case "foreign":
                return self._foreign.setdefault(key.place, [])
            case _:
                return patterns.setdefault(key.place, {}).setdefault(_pattern(key), [])


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

    def __init__(self, place: str, found_by: dict[str, list[Listener]]) -> None:
        self.place = place
        self.found_by = found_by
        self._listeners = list(found_by.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(found_by), store_patterns=False)

    def met(self, sifted: Sifted) -> Iterator[tuple[int, list[Listener]]]:
        """Numbers of documents and the listeners of a key that was met there."""
        for strip in sifted.strips:
            if strip.owners:
                yield from self._met_in(strip)

    def _met_in(self, strip: Strip) -> Iterator[tuple[int, list[Listener]]]:
        listeners, ends, owners = self._listeners, strip.ends, strip.owners
        number, end = 0, ends[0]
        # In the order of their ends, and every match lies within the stretch of one text.
        for pattern, start, _ in self._automaton.find_matches_as_indexes(
            strip.text, overlapping=True
        ):
            while start >= end:
                number += 1
                end = ends[number]
            yield owners[number], listeners[pattern]


def _look_up(
    name: str,
    known: Mapping[str, list[Listener]],
    documents: Sequence[Document],
    candidates: list[set[Listener]],
) -> None:
    spec = registry.field(name)
    of_domain = spec.kind == Kind.DOMAIN
    for number, document in enumerate(documents):
        value = document.values.get(spec.held_in)
        if value is None:
            continue
        for text in _domains(hosts(value)) if of_domain else carried(value):
            if listeners := known.get(text):
                candidates[number].update(listeners)


def _domains(found: Iterable[str]) -> Iterator[str]:
    """Each host and every domain it is of."""
    for host in found:
        yield host
        while "." in host:
            host = host.partition(".")[2]
            yield host
