"""How many posts a second one core asks a thousand stored queries of, and ten thousand."""

from __future__ import annotations

import csv
import gc
import os
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper

from rapport.cli.bench.matching_queries import Draw
from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.kit.text import terms
from rapport.query.document import Document
from rapport.query.matching import Matcher
from rapport.query.reference import answers
from rapport.query.tree import And, Near, Node, Not, Or, Phrase, Prefix, Term

SEED = 7
BATCH = 500
# While these pass the matcher learns which words are rare, and plans its queries by that.
WARM_UP = 20_000
# Of processor time too a busy neighbour takes up to half, by the caches: each batch counts by its best round.
ROUNDS = 5
PEER_POSTS, EACH_POSTS, PEER_ROUNDS = 5_000, 500, 3
REGEX_POSTS = 100
VERIFIED_POSTS, VERIFIED_QUERIES = 200, 200
PEER = "PostgreSQL: tsvector @@ tsquery, joined in one statement"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Speed:
    """Posts a second of processor time, of one process; what matched, and what was asked, by the post."""

    steady: float
    warming: float
    matched: float
    asked: float


@figure("matching_1000_queries", unit="posts/s", anchor=PEER, hold=("at least", 75_000))
def matching_1000_queries() -> Measured:
    return _measured(1_000)


@figure("matching_10000_queries", unit="posts/s", anchor=PEER, hold=("at least", 20_000))
def matching_10000_queries() -> Measured:
    return _measured(10_000)


def _measured(count: int) -> Measured:
    texts = posts()
    queries = dict(list(_drawn().items())[:count])
    verify(queries, texts)
    speed = speed_of(queries, texts)
    peer = _speed_of_postgresql(queries, texts[-PEER_POSTS:])
    regex = _speed_of_regexes(queries, texts[-REGEX_POSTS:])
    return Measured(
        speed.steady,
        anchor_value=peer,
        note=(
            f"{speed.matched:.2f} matches a post, {speed.asked:.2f} queries asked;"
            f" {speed.warming:,.0f} in the first {WARM_UP:,} posts, while it learns;"
            f" one regular expression a query: {regex:,.0f} ({REGEX_POSTS} posts);"
            f" PostgreSQL on {PEER_POSTS:,} posts, NEAR read as AND;"
            f" {VERIFIED_POSTS} posts and {VERIFIED_QUERIES} queries agree with the reference"
        ),
    )


@lru_cache(maxsize=1)
def posts() -> list[str]:
    data = os.environ.get("RAPPORT_DATA") or settings.BASE_DIR.parents[1] / "shared" / "data"
    path = Path(data) / "sentiment" / "train.tsv"
    if not path.exists():
        raise CannotMeasure(f"{path} is missing; RAPPORT_DATA names the folder it lies in")
    with path.open(encoding="utf-8", newline="") as file:
        found = [row["text"] for row in csv.DictReader(file, delimiter="\t")]
    # Literal \u2019 escapes are a fault of the file, as its notes say.
    return [re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text) for text in found]


@lru_cache(maxsize=1)
def _drawn() -> Mapping[int, Node]:
    return Draw(posts(), seed=SEED).queries(10_000)


def speed_of(queries: Mapping[int, Node], texts: Sequence[str]) -> Speed:
    """Over what comes after the warm-up, in batches as collectors give them, each by the best of five rounds."""
    documents = [Document(text) for text in texts]
    warm_up, rest = documents[:WARM_UP], documents[WARM_UP:]
    matcher = Matcher(queries)
    # As a process that runs for days: what was there before is not looked through again and again.
    gc.collect()
    gc.freeze()
    warming, _ = _round(matcher, warm_up)
    before = _asked(matcher)
    rounds = [_round(matcher, rest) for _ in range(ROUNDS)]
    gc.unfreeze()
    best = [min(of_batch) for of_batch in zip(*(seconds for seconds, _ in rounds), strict=True)]
    return Speed(
        steady=len(rest) / sum(best),
        warming=len(warm_up) / sum(warming),
        matched=rounds[0][1] / len(rest),
        asked=(_asked(matcher) - before) / len(rest) / ROUNDS,
    )


def _round(matcher: Matcher, documents: Sequence[Document]) -> tuple[list[float], int]:
    """Processor time by batch, and how many matches there were."""
    seconds, matched = [], 0
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        began = time.process_time()
        found = matcher.match_batch(batch, now=NOW)
        seconds.append(time.process_time() - began)
        matched += sum(map(len, found))
    return seconds, matched


def _asked(matcher: Matcher) -> int:
    return sum(cost.asked for cost in matcher.costs().values())


def verify(queries: Mapping[int, Node], texts: Sequence[str]) -> None:
    """The matcher of all queries against the reference on some of them. AssertionError where they differ."""
    some = dict(list(queries.items())[:VERIFIED_QUERIES])
    documents = [Document(text) for text in texts[-VERIFIED_POSTS:]]
    for document, found in zip(
        documents, Matcher(queries).match_batch(documents, now=NOW), strict=True
    ):
        held = zip(some, answers(some.values(), document, now=NOW), strict=True)
        expected = [number for number, holds in held if holds]
        if [number for number in found if number in some] != expected:
            raise AssertionError(f"The matcher and the reference differ on {document.text!r}.")


def _speed_of_regexes(queries: Mapping[int, Node], texts: Sequence[str]) -> float:
    """Each query as one search for the words it names first; what else it asks is left out, in the peer's favour."""
    searches = [
        re.compile(rf"\b(?:{'|'.join(map(re.escape, _named(tree)))})\b", re.IGNORECASE).search
        for tree in queries.values()
    ]
    began = time.process_time()
    for text in texts:
        for search in searches:
            search(text)
    return len(texts) / (time.process_time() - began)


def _named(node: Node) -> list[str]:
    match node:
        case And():
            return _named(node.parts[0])
        case Or():
            return [word for part in node.parts for word in _named(part)]
        case Near():
            return _named(node.left)
        case Phrase():
            return [" ".join(word for part in node.words for word in _named(part))]
        case Term():
            return [node.term]
        case Prefix():
            return [node.stem]
        case _:
            return []


def _speed_of_postgresql(queries: Mapping[int, Node], texts: Sequence[str]) -> float:
    """By processor time of the one backend that joins; putting the queries there is not counted.

    The better of two ways: every query asked of every post, or the posts of a batch indexed (GIN) first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("CREATE TEMPORARY TABLE asked (query tsquery)")
        asked = [_tsquery(query) for query in queries.values()]
        cursor.execute("INSERT INTO asked SELECT unnest(%s::text[])::tsquery", [asked])
        cursor.execute("ANALYZE asked")
        each = _speed_of_join(cursor, texts[:EACH_POSTS], "ANALYZE posted")
        indexed = _speed_of_join(cursor, texts, "CREATE INDEX ON posted USING gin (words)")
        cursor.execute("DROP TABLE asked")
    return max(each, indexed)


def _speed_of_join(cursor: CursorWrapper, texts: Sequence[str], prepare: str) -> float:
    cursor.execute("SELECT pg_backend_pid()")
    backend = psutil.Process(cursor.fetchone()[0])
    vectors = [_tsvector(text) for text in texts]
    # The system counts in hundredths of a second.
    best = min(_seconds_of_join(cursor, vectors, prepare, backend) for _ in range(PEER_ROUNDS))
    return len(texts) / max(best, 0.01)


def _seconds_of_join(
    cursor: CursorWrapper, vectors: list[str], prepare: str, backend: psutil.Process
) -> float:
    cursor.execute("CREATE TEMPORARY TABLE posted (words tsvector)")
    began = _processor_seconds(backend)
    cursor.execute("INSERT INTO posted SELECT unnest(%s::text[])::tsvector", [vectors])
    cursor.execute(prepare)
    cursor.execute("SELECT count(*) FROM posted JOIN asked ON words @@ query")
    seconds = _processor_seconds(backend) - began
    cursor.execute("DROP TABLE posted")
    return seconds


def _processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _tsvector(text: str) -> str:
    return " ".join(f"{_quoted(term)}:{place}" for place, term in enumerate(terms(text), 1))


def _tsquery(node: Node) -> str:
    match node:
        case Term():
            return _quoted(node.term)
        case Prefix():
            return f"{_quoted(node.stem)}:*"
        case Phrase():
            return f"({' <-> '.join(map(_tsquery, node.words))})"
        case Not():
            return f"!{_tsquery(node.part)}"
        case And():
            return f"({' & '.join(map(_tsquery, node.parts))})"
        case Or():
            return f"({' | '.join(map(_tsquery, node.parts))})"
        case Near():
            return f"({_tsquery(node.left)} & {_tsquery(node.right)})"
        case _:
            raise ValueError(f"{type(node).__name__} is not drawn for this figure.")


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
