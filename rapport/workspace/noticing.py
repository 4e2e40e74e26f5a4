"""What notices of this room say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from rapport.workspace.models import Notice, PhoneRun, StaffTask
from rapport.workspace.registry import register_notice


def _of_tasks(sentence: Callable[[], str]) -> Callable[[Sequence[Notice]], dict[int, str]]:
    def say(notices: Sequence[Notice]) -> dict[int, str]:
        tasks = StaffTask.objects.in_bulk([notice.about_id for notice in notices])
        return {
            notice.pk: sentence()
            % {
                "who": notice.by.name if notice.by else _("Somebody"),
                "task": tasks[notice.about_id].text,
            }
            for notice in notices
            if notice.about_id in tasks
        }

    return say


register_notice(
    "workspace.task_given", say=_of_tasks(lambda: _("%(who)s gave you a task: %(task)s"))
)
register_notice(
    "workspace.task_back",
    say=_of_tasks(lambda: _("A colleague left, and a task is yours now: %(task)s")),
)
register_notice("workspace.task_due", say=_of_tasks(lambda: _("Due now: %(task)s")))


def _of_runs(sentence: Callable[[], str]) -> Callable[[Sequence[Notice]], dict[int, str]]:
    def say(notices: Sequence[Notice]) -> dict[int, str]:
        runs = PhoneRun.objects.in_bulk([notice.about_id for notice in notices])
        return {
            notice.pk: sentence()
            % {
                "who": notice.by.name if notice.by else _("Somebody"),
                "id": runs[notice.about_id].about_id or 0,
            }
            for notice in notices
            if notice.about_id in runs
        }

    return say


register_notice(
    "workspace.danger",
    say=_of_runs(
        lambda: _("Danger to life in conversation %(id)d. Take it, or the next is called")
    ),
)
register_notice(
    "workspace.danger_taken",
    say=_of_runs(lambda: _("%(who)s has taken the danger in conversation %(id)d")),
)
register_notice(
    "workspace.practice",
    say=_of_runs(lambda: _("Practice, no real danger: open this and press “I take it”")),
)
