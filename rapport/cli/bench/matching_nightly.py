"""The matcher and SQL against the slow reference evaluator, on made-up queries and documents.

    python -m rapport.cli.bench.matching_nightly [QUERIES [DOCUMENTS [SEED [QUERY DOCUMENT]]]]

10,000 queries on 1,000 documents unless said otherwise; the seed is the day's. With the numbers of one query and one
document, only those two of the seed are compared again. It works on a database of its own and ends with 1 where
evaluators differ.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from rapport.cli.bench import matching_sql
from rapport.query.document import Document
from rapport.query.matching.nightly import (
    Answers,
    Evaluator,
    Run,
    by_matcher,
    compare,
    seed_of_the_day,
)
from rapport.query.tree import Node


def main(arguments: Sequence[str]) -> int:
    run = run_of(arguments)
    with _own_database():
        return 1 if compare(run, EVALUATORS) else 0


def run_of(arguments: Sequence[str]) -> Run:
    """Raises SystemExit with how it is called."""
    try:
        given = [int(argument) for argument in arguments]
    except ValueError:
        given = [0] * 6
    if len(given) not in (0, 1, 2, 3, 5):
        raise SystemExit("Give: QUERIES DOCUMENTS SEED QUERY DOCUMENT, from the left, in numbers.")
    counts = (*given, *(10_000, 1_000, seed_of_the_day())[len(given) :])
    only = (given[3], given[4]) if len(given) == 5 else None
    return Run(counts[0], counts[1], counts[2], only)


def by_sql(
    queries: Mapping[int, Node],
    documents: Sequence[Document],
    *,
    now: datetime,
    done: Callable[[int], None],
) -> Answers:
    with transaction.atomic():
        return matching_sql.by_sql(queries, documents, now=now, done=done)


EVALUATORS: Sequence[Evaluator] = (by_matcher, by_sql)


@contextmanager
def _own_database() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="rapport-nightly-") as home:
        # Before Django reads its settings: nothing here may find the real installation.
        os.environ.pop("DATABASE_URL", None)
        os.environ["RAPPORT_HOME"] = home
        database = importlib.import_module("rapport.cli.database")
        database.set_up_django()
        with database.running_server():
            yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
