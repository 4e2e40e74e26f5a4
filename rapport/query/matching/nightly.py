"""The matcher against the slow reference evaluator, on made-up queries and documents.

    python -m rapport.query.matching.nightly [QUERIES [DOCUMENTS [SEED]]]

10,000 queries on 1,000 documents unless said otherwise; the seed is the day's. Exits with 1 where they differ.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

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


def differences(
    queries: Mapping[int, Node], documents: Sequence[Document], *, now: datetime
) -> Iterator[Difference]:
    """Each document is given twice, the second time with keys chosen by what was learned. Yields as it goes."""
    matcher = Matcher(queries, always_at_most=len(queries))
    first = matcher.match_batch(documents, now=now)
    for _ in range(len(queries) // 100 + 1):
        matcher.match_batch(documents[:1], now=now)
    second = matcher.match_batch(documents, now=now)
    for document, found, again in zip(documents, first, second, strict=True):
        held = zip(queries, answers(queries.values(), document, now=now), strict=True)
        expected = {id for id, holds in held if holds}
        for id in sorted(expected ^ set(found) | expected ^ set(again)):
            yield Difference(queries[id], document, id in expected)


def main(arguments: Sequence[str]) -> int:
    given = [int(argument) for argument in arguments]
    count, of_documents, seed = (*given, *(10_000, 1_000, _seed_of_the_day())[len(given) :])
    random = Random(seed)
    with registered():
        queries = {number: generate_query(random) for number in range(count)}
        documents = [generate_document(random) for _ in range(of_documents)]
        differing = 0
        for difference in differences(queries, documents, now=NOW):
            differing += 1
            if differing <= _SHOWN_AT_MOST:
                print(f"{difference}\n", file=sys.stderr)
    print(f"{count:,} queries, {of_documents:,} documents, seed {seed}: {differing:,} differences")
    return 1 if differing else 0


def _seed_of_the_day() -> int:
    return int(f"{datetime.now(UTC):%Y%m%d}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
