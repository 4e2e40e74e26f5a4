"""For tests of other rooms: run what was deferred, at once, in this transaction."""

from __future__ import annotations

import inspect
import json
from datetime import datetime

from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from rapport.ledger.models import StoredFact
from rapport.ledger.registry import duties


def run_jobs(*, limit: int = 1000) -> int:
    """Run deferred jobs, and those they defer, oldest first, until none is left; returns how many ran."""
    ran = 0
    while ran < limit:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id LIMIT 1"
            )
            row = cursor.fetchone()
            if row is None:
                return ran
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [row[0]])
        function = app.tasks[row[1]].func
        if inspect.iscoroutinefunction(function):
            async_to_sync(function)(**_args(row[2]))
        else:
            function(**_args(row[2]))
        ran += 1
    raise AssertionError(f"Jobs beget jobs: {limit} ran and more are waiting.")


def run_duties(now: datetime, *, queue: str | None = None) -> None:
    """Run every duty once, as if each were due."""
    for duty in duties(queue):
        if inspect.iscoroutinefunction(duty.run):
            async_to_sync(duty.run)(now)
        else:
            duty.run(now)


def facts(kind: str) -> list[dict[str, object]]:
    """The payloads of the stored facts of a kind, oldest first."""
    return [f.payload for f in StoredFact.objects.filter(kind=kind).order_by("id")]


def _args(value: object) -> dict[str, object]:

    return json.loads(value) if isinstance(value, str) else value  # type: ignore[return-value]
