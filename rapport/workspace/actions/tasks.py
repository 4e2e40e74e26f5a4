"""Tasks of staff: given, done, reminded of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rapport.ledger.actions import notify_browsers, publish
from rapport.workspace.actions.entries import blank_entries, demand
from rapport.workspace.actions.notices import notify
from rapport.workspace.errors import InvalidEntry, NotThere
from rapport.workspace.events import TaskAdded, TaskFinished
from rapport.workspace.models import Member, Notice, PhoneRun, ReplyToken, StaffTask

REMINDED_AT_ONCE = 200


@transaction.atomic
def add_task(
    text: str,
    *,
    to: Member,
    by: Member,
    now: datetime,
    due_at: datetime | None = None,
    about: tuple[str, int] | None = None,
) -> StaffTask:
    """Raises InvalidEntry, NotAllowed."""
    demand(by, "note")
    if wrong := blank_entries(sentence=text):
        raise InvalidEntry({"text": wrong["sentence"]})
    if not to.is_active:
        raise InvalidEntry({"to": "They do not work here any more. Choose somebody else."})
    kind, about_id = about or ("", None)
    task = StaffTask.objects.create(
        text=text.strip(), member=to, by=by, about=kind, about_id=about_id, at=now, due_at=due_at
    )
    publish(TaskAdded(task.pk, to.pk, by.pk, _conversation(task)), now=now)
    notify(
        "workspace.task_given",
        to=[to.pk],
        about=("task", task.pk),
        key=f"task:{task.pk}",
        by_id=by.pk,
        now=now,
    )
    notify_browsers("task", [to.pk])
    return task


@transaction.atomic
def finish_task(task_id: int, *, by: Member, now: datetime) -> StaffTask:
    """Anybody who works with the conversation may. Safe to repeat. Raises NotThere, NotAllowed."""
    demand(by, "note")
    task = StaffTask.objects.select_for_update().filter(pk=task_id).first()
    if task is None:
        raise NotThere("There is no such task.")
    if task.done_at is None:
        task.done_at = now
        task.save(update_fields=["done_at"])
        publish(TaskFinished(task.pk, by.pk, _conversation(task)), now=now)
        notify_browsers("task", [task.member_id])
    return task


@transaction.atomic
def reopen_task(task_id: int, *, by: Member, now: datetime) -> StaffTask:
    """It is not done after all."""
    demand(by, "note")
    task = StaffTask.objects.select_for_update().filter(pk=task_id).first()
    if task is None:
        raise NotThere("There is no such task.")
    task.done_at = None
    task.save(update_fields=["done_at"])
    notify_browsers("task", [task.member_id])
    return task


@transaction.atomic
def remind_of_tasks(now: datetime) -> int:
    """Tell whose task is due, once; returns how many were."""
    due = StaffTask.objects.select_for_update(skip_locked=True).filter(
        done_at=None, reminded_at=None, due_at__lte=now
    )
    found = list(due.order_by("due_at")[:REMINDED_AT_ONCE])
    for task in found:
        notify(
            "workspace.task_due",
            to=[task.member_id],
            about=("task", task.pk),
            key=f"task_due:{task.pk}",
            now=now,
        )
    StaffTask.objects.filter(pk__in=[task.pk for task in found]).update(reminded_at=now)
    return len(found)


def hand_back_tasks(member: Member, *, by: Member, now: datetime) -> int:
    """Somebody leaves: what they were to do goes back to whoever gave it, else to who sees them off. Call in a transaction."""
    found = StaffTask.objects.select_for_update(of=("self",)).filter(member=member, done_at=None)
    tasks = list(found.select_related("by"))
    for task in tasks:
        given_by = task.by if task.by is not None and task.by.is_active else None
        task.member = given_by if given_by is not None and given_by.pk != member.pk else by
        task.save(update_fields=["member"])
        notify(
            "workspace.task_back",
            to=[task.member_id],
            about=("task", task.pk),
            key=f"task_back:{task.pk}:{member.pk}",
            now=now,
        )
    return len(tasks)


def forget_about(about: str, ids: Iterable[int]) -> int:
    """What staff were told, given and asked about things that are erased. Call in the erasure's transaction."""
    wanted = list(ids)
    tasks = StaffTask.objects.filter(about=about, about_id__in=wanted)
    of_tasks = Notice.objects.filter(about="task", about_id__in=tasks.values("pk"))
    notices = Notice.objects.filter(about=about, about_id__in=wanted)
    tokens = ReplyToken.objects.filter(about=about, about_id__in=wanted)
    runs = PhoneRun.objects.filter(about=about, about_id__in=wanted)
    of_runs = Notice.objects.filter(about="alarm", about_id__in=runs.values("pk"))
    gone = (of_tasks, tasks, of_runs, runs, notices, tokens)
    return sum(found.delete()[0] for found in gone)


def forget_tasks(before: datetime, limit: int) -> int:
    """Delete tasks done before that, at most `limit`; returns how many."""
    old = list(StaffTask.objects.filter(done_at__lt=before).values_list("pk", flat=True)[:limit])
    StaffTask.objects.filter(pk__in=old).delete()
    return len(old)


def _conversation(task: StaffTask) -> int | None:
    return task.about_id if task.about == "conversation" else None
