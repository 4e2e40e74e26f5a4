"""NOTIFY: a payload a channel, in one statement however many they are."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection


def notify_all(payloads: Sequence[tuple[str, str]]) -> None:
    """`payloads` are channel and text; PostgreSQL refuses a text of 8,000 bytes."""
    asked = ", ".join(["pg_notify(%s, %s)"] * len(payloads))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", [part for one in payloads for part in one])
