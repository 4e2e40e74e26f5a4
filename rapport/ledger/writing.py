"""One row written by a statement that is planned once: what every act does, Django builds anew each time.

    insert(Delivery(account=account, text=text, ...))
    update(conversation, ["status", "assignee"])

Building and planning the statement took longer than running it: of the 28 ms of a send, its three rows took 5. No signals are sent, and
there are none; what a field does before it is saved (`auto_now`) is done. For many rows at once see `rows`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.models import Field, Model
from django.db.models.expressions import DatabaseDefault
from psycopg.types.json import Jsonb

from rapport.ledger.lookups import as_array
from rapport.ledger.prepared import rows_of


def insert(row: Model) -> None:
    """As `row.save(force_insert=True)` of a row without a key, which it has afterwards. One statement."""
    given = [
        (column, value)
        for column in _columns(type(row))
        if not isinstance(value := column.pre_save(row, True), DatabaseDefault)
    ]
    names = tuple(column.column for column, _ in given)
    values = [_as_text(column, value) for column, value in given]
    [(row.pk,)] = rows_of(_insert(row._meta.db_table, names), values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(row: Model, fields: Iterable[str]) -> None:
    """As `row.save(update_fields=fields)`. One statement. Raises DatabaseError where the row is gone."""
    columns = [_field(type(row), name) for name in dict.fromkeys(fields)]
    values = [_as_text(column, column.pre_save(row, False)) for column in columns]
    names = tuple(column.column for column in columns)
    if not rows_of(_update(row._meta.db_table, names), [*values, str(row.pk)]):
        raise DatabaseError(f"{row!r} is gone: nothing was written.")


@lru_cache(maxsize=256)
def _columns(model: type[Model]) -> Sequence[Field[Any, Any]]:
    fields: Sequence[Any] = model._meta.concrete_fields
    return [field for field in fields if not field.primary_key and not field.generated]


@lru_cache(maxsize=1_024)
def _field(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name)


@lru_cache(maxsize=256)
def _insert(table: str, names: tuple[str, ...]) -> str:
    columns, holes = ", ".join(f'"{name}"' for name in names), ", ".join("%s" for _ in names)
    return f'INSERT INTO "{table}" ({columns}) VALUES ({holes}) RETURNING id'  # noqa: S608  names of our own tables


@lru_cache(maxsize=256)
def _update(table: str, names: tuple[str, ...]) -> str:
    sets = ", ".join(f'"{name}" = %s' for name in names)
    return f'UPDATE "{table}" SET {sets} WHERE id = %s::bigint RETURNING id'  # noqa: S608  names of our own tables


def _as_text(field: Any, value: Any) -> str | None:
    """As PostgreSQL reads it for a column of its type. All as text: a statement is prepared for each set of types it meets."""
    adapted = field.get_db_prep_save(value, connection)
    match adapted:
        case None | str():
            return adapted
        case bool():
            return "t" if adapted else "f"
        case int() | float() | UUID():
            return str(adapted)
        case datetime():
            return adapted.isoformat()
        case list():
            return str(as_array(adapted))
        case Jsonb():
            return json.dumps(adapted.obj)
    raise TypeError(f"{field} holds {type(adapted).__name__}, which is written by Django.")
