"""SQL as an evaluator of queries: documents in a table of the session, one statement a query, rechecked one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from rapport.kit.text import terms
from rapport.query.document import Document
from rapport.query.matching.evaluating import evaluator
from rapport.query.matching.look import Look
from rapport.query.matching.nightly import Answers
from rapport.query.registry import Kind, field, fields
from rapport.query.sql import Column, candidates, tsvector_text
from rapport.query.tree import Node
from rapport.query.values import folded_values, host_of, number_in

_TYPES = {Kind.NUMBER: "float8", Kind.TIME: "timestamptz"}


def columns() -> dict[str, Column]:
    """A column for each value that a field can ask, arrays where documents carry several."""
    found = {"searched": Column("d.searched")}
    for name, kind in _kinds().items():
        found[name] = Column(f'd."{name}"', is_array=kind not in _TYPES)
    return found


def store(documents: Sequence[Document]) -> None:
    """Write them, by their place, into a table that goes with the transaction."""
    kinds = _kinds()
    types = {name: _TYPES.get(kind, "text[]") for name, kind in kinds.items()}
    made = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    places = ", ".join(["%s", "%s::tsvector", "%s", *(f"%s::{kind}" for kind in types.values())])
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE documents (number int, terms tsvector, searched text, {made}) ON COMMIT DROP"
        )
        cursor.executemany(
            f"INSERT INTO documents VALUES ({places})",  # noqa: S608  the types are our own
            [
                [number, tsvector_text(one.searched), one.searched, *_values(one, kinds)]
                for number, one in enumerate(documents)
            ],
        )


def found(tree: Node, *, now: datetime, known: Mapping[str, Column] | None = None) -> set[int]:
    """The places of stored documents that are candidates; without `known`, asked by every column there is."""
    asked = candidates(tree, columns() if known is None else known, terms="d.terms", now=now)
    with connection.cursor() as cursor:
        # The condition is made of our own columns; every value is a parameter.
        cursor.execute(f"SELECT number FROM documents d WHERE {asked.sql}", asked.params)  # noqa: S608
        return {number for (number,) in cursor.fetchall()}


def by_sql(
    queries: Mapping[int, Node],
    documents: Sequence[Document],
    *,
    now: datetime,
    done: Callable[[int], None],
) -> Answers:
    """Inside a transaction. By document, ids of the queries that hold; `done` is told how many queries were asked.

    Search rechecks with a matcher; here the test it is made of is called, so that a text is cut into words once.
    """
    store(documents)
    looks = [Look(one, one.searched, terms(one.searched), now) for one in documents]
    holding: list[list[int]] = [[] for _ in documents]
    for count, (id, tree) in enumerate(queries.items(), start=1):
        holds = evaluator(tree)
        for number in found(tree, now=now):
            if holds(looks[number]):
                holding[number].append(id)
        done(count)
    return {"SQL with recheck": holding}


def _kinds() -> dict[str, Kind]:
    return {spec.held_in: spec.kind for spec in fields().values() if spec.kind != Kind.WORDS}


def _values(document: Document, kinds: Mapping[str, Kind]) -> list[Any]:
    return [_value(document, name, kind) for name, kind in kinds.items()]


def _value(document: Document, name: str, kind: Kind) -> Any:
    if kind == Kind.NUMBER:
        return number_in(document, field(name))
    value = document.values.get(name)
    if value is None or kind == Kind.TIME:
        return value
    if kind == Kind.DOMAIN:
        return [host_of(address) for address in value] if isinstance(value, tuple) else []
    return list(folded_values(value))
