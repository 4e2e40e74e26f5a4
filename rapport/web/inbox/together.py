"""Beside a conversation: who watches it, what is to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.converse.contract import AlarmView, ConversationView, TaskView
from rapport.web.shell import wording
from rapport.web.shell.due_times import due_choices
from rapport.workspace import queries as workspace
from rapport.workspace.contract import DEFAULT_SCRIPT, SCRIPT_SOURCE
from rapport.workspace.models import Member


@dataclass(frozen=True, slots=True)
class TaskShown:
    id: int
    text: str
    who: str
    when: str
    tone: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class TogetherShown:
    is_watching: bool
    watch_words: str
    tasks: Sequence[TaskShown]
    may_add: bool
    may_ask: bool
    alarm: AlarmView | None
    alarm_words: str
    script: str
    script_source: str
    may_take: bool
    due_choices: Sequence[tuple[str, str]]


def together_shown(
    conversation: ConversationView, member: Member, *, now: datetime
) -> TogetherShown:
    view = conversation.together
    assert view is not None
    return TogetherShown(
        is_watching=view.is_watching,
        watch_words=_watching(view.watchers),
        tasks=[task_shown(task, now=now) for task in view.tasks],
        alarm=view.alarm,
        alarm_words=_alarm_words(view.alarm),
        script=view.script,
        script_source=SCRIPT_SOURCE if view.script == DEFAULT_SCRIPT else "",
        may_take=workspace.can(member, "answer"),
        may_ask=workspace.can(member, "consult"),
        may_add=workspace.can(member, "note"),
        due_choices=due_choices(now=now),
    )


def task_shown(task: TaskView, *, now: datetime) -> TaskShown:
    when, tone = "", ""
    if task.due_at is not None and not task.is_done:
        is_late = task.due_at <= now
        tone = "hot" if is_late else ""
        when = (
            _("due since %(when)s") % {"when": wording.moment_with_time(task.due_at, now=now)}
            if is_late
            else _("due %(when)s") % {"when": wording.due_with_time(task.due_at, now=now)}
        )
    return TaskShown(task.id, task.text, task.who, when, tone, task.is_done)


def _alarm_words(alarm: AlarmView | None) -> str:
    if alarm is None:
        return _("Danger to life")
    if alarm.taken_by:
        return _("Danger to life: %(name)s has it") % {"name": alarm.taken_by}
    if alarm.is_calling:
        called = ngettext("%(n)d colleague called", "%(n)d colleagues called", alarm.called)
        said = {"called": called % {"n": alarm.called}}
        return _("Danger to life: nobody has taken it, %(called)s") % said
    return _("Danger to life: nobody took it")


def _watching(others: Sequence[str]) -> str:
    if not others:
        return ""
    if len(others) <= 2:
        return _("%(names)s too") % {"names": ", ".join(others)}
    return ngettext("%(n)s other too", "%(n)s others too", len(others)) % {"n": len(others)}
