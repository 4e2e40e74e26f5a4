"""Evaluators against the slow reference, on made-up queries and documents. `rapport.cli.bench.matching_nightly` runs it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from time import monotonic
from typing import Protocol, TypeAlias

from rapport.query.document import Document
from rapport.query.matching.matcher import Matcher
from rapport.query.reference import answers
from rapport.query.testing import NOW, generate_document, generate_query, registered
from rapport.query.tree import Node

_SHOWN_AT_MOST = 5

# By the name of an evaluator, by document: the ids of the queries that hold.
Answers: TypeAlias = Mapping[str, Sequence[Collection[int]]]


class Evaluator(Protocol):
    """`done` is told, as often as it likes, how many queries it has answered."""

    def __call__(
        self,
        queries: Mapping[int, Node],
        documents: Sequence[Document],
        *,
        now: datetime,
        done: Callable[[int], None],
    ) -> Answers: ...


@dataclass(frozen=True, slots=True)
class Difference:
    """A query and a document about which an evaluator and the reference disagree."""

    evaluator: str
    query: Node
    document: Document
    expected: bool
    query_number: int
    document_number: int


@dataclass(frozen=True, slots=True)
class Run:
    """`only`: the numbers of the one query and the one document of the seed to compare again."""

    queries: int = 10_000
    documents: int = 1_000
    seed: int = 0
    only: tuple[int, int] | None = None

    def made(self) -> tuple[dict[int, Node], dict[int, Document]]:
        random = Random(self.seed)
        queries = {number: generate_query(random) for number in range(self.queries)}
        documents = {number: generate_document(random) for number in range(self.documents)}
        if self.only is None:
            return queries, documents
        query, document = self.only
        return {query: queries[query]}, {document: documents[document]}


def by_matcher(
    queries: Mapping[int, Node],
    documents: Sequence[Document],
    *,
    now: datetime,
    done: Callable[[int], None],
) -> Answers:
    """Each document is given twice, the second time with keys chosen by what was learned."""
    matcher = Matcher(queries, always_at_most=len(queries))
    first = matcher.match_batch(documents, now=now)
    for _ in range(len(queries) // 100 + 1):
        matcher.match_batch(documents[:1], now=now)
    second = matcher.match_batch(documents, now=now)
    done(len(queries))
    return {"matcher": first, "matcher that has learned": second}


def differences(
    queries: Mapping[int, Node],
    documents: Mapping[int, Document],
    given: Answers,
    *,
    now: datetime,
    done: Callable[[int], None] = lambda documents: None,
) -> Iterator[Difference]:
    """Yields as the reference goes; `done` is told after each document how many were compared."""
    for place, (number, document) in enumerate(documents.items()):
        held = zip(queries, answers(queries.values(), document, now=now), strict=True)
        expected = {id for id, holds in held if holds}
        for name, of_documents in given.items():
            for id in sorted(expected.symmetric_difference(of_documents[place])):
                yield Difference(name, queries[id], document, id in expected, id, number)
        done(place + 1)


def compare(run: Run, evaluators: Sequence[Evaluator]) -> int:
    """How many differences there are. Says on standard error how far it is, and how to repeat the first ones."""
    with registered():
        queries, documents = run.made()
        texts = list(documents.values())
        given: dict[str, Sequence[Collection[int]]] = {}
        for evaluator in evaluators:
            done = progress(len(queries), "queries answered")
            given |= evaluator(queries, texts, now=NOW, done=done)
        differing = 0
        done = progress(len(documents), "documents compared")
        for difference in differences(queries, documents, given, now=NOW, done=done):
            differing += 1
            if differing <= _SHOWN_AT_MOST:
                _show(difference, run)
    print(
        f"{len(queries):,} queries, {len(documents):,} documents, seed {run.seed}, {', '.join(given)}:"
        f" {differing:,} differences"
    )
    return differing


def _show(difference: Difference, run: Run) -> None:
    numbers = f"{difference.query_number} {difference.document_number}"
    again = f"make nightly ARGS='{run.queries} {run.documents} {run.seed} {numbers}'"
    # Alone, a query has no neighbours to be mixed up with: without the last two numbers all are compared again.
    print(f"{difference}\nAgain: {again}\n", file=sys.stderr, flush=True)


def progress(of: int, what: str) -> Callable[[int], None]:
    """A line for every hundredth part, with how long the rest will take at this pace. Says nothing of less than 100."""
    began, step = monotonic(), max(1, of // 100)

    def done(count: int) -> None:
        if count % step == 0 and of >= 100:
            left = (monotonic() - began) / count * (of - count)
            said = f"{count:,} of {of:,} {what}, {left / 60:.0f} min left"
            print(said, file=sys.stderr, flush=True)

    return done


def seed_of_the_day() -> int:
    return int(f"{datetime.now(UTC):%Y%m%d}")
