"""The matcher: stored queries, put and dropped while the stream goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from time import perf_counter_ns, thread_time_ns
from types import MappingProxyType
from typing import Any

from rapport.kit.text import terms
from rapport.query.document import Document
from rapport.query.matching.batch import Batch
from rapport.query.matching.costs import Cost, Outlook
from rapport.query.matching.evaluating import evaluator
from rapport.query.matching.frequencies import Frequencies
from rapport.query.matching.index import Found, Index, Listener
from rapport.query.matching.keys import Key, Needs, cheapest, needs_of
from rapport.query.matching.look import Look
from rapport.query.matching.overruns import Overrun, Watch
from rapport.query.matching.programs import program_of
from rapport.query.tree import Node

# As collectors flush them. More at once is cut: the larger the batch, the less of it stays in the processor's cache.
BATCH = 500
# Arrays of a batch take about fifty bytes a character.
_CHARACTERS = 250_000
# Queries that nothing finds are asked of every document: a hundred of them take about 30 µs each time.
ALWAYS_AT_MOST = 100
# Queries put since the index was built have a small index of their own, until there are so many.
_FRESH_AT_MOST = 256
# The first texts are all learned from, then one in 64; keys are chosen anew whenever four times as much was learned.
_LEARN_FROM_ALL = 500
_LEARN_FROM_ONE_IN = 64
_PLAN_AFTER = 250
# Queries planned anew before each batch, so that no document waits for ten thousand.
_PLANNED_AT_ONCE = 1_000
_TIME_ONE_BATCH_IN = 16


class TooBroad(ValueError):
    """A query that names no word, author, site or list to be found by, past the number of those we can ask everybody."""


class Matcher:
    """Queries by id. Not for several threads at once.

    `refused` holds the queries given at the start that could not be taken, with the reason: an unknown field, an
    unresolved name, or being too broad. All others are matched. `learned` is what `learned()` of an earlier one gave;
    anything else is as good as nothing.
    """

    def __init__(
        self,
        queries: Mapping[int, Node],
        *,
        always_at_most: int = ALWAYS_AT_MOST,
        learned: object = None,
    ) -> None:
        self._always_at_most = always_at_most
        self._main = Index(())
        self._side: Index | None = None
        self.refused: dict[int, str] = {}
        self._listeners: dict[int, Listener] = {}
        self._fresh: dict[int, Listener] = {}
        self._frequencies = Frequencies.taken_up(learned)
        self._watch = Watch()
        self._plan_at = max(_PLAN_AFTER, 4 * self._frequencies.texts)
        self._to_plan: list[Listener] = []
        self._planned: list[tuple[Listener, frozenset[Key]]] = []
        self._documents = self._batches = self._asked_of_all = 0
        for id, tree in queries.items():
            try:
                self.put(id, tree)
            except (LookupError, ValueError) as error:
                self.refused[id] = str(error)
        self._build()

    def __len__(self) -> int:
        return len(self._listeners)

    def put(self, id: int, tree: Node) -> None:
        """Add a query or replace it; the next document is asked it. Its costs begin anew.

        Raises TooBroad, LookupError for an unknown field, ValueError for a named query that was not resolved. Then
        nothing has changed.
        """
        needs = needs_of(tree)
        listener = Listener(id, program_of(tree), evaluator(tree), needs, self._documents)
        before = self._listeners.get(id)
        others = self._asked_of_all - (before is not None and before.needs is None)
        if needs is None and others >= self._always_at_most:
            raise TooBroad(
                "This query names no word, author, site or list it could be found by, and there are already"
                f" {self._always_at_most} such queries. Add a word that must be in the text."
            )
        if needs is not None:
            listener.keys = self._keys(needs)
        self.drop(id)
        self._listeners[id] = self._fresh[id] = listener
        self._asked_of_all += needs is None
        self._drop_side()

    def drop(self, id: int) -> None:
        """Take a query out; nothing happens where there is none."""
        listener = self._listeners.pop(id, None)
        if listener is None:
            return
        self._watch.forget(id)
        self._asked_of_all -= listener.needs is None
        if self._fresh.pop(id, None) is None:
            self._main.remove(id)
        self._drop_side()

    def matches(self, document: Document, *, now: datetime) -> list[int]:
        """Ids of the queries that hold, in ascending order."""
        return self.match_batch([document], now=now)[0]

    def match_batch(self, documents: Sequence[Document], *, now: datetime) -> list[list[int]]:
        """`matches` of each; several times faster by the document when hundreds are given."""
        found: list[list[int]] = []
        for batch in _batches(documents):
            found += self._timed_match(batch, now)
        return found

    @property
    def texts_learned(self) -> int:
        """How many texts it has learned from how common words are."""
        return self._frequencies.texts

    def learned(self) -> Mapping[str, Any]:
        """How common words are in the stream, as JSON knows it, for the matcher of the next start."""
        return self._frequencies.kept()

    def overruns(self) -> Mapping[int, Overrun]:
        """Queries that go on taking more than their share of the time; whoever asks drops them, or not."""
        return self._watch.found()

    def costs(self) -> Mapping[int, Cost]:
        """By query, what asking it has cost."""
        self._main.settle()
        self._drop_side()
        total = sum(one.nanoseconds for one in self._listeners.values()) or 1
        return MappingProxyType(
            {
                id: Cost(
                    documents=self._documents - one.documents_before,
                    asked=one.asked,
                    evaluated=one.evaluated,
                    matched=one.matched,
                    share_of_time=one.nanoseconds / total,
                )
                for id, one in self._listeners.items()
            }
        )

    def outlook(self, tree: Node) -> Outlook:
        """What a query would cost, as far as the stream has been seen. Raises as `put` does, but for TooBroad."""
        evaluator(tree)
        needs = needs_of(tree)
        if needs is None:
            return Outlook(1.0, ())
        choice = cheapest(needs, self._frequencies.share_of)
        return Outlook(choice.share, tuple(sorted(map(_in_words, choice.keys))))

    def _timed_match(self, documents: Sequence[Document], now: datetime) -> list[list[int]]:
        self._batches += 1
        if not self._is_timed():
            return self._match(Batch(documents), now)
        began = thread_time_ns()
        found = self._match(Batch(documents), now)
        self._watch.note_batch(len(documents), thread_time_ns() - began)
        return found

    def _is_timed(self) -> bool:
        return self._batches % _TIME_ONE_BATCH_IN == 1

    def _match(self, batch: Batch, now: datetime) -> list[list[int]]:
        indexes = self._indexes()
        self._learn(batch)
        self._documents += len(batch.documents)
        found: list[list[int]] = [[] for _ in batch.documents]
        looks: dict[int, Look] = {}
        for index in indexes:
            there = self._timed_find(index, batch)
            ids = index.ids[there.listeners].tolist()
            for document, id in zip(there.documents.tolist(), ids, strict=True):
                found[document].append(id)
            for document, listener in index.to_evaluate(there):
                if document not in looks:
                    looks[document] = _look(batch, document, now)
                if self._holds(listener, looks[document]):
                    found[document].append(listener.id)
        for of_document in found:
            if len(of_document) > 1:
                of_document.sort()
        return found

    def _timed_find(self, index: Index, batch: Batch) -> Found:
        """What each query has had of the time that all take together is told by how often it was asked."""
        if not self._is_timed():
            return index.find(batch)
        began = perf_counter_ns()
        there = index.find(batch)
        index.nanoseconds += there.asked * (
            (perf_counter_ns() - began) // max(1, there.asked.sum())
        )
        return there

    def _holds(self, listener: Listener, look: Look) -> bool:
        listener.evaluated += 1
        if self._is_timed():
            # Processor time: what a busy neighbour takes is not the query's.
            began = thread_time_ns()
            holds = listener.holds(look)
            taken = thread_time_ns() - began
            listener.nanoseconds += taken
            self._watch.note(listener.id, taken)
        else:
            holds = listener.holds(look)
        listener.matched += holds
        return holds

    def _indexes(self) -> list[Index]:
        """Up to date: the small one after each edit, the main one after many or with new plans."""
        self._plan()
        if len(self._fresh) > _FRESH_AT_MOST:
            self._build()
        if self._side is None:
            self._side = Index(self._fresh.values())
        return [self._main, self._side] if self._fresh else [self._main]

    def _build(self) -> None:
        """Index everything: about 0.2 s for 10,000 queries."""
        self._main.settle()
        if self._side is not None:
            self._side.settle()
        self._main = Index(self._listeners.values())
        self._fresh = {}
        self._side = None

    def _plan(self) -> None:
        """Choose keys anew by what has been learned, some queries at a time, and index them when all are chosen."""
        if self._frequencies.texts >= self._plan_at:
            self._plan_at = 4 * self._frequencies.texts
            self._frequencies.settle()
            self._to_plan = list(self._listeners.values())
            self._planned = []
        if not self._to_plan:
            return
        for listener in self._to_plan[-_PLANNED_AT_ONCE:]:
            if listener.needs is not None:
                self._planned.append((listener, self._keys(listener.needs)))
        del self._to_plan[-_PLANNED_AT_ONCE:]
        if not self._to_plan:
            for listener, keys in self._planned:
                listener.keys = keys
            self._planned = []
            self._build()

    def _keys(self, needs: Needs) -> frozenset[Key]:
        return cheapest(needs, self._frequencies.share_of).keys

    def _learn(self, batch: Batch) -> None:
        every = 1 if self._frequencies.texts < _LEARN_FROM_ALL else _LEARN_FROM_ONE_IN
        for number in range(-self._documents % every, len(batch.documents), every):
            self._frequencies.learn(terms(batch.searched[number]))

    def _drop_side(self) -> None:
        """What was put since the main index was built is indexed again before the next document."""
        if self._side is not None:
            self._side.settle()
            self._side = None


def _batches(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        texts = [d.text for d in batch]
        titles = [d.title for d in batch]
        if sum(map(len, texts)) + sum(map(len, titles)) <= _CHARACTERS:
            yield batch
        else:
            yield from _cut_by_size(batch)


def _cut_by_size(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    start = characters = 0
    for number, document in enumerate(documents):
        characters += len(document.text) + len(document.title)
        if characters > _CHARACTERS and number > start:
            yield documents[start:number]
            start, characters = number, len(document.text) + len(document.title)
    yield documents[start:]


def _look(batch: Batch, document: int, now: datetime) -> Look:
    text = batch.searched[document]
    return Look(batch.documents[document], text, terms(text), now)


def _in_words(key: Key) -> str:
    match key.kind:
        case "value":
            return f"{key.place}:{key.text}"
        case "begins":
            return f"{key.text}*"
        case "holds":
            return f"raw:{key.text}"
        case "word":
            return key.text
