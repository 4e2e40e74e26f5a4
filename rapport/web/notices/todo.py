"""To do: a member's own tasks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse.contract import TaskView
from rapport.web.access import may, member_of
from rapport.web.inbox.answers import Toast, acted, is_fragment
from rapport.web.inbox.together import task_shown
from rapport.workspace import actions
from rapport.workspace import queries as workspace
from rapport.workspace.models import StaffTask


@may("see")
def todo(request: HttpRequest) -> HttpResponse:
    now, tasks = timezone.now(), workspace.tasks_of(member_of(request))
    lines = [(task_shown(_view(task), now=now), task.by, _place(task)) for task in tasks]
    context = {
        "here": "todo",
        "open": [line for line in lines if not line[0].is_done],
        "done": [line for line in lines if line[0].is_done],
        "may_do": workspace.can(member_of(request), "note"),
    }
    return render(request, "notices/todo.html", context)


@may("see")
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """On to what it is about."""
    found = workspace.task_for(member_of(request), task_id)
    return redirect(_place(found) or "todo")


@may("note")
@require_POST
def finish(request: HttpRequest, task_id: int) -> HttpResponse:
    done = actions.finish_task(task_id, by=member_of(request), now=timezone.now())
    return _answer(request, done, words=_("Done."))


@may("note")
@require_POST
def reopen(request: HttpRequest, task_id: int) -> HttpResponse:
    again = actions.reopen_task(task_id, by=member_of(request), now=timezone.now())
    return _answer(request, again, words=_("On the list again."))


def _answer(request: HttpRequest, task: StaffTask, *, words: str) -> HttpResponse:
    if is_fragment(request) and task.about == "conversation" and task.about_id:
        return acted(request, task.about_id, toast=Toast(words))
    return redirect((request.POST.get("back") == "conversation" and _place(task)) or "todo")


def _view(task: StaffTask) -> TaskView:
    return TaskView(task.pk, task.text, task.member.name, task.due_at, task.done_at is not None)


def _place(task: StaffTask) -> str:
    if task.about == "conversation" and task.about_id:
        return reverse("inbox_open", args=[task.about_id])
    return ""
