"""What colleagues do around a conversation, read in the page's own statement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from rapport.converse.contract import AlarmView, TaskView, TogetherView
from rapport.converse.models import Conversation, Watch
from rapport.workspace.models import Member, PhoneRun, PhoneTree, StaffTask
from rapport.workspace.queries import script_of

TASKS_AT_MOST = 20


def together_rows() -> dict[str, ArraySubquery | Subquery]:
    """Annotations of a conversation, for `together_view`."""
    tasks = StaffTask.objects.filter(about="conversation", about_id=OuterRef("pk"))
    tasks = tasks.order_by(F("done_at").desc(nulls_first=True), F("due_at").asc(nulls_last=True))
    runs = PhoneRun.objects.filter(about="conversation", about_id=OuterRef("pk"))
    runs = runs.annotate(called=Count("calls")).order_by("-started_at")
    return {
        "danger_script": Subquery(PhoneTree.objects.values("script")[:1]),
        "alarm_rows": ArraySubquery(
            runs.values(
                json=JSONObject(
                    id="pk", ended_at="ended_at", called="called", taken_by="taken_by__name"
                )
            )[:1]
        ),
        "watch_rows": ArraySubquery(
            Watch.objects.filter(conversation=OuterRef("pk"))
            .order_by("since")
            .values(json=JSONObject(id="member_id", name="member__name"))
        ),
        "task_rows": ArraySubquery(
            tasks.values(
                json=JSONObject(
                    id="pk", text="text", who="member__name", due_at="due_at", done_at="done_at"
                )
            )[:TASKS_AT_MOST]
        ),
    }


def together_view(c: Conversation, member: Member) -> TogetherView:
    watching: list[dict[str, Any]] = c.watch_rows  # type: ignore[attr-defined]
    tasks: list[dict[str, Any]] = c.task_rows  # type: ignore[attr-defined]
    return TogetherView(
        is_watching=any(row["id"] == member.pk for row in watching),
        watchers=tuple(row["name"] for row in watching if row["id"] != member.pk),
        tasks=tuple(
            TaskView(
                id=row["id"],
                text=row["text"],
                who=row["who"],
                due_at=moment_of(row["due_at"]),
                is_done=row["done_at"] is not None,
            )
            for row in tasks
        ),
        alarm=_alarm(c) if c.danger else None,
        script=script_of(c.danger_script or "") if c.danger else "",  # type: ignore[attr-defined]
    )


def _alarm(c: Conversation) -> AlarmView | None:
    rows: list[dict[str, Any]] = c.alarm_rows  # type: ignore[attr-defined]
    return next(
        (
            AlarmView(
                id=row["id"],
                is_calling=row["ended_at"] is None,
                called=row["called"],
                taken_by=row["taken_by"] or "",
            )
            for row in rows
        ),
        None,
    )


def moment_of(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None
