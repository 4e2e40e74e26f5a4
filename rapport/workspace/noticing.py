"""What notices of this room say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from rapport.workspace.models import Notice, PhoneCall, PhoneRun, StaffTask
from rapport.workspace.registry import register_notice, subject_names


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


def _task_stands() -> Exists:
    """It is to be done still, and by them."""
    theirs = StaffTask.objects.filter(member=OuterRef("member"), done_at=None)
    return Exists(theirs.filter(pk=OuterRef("about_id")))


register_notice(
    "workspace.task_given",
    say=_of_tasks(lambda: _("%(who)s gave you a task: %(task)s")),
    stands=_task_stands,
)
register_notice(
    "workspace.task_back",
    say=_of_tasks(lambda: _("A colleague left, and a task is yours now: %(task)s")),
    stands=_task_stands,
)
register_notice(
    "workspace.task_due", say=_of_tasks(lambda: _("Due now: %(task)s")), stands=_task_stands
)


def _of_runs(sentence: Callable[[], str]) -> Callable[[Sequence[Notice]], dict[int, str]]:
    def say(notices: Sequence[Notice]) -> dict[int, str]:
        runs = PhoneRun.objects.in_bulk([notice.about_id for notice in notices])
        named = _subjects(notices, runs)
        return {
            notice.pk: sentence()
            % {
                "who": notice.by.name if notice.by else _("Somebody"),
                "where": named.get(notice.pk) or _("a conversation"),
            }
            for notice in notices
            if notice.about_id in runs
        }

    return say


def _subjects(notices: Sequence[Notice], runs: Mapping[int, PhoneRun]) -> dict[int, str]:
    about: dict[str, dict[int, int]] = defaultdict(dict)
    for notice in notices:
        if (run := runs.get(notice.about_id)) is not None and run.about_id:
            about[run.about][notice.pk] = run.about_id
    found: dict[int, str] = {}
    for kind, ids in about.items():
        found |= subject_names(kind, [n for n in notices if n.pk in ids], ids)
    return found


def _nobody_took_it() -> Exists:
    return Exists(PhoneRun.objects.filter(pk=OuterRef("about_id"), ended_at=None))


def _practice_stands() -> Q:
    """Everybody answers for themselves."""
    theirs = PhoneCall.objects.filter(member=OuterRef("member"), answered_at=None)
    return Q(_nobody_took_it()) & Q(Exists(theirs.filter(run=OuterRef("about_id"))))


register_notice(
    "workspace.danger",
    say=_of_runs(lambda: _("Danger to life in %(where)s. Take it, or the next is called")),
    stands=_nobody_took_it,
)
register_notice(
    "workspace.danger_taken",
    say=_of_runs(lambda: _("%(who)s has taken the danger in %(where)s")),
)
register_notice(
    "workspace.practice",
    say=_of_runs(lambda: _("Practice, no real danger: open this and press “I take it”")),
    stands=_practice_stands,
)
