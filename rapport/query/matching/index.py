"""Which queries hold for which documents of a batch, and which may: by arithmetic on arrays for all of them at once.

1. Words of the batch are looked up in the vocabulary of the queries; a matrix says which text holds which.
2. Each word leads to the queries that are found by it: pairs of document and query.
3. Each pair is asked its clauses in that matrix. Most queries need nothing more; the rest are evaluated for the pairs
   that are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from rapport.kit.text import terms, without_zero_width
from rapport.query import registry
from rapport.query.matching.batch import Batch
from rapport.query.matching.cutting import Numbers
from rapport.query.matching.evaluating import Test, carried, hosts
from rapport.query.matching.keys import SEARCHED, Key, Needs
from rapport.query.matching.programs import MOST_CLAUSES, Program, Sign
from rapport.query.matching.vocabulary import Lists, Vocabulary, ranges
from rapport.query.registry import Kind
from rapport.query.tree import Prefix, Term
from rapport.query.values import texts_of

_DENIED = 1 << (MOST_CLAUSES + 1)


@dataclass(eq=False, slots=True)
class Listener:
    """One stored query: what it asks, how it is found, and what it has cost. No needs: asked of every document."""

    id: int
    program: Program
    holds: Test
    needs: Needs | None
    documents_before: int
    keys: frozenset[Key] = frozenset()
    asked: int = 0
    evaluated: int = 0
    matched: int = 0
    nanoseconds: int = 0


class Found(NamedTuple):
    """Pairs of a document's number and a listener's: those that hold, those to be evaluated, and how many were asked."""

    documents: Numbers
    listeners: Numbers
    to_evaluate: tuple[Numbers, Numbers]
    asked: Numbers


class Index:
    """Built once from listeners, in the order of their ids; one can leave at any time."""

    def __init__(self, listeners: Iterable[Listener]) -> None:
        self.listeners = sorted(listeners, key=lambda listener: listener.id)
        self.ids = np.array([one.id for one in self.listeners], dtype=np.int64)
        self.asked, self.matched, self.nanoseconds = np.zeros((3, len(self.listeners)), np.int64)
        self._numbers = {one.id: number for number, one in enumerate(self.listeners)}
        self._is_there = np.ones(len(self.listeners), dtype=np.bool_)
        self._vocabulary = _vocabulary(self.listeners)
        by_sign: list[list[int]] = [[] for _ in range(len(self._vocabulary))]
        self._always: list[int] = []
        self._elsewhere = _Elsewhere()
        for number, listener in enumerate(self.listeners):
            if listener.needs is None:
                self._always.append(number)
            for key in listener.keys:
                if (sign := _sign(key)) is None:
                    self._elsewhere.add(key, number)
                else:
                    by_sign[self._id(sign)].append(number)
        self._by_sign = Lists(by_sign)
        self._programs = _Programs([self._entries(one.program) for one in self.listeners])
        self._exact = np.array([one.program.exact for one in self.listeners], dtype=np.bool_)
        # Which text holds which word; the column past the last word is always true.
        self._held = np.zeros((0, len(self._vocabulary) + 1), dtype=np.bool_)

    def remove(self, id: int) -> None:
        self._is_there[self._numbers.pop(id)] = False

    def find(self, batch: Batch) -> Found:
        texts, ids = self._met(batch)
        documents, listeners = self._candidates(batch, texts, ids)
        held = self._room(len(batch.documents))
        held[texts, ids] = True
        holds = self._programs.hold(held, documents, listeners) & self._is_there[listeners]
        held[texts, ids] = False
        asked = np.bincount(listeners, minlength=len(self.listeners))
        self.asked += asked
        # Two keys of a query may have been met.
        pairs = np.unique(documents[holds] * len(self.listeners) + listeners[holds])
        documents, listeners = np.divmod(pairs, max(1, len(self.listeners)))
        exact = self._exact[listeners]
        self.matched += np.bincount(listeners[exact], minlength=len(self.listeners))
        rest = (documents[~exact], listeners[~exact])
        return Found(documents[exact], listeners[exact], rest, asked)

    def _candidates(self, batch: Batch, texts: Numbers, ids: Numbers) -> tuple[Numbers, Numbers]:
        """Pairs of a document and a listener one of whose keys it meets."""
        pairs = [self._by_sign.pairs(texts, ids)]
        if batch.further:
            pairs.append(self._by_sign.pairs(*self._met_by(batch.further)))
        if elsewhere := list(self._elsewhere.pairs(batch)):
            pairs.append((np.array(elsewhere)[:, 0], np.array(elsewhere)[:, 1]))
        if self._always:
            every = np.arange(len(batch.documents))
            pairs.append((np.repeat(every, len(self._always)), np.tile(self._always, len(every))))
        return np.concatenate([one for one, _ in pairs]), np.concatenate([two for _, two in pairs])

    def to_evaluate(self, found: Found) -> Iterator[tuple[int, Listener]]:
        documents, listeners = found.to_evaluate
        for document, number in zip(documents.tolist(), listeners.tolist(), strict=True):
            yield document, self.listeners[number]

    def settle(self) -> None:
        """Write what was counted onto the listeners."""
        for number in np.flatnonzero(self.asked).tolist():
            listener = self.listeners[number]
            listener.asked += int(self.asked[number])
            listener.matched += int(self.matched[number])
            listener.nanoseconds += int(self.nanoseconds[number])
        for counts in (self.asked, self.matched, self.nanoseconds):
            counts[:] = 0

    def _met(self, batch: Batch) -> tuple[Numbers, Numbers]:
        """Pairs of a document and a word or beginning it holds."""
        texts, ids = self._vocabulary.met(batch.cut)
        texts = batch.owners[texts]
        if batch.odd:
            odd_texts, odd_ids = self._met_by(batch.odd)
            texts, ids = np.concatenate((texts, odd_texts)), np.concatenate((ids, odd_ids))
        return texts, ids

    def _met_by(self, terms_of: Mapping[int, set[str]]) -> tuple[Numbers, Numbers]:
        met = [(n, id) for n, found in terms_of.items() for id in self._vocabulary.met_by(found)]
        pairs = np.array(met, dtype=np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def _room(self, texts: int) -> NDArray[np.bool_]:
        if len(self._held) < texts:
            self._held = np.zeros((texts, self._held.shape[1]), dtype=np.bool_)
            self._held[:, -1] = True
        return self._held

    def _id(self, sign: Sign) -> int:
        match sign:
            case Term():
                return self._vocabulary.word(sign.term)
            case Prefix():
                return self._vocabulary.stem(sign.stem)

    def _entries(self, program: Program) -> list[tuple[int, int]]:
        """Pairs of a word and the bit it sets where it is held. One at least, which is always held and sets none."""
        entries = [(len(self._vocabulary), 0)]
        for number, clause in enumerate(program.clauses):
            entries += ((self._id(sign), 1 << number) for sign in clause)
        entries += ((self._id(sign), _DENIED) for sign in program.denied)
        return entries


class _Programs:
    """The clauses of many queries, one after the other: of each a word and a bit, and which bits make a whole."""

    def __init__(self, programs: Sequence[Sequence[tuple[int, int]]]) -> None:
        self._counts = np.array([len(one) for one in programs], dtype=np.int64)
        self._first = np.cumsum(self._counts) - self._counts
        self._words = np.array([word for one in programs for word, _ in one], dtype=np.int64)
        self._bits = np.array([bit for one in programs for _, bit in one], dtype=np.int64)
        self._whole = np.array([_whole(one) for one in programs], dtype=np.int64)

    def hold(
        self, held: NDArray[np.bool_], documents: Numbers, listeners: Numbers
    ) -> NDArray[np.bool_]:
        """Of each pair, whether every clause has a word that is held, and nothing denied is."""
        if not len(listeners):
            return np.zeros(0, dtype=np.bool_)
        counts = self._counts.take(listeners)
        entries = ranges(self._first.take(listeners), counts)
        row = np.repeat(documents * held.shape[1], counts)
        there = held.ravel().take(row + self._words.take(entries))
        bits = np.where(there, self._bits.take(entries), 0)
        whole = np.bitwise_or.reduceat(bits, np.cumsum(counts) - counts)
        same: NDArray[np.bool_] = whole == self._whole.take(listeners)
        return same


def _whole(entries: Sequence[tuple[int, int]]) -> int:
    found = 0
    for _, bit in entries:
        found |= bit
    return found & ~_DENIED


class _Elsewhere:
    """Keys that are not words of the searched text: values, `raw:` texts, and words in texts of fields."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, list[int]]] = {}
        self._raw: dict[str, dict[str, list[int]]] = {}
        self._words: dict[str, dict[Sign, list[int]]] = {}
        self._scans: dict[str, ahocorasick_rs.AhoCorasick] = {}

    def add(self, key: Key, number: int) -> None:
        match key.kind:
            case "value":
                shelves = self._values.setdefault(key.place, {})
            case "holds":
                shelves = self._raw.setdefault(key.place, {})
            case _:
                sign = Term(key.text) if key.kind == "word" else Prefix(key.text)
                self._words.setdefault(key.place, {}).setdefault(sign, []).append(number)
                return
        shelves.setdefault(key.text, []).append(number)

    def pairs(self, batch: Batch) -> Iterator[tuple[int, int]]:
        for name, shelves in self._values.items():
            yield from _by_value(name, shelves, batch)
        for place, shelves in self._raw.items():
            yield from self._by_raw(place, shelves, batch)
        for place, signs in self._words.items():
            for document, text in _texts(batch, place):
                for term in set(terms(text)):
                    for sign in _signs_of(term, signs):
                        yield from ((document, number) for number in signs[sign])

    def _by_raw(
        self, place: str, shelves: dict[str, list[int]], batch: Batch
    ) -> Iterator[tuple[int, int]]:
        if place not in self._scans:
            self._scans[place] = ahocorasick_rs.AhoCorasick(list(shelves))
        scan, listed = self._scans[place].find_matches_as_indexes, list(shelves.values())
        for document, text in _texts(batch, place):
            for pattern in {found[0] for found in scan(without_zero_width(text), overlapping=True)}:
                yield from ((document, number) for number in listed[pattern])


def _texts(batch: Batch, place: str) -> Iterator[tuple[int, str]]:
    if place == SEARCHED:
        yield from enumerate(batch.searched)
    else:
        for number, document in enumerate(batch.documents):
            yield from ((number, text) for text in texts_of(document, place))


def _signs_of(term: str, signs: dict[Sign, list[int]]) -> Iterator[Sign]:
    if (whole := Term(term)) in signs:
        yield whole
    for length in range(1, len(term) + 1):
        if (begun := Prefix(term[:length])) in signs:
            yield begun


def _by_value(name: str, shelves: dict[str, list[int]], batch: Batch) -> Iterator[tuple[int, int]]:
    spec = registry.field(name)
    for document, given in enumerate(batch.documents):
        value = given.values.get(spec.held_in)
        if value is not None:
            texts = _domains(hosts(value)) if spec.kind == Kind.DOMAIN else carried(value)
            yield from ((document, one) for text in texts for one in shelves.get(text, ()))


def _domains(found: Iterable[str]) -> Iterator[str]:
    """Each host and every domain it is of."""
    for host in found:
        yield host
        while "." in host:
            host = host.partition(".")[2]
            yield host


def _sign(key: Key) -> Sign | None:
    """The word or beginning a key looks for in the searched text."""
    if key.place != SEARCHED:
        return None
    match key.kind:
        case "word":
            return Term(key.text)
        case "begins":
            return Prefix(key.text)
        case _:
            return None


def _vocabulary(listeners: Iterable[Listener]) -> Vocabulary:
    signs: set[Sign] = set()
    for listener in listeners:
        signs |= listener.program.denied.union(*listener.program.clauses)
        signs |= {sign for key in listener.keys if (sign := _sign(key)) is not None}
    return Vocabulary(
        {sign.term for sign in signs if isinstance(sign, Term)},
        {sign.stem for sign in signs if isinstance(sign, Prefix)},
    )
