"""The matcher against the slow reference evaluator, on made-up queries and documents.

    python -m rapport.query.matching.nightly [QUERIES [DOCUMENTS [SEED]]]

10,000 queries on 1,000 documents unless said otherwise; the seed is the day's. It says on standard error how far it
has come, and of the first differences which query and document of the seed they are of. Exits with 1 where they differ.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from time import monotonic

from rapport.query.document import Document
from rapport.query.matching.matcher import Matcher
from rapport.query.reference import answers
from rapport.query.testing import NOW, generate_document, generate_query, registered
from rapport.query.tree import Node

_SHOWN_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """A query and a document about which matcher and reference disagree."""

    query: Node
    document: Document
    expected: bool
    query_number: int
    document_number: int


def differences(
    queries: Mapping[int, Node],
    documents: Sequence[Document],
    *,
    now: datetime,
    done: Callable[[int], None] = lambda documents: None,
) -> Iterator[Difference]:
    """Each document is given twice, the second time with keys chosen by what was learned. Yields as it goes.

    `done` is told after each document how many were compared.
    """
    matcher = Matcher(queries, always_at_most=len(queries))
    first = matcher.match_batch(documents, now=now)
    for _ in range(len(queries) // 100 + 1):
        matcher.match_batch(documents[:1], now=now)
    second = matcher.match_batch(documents, now=now)
    of_documents = enumerate(zip(documents, first, second, strict=True))
    for number, (document, found, again) in of_documents:
        held = zip(queries, answers(queries.values(), document, now=now), strict=True)
        expected = {id for id, holds in held if holds}
        for id in sorted(expected ^ set(found) | expected ^ set(again)):
            yield Difference(queries[id], document, id in expected, id, number)
        done(number + 1)


def main(arguments: Sequence[str]) -> int:
    given = [int(argument) for argument in arguments]
    count, of_documents, seed = (*given, *(10_000, 1_000, _seed_of_the_day())[len(given) :])
    random = Random(seed)
    with registered():
        queries = {number: generate_query(random) for number in range(count)}
        documents = [generate_document(random) for _ in range(of_documents)]
        differing = 0
        for difference in differences(queries, documents, now=NOW, done=_progress(of_documents)):
            differing += 1
            if differing <= _SHOWN_AT_MOST:
                at = f"query {difference.query_number}, document {difference.document_number}"
                again = f"make nightly ARGS='{count} {of_documents} {seed}'"
                print(f"{at} of {again}\n{difference}\n", file=sys.stderr, flush=True)
    print(f"{count:,} queries, {of_documents:,} documents, seed {seed}: {differing:,} differences")
    return 1 if differing else 0


def _progress(of_documents: int) -> Callable[[int], None]:
    """A line for every hundredth part, with how long the rest will take at this pace."""
    began, step = monotonic(), max(1, of_documents // 100)

    def done(documents: int) -> None:
        if documents % step == 0 and of_documents >= 100:
            left = (monotonic() - began) / documents * (of_documents - documents)
            said = f"{documents:,} of {of_documents:,} documents, {left / 60:.0f} min left"
            print(said, file=sys.stderr, flush=True)

    return done


def _seed_of_the_day() -> int:
    return int(f"{datetime.now(UTC):%Y%m%d}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
