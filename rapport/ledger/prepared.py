"""Querysets built once: of a page that is asked for all day, building and planning its SQL cost more than running it.

    _PAGE = Prepared(lambda conversation, now: Conversation.objects.filter(pk=conversation, due_at__lt=now), conversation=int, now=datetime)

    rows = _PAGE(conversation=12, now=now)

The first call builds the queryset with stand-ins for its values and keeps the SQL; later calls fill in the values and
have PostgreSQL prepare the statement, so that it is planned a few times for each connection and no more. What comes back
is what the queryset itself would give: models with what was selected beside them, or values. Measured on the
conversation page (docs/decisions/0023): 35 ms of processor time for its main statement before, and 10 ms of planning.

The values must reach the SQL as they are: arithmetic on them inside the function is refused when it is built.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.db.models.lookups import In
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from psycopg import ClientCursor, Cursor

from rapport.ledger.lookups import as_array

Row = TypeVar("Row")

# How each kind of value is told to PostgreSQL, which cannot guess it from a bare parameter.
# A list of ids is for `field__among`, which writes it as the text of an array.
_TYPES = {int: "bigint", str: "text", datetime: "timestamptz", list: "text"}
# A statement is prepared when a connection meets it for this many times and one.
_PREPARED_AFTER = 1
# A parameter, or a percent sign that is none.
_PLACE = re.compile(r"%%|%s")
# PostgreSQL's join_collapse_limit, as it comes.
TABLES_AT_MOST = 8
_FAR_OFF = datetime(9998, 1, 1, tzinfo=UTC)


class Prepared:
    """`build` takes each value by name and returns a queryset; `types` says what each is: int, str, datetime, or list (of ids).

    A value that is None where an int is wanted is passed on as NULL. Raises ValueError where a value does not reach the SQL
    as it is, TransactionManagementError where rows are to be locked outside of a transaction.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **types: type) -> None:
        self._build = build
        self._types = types
        self._kept: _Kept | None = None

    def __call__(self, **values: Any) -> list[Any]:
        """The rows. One statement."""
        kept = self._kept
        if kept is None:
            kept = self._kept = _Kept(self._build, self._types)
        return kept.rows(values)


class _Kept:
    def __init__(self, build: Callable[..., QuerySet[Any, Any]], types: dict[str, type]) -> None:
        stand_ins = {name: _stand_in(kind, n) for n, (name, kind) in enumerate(types.items())}
        self._queryset = build(**stand_ins)
        demand_an_order(self._queryset)
        self._compiler: SQLCompiler = self._queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = self._compiler.as_sql()
        self._sql, self._order = _with_holes(sql, params, stand_ins, types)
        converters = self._compiler.get_converters([one[0] for one in self._compiler.select])
        # Always the same columns; Django would ask each of them again.
        self._compiler.get_converters = lambda _: converters

    def rows(self, values: dict[str, Any]) -> list[Any]:
        given = [_as_told(values[name]) for name in self._order]
        compiler = copy.copy(self._compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        if self._queryset.query.select_for_update and compiler.connection.get_autocommit():
            # Django says so where it builds the SQL, which happens here once: a lock would be gone at once, unseen.
            raise TransactionManagementError("Rows are locked inside a transaction only.")
        found = rows_of(self._sql, given)
        compiler.execute_sql = lambda *_, **__: [found]  # type: ignore[assignment, method-assign]
        # Not `copy`: that pickles, and pickling a queryset asks for its rows.
        queryset = object.__new__(type(self._queryset))
        queryset.__dict__ = dict(self._queryset.__dict__)
        queryset.query = _Asked(compiler, self._queryset.query)  # type: ignore[assignment]
        rows: Any = self._queryset._iterable_class
        return list(rows(queryset))


def demand_an_order(found: QuerySet[Any, Any]) -> None:
    """Refuse what PostgreSQL would read whole: rows of an IN (subquery), beside more tables than it looks for an order among.

    Of up to eight it begins with the subquery's few rows; of nine it takes the tables as they are written, all their rows
    (join_collapse_limit; a list of 26 conversations took 0.9 s so, and 3 ms else). A column of a table more is asked for by a
    subquery of its own. Raises ValueError.
    """
    query = found.query.clone()
    # What is selected beside the rows is joined when the SQL is made.
    query.get_compiler(DEFAULT_DB_ALIAS).pre_sql_setup()
    tables = sum(1 for alias in query.alias_map if query.alias_refcount[alias])
    asked = [one.rhs for one in query.where.children if isinstance(one, In)]
    lists = sum(isinstance(rhs, Query) for rhs in asked)
    if lists and tables + lists > TABLES_AT_MOST:
        raise ValueError(
            f"{tables} tables and {lists} lists are joined; beyond {TABLES_AT_MOST} they are read whole."
            " Ask for a column by a subquery."
        )


class _Asked:
    """A query to Django's iterables, which ask it for its compiler and what its columns are called."""

    def __init__(self, compiler: SQLCompiler, query: Any) -> None:
        self._compiler = compiler
        self._query = query

    def get_compiler(self, using: str | None = None, **_: Any) -> SQLCompiler:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


def _stand_in(kind: type, n: int) -> Any:
    if kind is int:
        return 9_100_000_000_000_000_000 + n
    if kind is list:
        return [9_100_000_000_000_000_000 + n]
    if kind is datetime:
        return _FAR_OFF + timedelta(seconds=n)
    return f"\ue000{n}\ue000"


def _with_holes(
    sql: str, params: Sequence[Any], stand_ins: dict[str, Any], types: dict[str, type]
) -> tuple[str, list[str]]:
    """The SQL with its constants written in and a typed hole for each value, and the values' names in their order."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    writer = ClientCursor(connection.connection)
    written, order = [], []
    for param in params:
        name = next((n for n, one in stand_ins.items() if _is_it(param, one)), None)
        if name is None:
            written.append(writer.mogrify("%s", [param]).replace("%", "%%"))
        else:
            order.append(name)
            written.append(f"%s::{_TYPES[types[name]]}")
    if missing := set(stand_ins) - set(order):
        raise ValueError(f"{', '.join(sorted(missing))} does not reach the SQL as it was given.")
    places = iter(written)
    return _PLACE.sub(lambda m: next(places) if m[0] == "%s" else m[0], sql), order


def _is_it(param: Any, stand_in: Any) -> bool:
    told = _as_told(stand_in)
    return type(param) is type(told) and bool(param == told)


def _as_told(value: Any) -> Any:
    return as_array(value) if isinstance(value, list) else value


def rows_of(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement of our own, always the same text, with `%s` for each value: planned once for all values.

    A range that is open at one end counts as a third of the table in such a plan; give both ends where an index is meant.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    # Django's own cursors write the values into the text, which nothing can prepare; its wrapper counts and measures.
    connection.connection.prepare_threshold = _PREPARED_AFTER
    cursor: CursorWrapper
    with connection._prepare_cursor(Cursor(connection.connection)) as cursor:  # type: ignore[attr-defined]
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    if connection.queries_logged:
        # Django asks its own cursor what was run, and this one does not say.
        connection.queries_log[-1]["sql"] = sql
    return found


def first(rows: Sequence[Row]) -> Row | None:
    return rows[0] if rows else None
