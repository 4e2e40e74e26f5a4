"""Changing many rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model
from psycopg.types.json import Jsonb


def update_rows(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Write those fields of saved rows of one model, in one statement of constant size.

    Django's `bulk_update` builds a CASE for each field and row: 500 conversations took it 0.5 s, this 20 ms.
    Rows are written in the order of their keys, so that two batches never deadlock.
    """
    if not rows:
        return
    meta = rows[0]._meta
    key = meta.pk
    assert key is not None
    columns: list[Field[Any, Any]] = [key, *(meta.get_field(name) for name in fields)]  # type: ignore[list-item]
    ordered = sorted(rows, key=lambda row: row.pk)
    quoted = [connection.ops.quote_name(str(c.column)) for c in columns]
    types = [f"%s::{c.db_type(connection)}[]" for c in columns]
    sets = ", ".join(f"{name} = given.{name}" for name in quoted[1:])
    statement = (
        f"UPDATE {connection.ops.quote_name(meta.db_table)} AS row SET {sets}"  # noqa: S608  names of our own tables
        f" FROM unnest({', '.join(types)}) AS given({', '.join(quoted)})"
        f" WHERE row.{quoted[0]} = given.{quoted[0]}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [[_value(c, row) for row in ordered] for c in columns])


def _value(field: Field[Any, Any], row: Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, JSONField):
        return Jsonb(value)
    return field.get_db_prep_save(value, connection)
