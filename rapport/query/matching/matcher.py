"""The matcher: stored queries, put and dropped while the stream goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from time import perf_counter_ns
from types import MappingProxyType

from rapport.query.document import Document
from rapport.query.matching.costs import Cost, Outlook
from rapport.query.matching.evaluating import evaluator
from rapport.query.matching.frequencies import Frequencies
from rapport.query.matching.index import Batch, Index, Listener
from rapport.query.matching.keys import SEARCHED, Choice, Key, Needs, cheapest, needs_of
from rapport.query.matching.look import Look
from rapport.query.tree import Node

# As collectors flush them; more at once is cut.
BATCH = 500
# Queries that nothing finds are asked of every document: a hundred of them take about 20 µs each time.
ALWAYS_AT_MOST = 100
# Queries put since the index was built; they have a small index of their own.
_FRESH_AT_MOST = 256
# The first texts are all learned from, then one in 64.
_LEARN_FROM_ALL = 500
_LEARN_FROM_ONE_IN = 64
_TIMED_ONE_BATCH_IN = 16


class TooBroad(ValueError):
    """A query that names no word, author, site or list to be found by, past the number of those we can ask everybody."""


class Matcher:
    """Queries by id. Not for several threads at once.

    `refused` holds the queries given at the start that could not be taken, with the reason: an unknown field, an
    unresolved name, or being too broad. All others are matched.
    """

    def __init__(self, queries: Mapping[int, Node]) -> None:
        self.refused: dict[int, str] = {}
        self._listeners: dict[int, Listener] = {}
        self._fresh: dict[int, Listener] = {}
        self._frequencies = Frequencies()
        self._plan_again_at = 250
        self._documents = 0
        self._batches = 0
        self._main = self._side = Index(())
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
        listener = Listener(id, evaluator(tree), needs_of(tree), documents_before=self._documents)
        self._choose_keys(listener)
        if listener.needs is None and self._asked_of_all(apart_from=id) >= ALWAYS_AT_MOST:
            raise TooBroad(
                "This query names no word, author, site or list it could be found by, and there are already"
                f" {ALWAYS_AT_MOST} such queries. Add a word that must be in the text."
            )
        self.drop(id)
        self._listeners[id] = self._fresh[id] = listener
        self._side_is_old = True

    def drop(self, id: int) -> None:
        """Take a query out; nothing happens where there is none."""
        listener = self._listeners.pop(id, None)
        if listener is None:
            return
        if self._fresh.pop(id, None) is None:
            self._main.remove(listener)
        self._side_is_old = True

    def matches(self, document: Document, *, now: datetime) -> list[int]:
        """Ids of the queries that hold, in ascending order."""
        return self.match_batch([document], now=now)[0]

    def match_batch(self, documents: Sequence[Document], *, now: datetime) -> list[list[int]]:
        """`matches` of each; several times faster by the document when hundreds are given."""
        found: list[list[int]] = []
        for start in range(0, len(documents), BATCH):
            found += self._match(Batch(documents[start : start + BATCH]), now)
        return found

    def costs(self) -> Mapping[int, Cost]:
        """By query, what asking it has cost."""
        total = sum(one.nanoseconds for one in self._listeners.values()) or 1
        return MappingProxyType(
            {
                id: Cost(
                    documents=self._documents - one.documents_before,
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
        choice = Choice(1.0, frozenset()) if needs is None else self._cheapest(needs)
        return Outlook(choice.share, tuple(sorted(map(_in_words, choice.keys))))

    def _match(self, batch: Batch, now: datetime) -> list[list[int]]:
        self._settle()
        candidates: list[set[Listener]] = [set() for _ in batch.documents]
        self._main.find(batch, candidates)
        if self._fresh:
            self._side.find(batch, candidates)
        self._learn(batch)
        self._documents += len(batch.documents)
        self._batches += 1
        timed = self._batches % _TIMED_ONE_BATCH_IN == 0
        ask = _ask_timed if timed else _ask
        found: list[list[int]] = []
        for document, text, listeners in zip(
            batch.documents, batch.searched, candidates, strict=True
        ):
            found.append(ask(listeners, Look(document, text, now=now)) if listeners else [])
        return found

    def _settle(self) -> None:
        """Bring the indexes up to date: the small one after each edit, the main one now and then."""
        if len(self._fresh) > _FRESH_AT_MOST or self._frequencies.texts >= self._plan_again_at:
            self._build()
        elif self._side_is_old:
            self._side = Index(self._fresh.values())
            self._side_is_old = False

    def _build(self) -> None:
        """Choose keys anew by what has been learned, and index everything: about 0.2 s for 10,000 queries."""
        self._frequencies.settle()
        if self._frequencies.texts >= self._plan_again_at:
            self._plan_again_at = 4 * self._frequencies.texts
        for listener in self._listeners.values():
            self._choose_keys(listener)
        self._main = Index(self._listeners.values())
        self._fresh = {}
        self._side_is_old = False

    def _choose_keys(self, listener: Listener) -> None:
        if listener.needs is not None:
            listener.keys = self._cheapest(listener.needs).keys

    def _cheapest(self, needs: Needs) -> Choice:
        return cheapest(needs, self._frequencies.share_of)

    def _learn(self, batch: Batch) -> None:
        every = 1 if self._frequencies.texts < _LEARN_FROM_ALL else _LEARN_FROM_ONE_IN
        for strip in batch.sifted(SEARCHED).strips:
            first = -self._documents % every
            for number in range(first, len(strip.ends), every):
                self._frequencies.learn(strip.pieces(number))

    def _asked_of_all(self, *, apart_from: int) -> int:
        return sum(one.needs is None and one.id != apart_from for one in self._listeners.values())


def _ask(listeners: Iterable[Listener], look: Look) -> list[int]:
    found = []
    for listener in listeners:
        listener.evaluated += 1
        if listener.holds(look):
            listener.matched += 1
            found.append(listener.id)
    found.sort()
    return found


def _ask_timed(listeners: Iterable[Listener], look: Look) -> list[int]:
    found = []
    for listener in listeners:
        began = perf_counter_ns()
        found += _ask((listener,), look)
        listener.nanoseconds += perf_counter_ns() - began
    found.sort()
    return found


def _in_words(key: Key) -> str:
    match key.kind:
        case "value":
            return f"{key.place}:{key.text}"
        case "begins":
            return f"{key.text}*"
        case "holds":
            return f"raw:{key.text}"
        case "foreign":
            return "any letter beyond ASCII"
        case "word":
            return key.text
