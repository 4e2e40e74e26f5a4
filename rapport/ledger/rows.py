"""Writing many rows at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field, Model


def insert_rows(
    model: type[Model],
    rows: Sequence[Mapping[str, Any]],
    *,
    keep: bool = False,
    replace: Sequence[str] = (),
) -> None:
    """Insert rows, given by column attribute ("author_id"), in one statement of constant size.

    All rows name the same columns; what they leave out must have a default in the database, or be NULL. Of a row whose
    key is there already, `replace` names the columns that are written anew, and with `keep` it stays as it is; else
    IntegrityError. Rows are JSON in one parameter: 500 messages by `bulk_create` cost 220 ms of processor time, so 45.
    """
    if not rows:
        return
    by_name = _columns(model)
    columns = [by_name[name] for name in rows[0]]
    given = ", ".join(_named(column) for column in columns)
    conflict = " ON CONFLICT DO NOTHING" if keep else ""
    if replace:
        key = _quoted(_key(model))
        names = [_quoted(by_name[name]) for name in replace]
        sets = ", ".join(f"{name} = excluded.{name}" for name in names)
        conflict = f" ON CONFLICT ({key}) DO UPDATE SET {sets}"
    statement = (
        f"INSERT INTO {_table(model)} ({', '.join(_quoted(c) for c in columns)})"  # noqa: S608  names of our own tables
        f" SELECT {given} FROM {_given(columns)}{conflict}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [_as_json(rows)])


def update_rows(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Write those fields of saved rows of one model, in one statement of constant size.

    Django's `bulk_update` builds a CASE for each field and row: 500 conversations took it 0.5 s, this 15 ms.
    Rows are written in the order of their keys, so that two batches never deadlock.
    """
    if not rows:
        return
    model = type(rows[0])
    by_name = _columns(model)
    key, others = _key(model), [by_name[name] for name in fields]
    given = [
        {column.attname: getattr(row, column.attname) for column in (key, *others)}
        for row in sorted(rows, key=lambda row: row.pk)
    ]
    sets = ", ".join(f"{_quoted(column)} = given.{_named(column)}" for column in others)
    statement = (
        f"UPDATE {_table(model)} AS row SET {sets} FROM {_given([key, *others])}"  # noqa: S608  names of our own tables
        f" WHERE row.{_quoted(key)} = given.{_named(key)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [_as_json(given)])


def _given(columns: Sequence[Field[Any, Any]]) -> str:
    """The rows of a JSON parameter as a table, its columns called like the attributes."""
    types = ", ".join(f"{_named(c)} {c.db_type(connection)}" for c in columns)
    return f"json_to_recordset(%s::json) AS given({types})"


def _as_json(rows: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps(rows, default=_plain, separators=(",", ":"), allow_nan=False)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in a column given as JSON")


@lru_cache(maxsize=200)
def _columns(model: type[Model]) -> dict[str, Field[Any, Any]]:
    """By the name of the field, and by that of its attribute ("author", "author_id")."""
    fields = model._meta.concrete_fields
    return {f.name: f for f in fields} | {f.attname: f for f in fields}


def _key(model: type[Model]) -> Field[Any, Any]:
    key = model._meta.pk
    assert key is not None
    return key


def _named(column: Field[Any, Any]) -> str:
    return connection.ops.quote_name(column.attname)


def _quoted(column: Field[Any, Any]) -> str:
    return connection.ops.quote_name(str(column.column))


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
