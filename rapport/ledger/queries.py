"""Reading what happened."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from rapport.ledger.contract import TimelineFact
from rapport.ledger.models import TimelineEntry


def timeline(subject: str, subject_id: int, *, limit: int = 200) -> list[TimelineFact]:
    """The latest facts about one subject, oldest first."""
    entries = (
        TimelineEntry.objects.filter(subject=f"{subject}:{subject_id}")
        .select_related("fact")
        .order_by("-at", "-id")[:limit]
    )
    facts = [TimelineFact(e.fact_id, e.at, e.fact.kind, e.fact.payload) for e in entries]
    return facts[::-1]


def queue_age() -> dict[str, timedelta]:
    """For each queue with waiting jobs, how long the oldest of them has been due."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT j.queue_name, now() - min(coalesce(j.scheduled_at, e.at))
                 FROM procrastinate_jobs j
                 JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
                WHERE j.status = 'todo' AND coalesce(j.scheduled_at, e.at) <= now()
             GROUP BY j.queue_name"""
        )
        return dict(cursor.fetchall())


def workers_alive(*, since: datetime) -> int:
    """How many worker processes gave a sign of life since then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat >= %s", [since]
        )
        return int(cursor.fetchone()[0])
