"""The list behind each figure of the morning: conversations, by the conditions the figure was counted with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q

from rapport.converse.models import Conversation
from rapport.measure import morning
from rapport.measure.errors import NoSuchFigure
from rapport.voice.models import Promise

_HOUR = timedelta(hours=1)
FIGURES = (
    *("wrote", "peak", "answered", "breached", "danger", "late", "praise"),
    *("acknowledged", "answered_in_time"),
)


def conversations_behind(
    figure: str, *, since: datetime, until: datetime, now: datetime, hour: datetime | None = None
) -> list[int]:
    """Their ids, at most 100: what presses first, else the latest first. `hour`: that of a peak. Raises NoSuchFigure."""
    if figure not in FIGURES:
        raise NoSuchFigure(f"The morning has no figure called {figure!r}.")
    if figure == "late":
        return list(morning.late_ones(now).values_list("pk", flat=True)[: morning.MORNING_AT_MOST])
    if figure == "peak":
        since, until = (hour, hour + _HOUR) if hour is not None else (until, until)
    found = Conversation.objects.filter(_BEHIND[figure](since, until, now))
    order = ["-danger", "-opened_at", "-pk"]
    return list(found.order_by(*order).values_list("pk", flat=True)[: morning.MORNING_AT_MOST])


def promises_behind(since: datetime, until: datetime) -> list[Promise]:
    """Those that fell due in a time, the earliest first, at most 100; those no longer owed are none of them."""
    found = Promise.objects.filter(due_at__gte=since, due_at__lt=until)
    owed = found.exclude(state=Promise.State.RELEASED)
    return list(owed.order_by("due_at", "pk")[: morning.MORNING_AT_MOST])


def _of_turns(since: datetime, until: datetime, now: datetime) -> Q:
    return Q(pk__in=morning.written(since, until).values("conversation"))


def _of_praise(since: datetime, until: datetime, now: datetime) -> Q:
    return Q(pk__in=morning.praise_said(since, until).order_by().values("turn__conversation"))


def _of_facts(kind: str) -> Callable[[datetime, datetime, datetime], Q]:
    def behind(since: datetime, until: datetime, now: datetime) -> Q:
        facts = morning.facts_between(since, until, [kind])
        return Q(pk__in=list(facts.values_list("payload__conversation_id", flat=True).distinct()))

    return behind


def _decided(done: str, due: str) -> Callable[[datetime, datetime, datetime], Q]:
    """All cases of a clock, met or not: a share is read against its whole."""

    def behind(since: datetime, until: datetime, now: datetime) -> Q:
        opened = Q(opened_at__gte=since, opened_at__lt=until) & ~Q(status__in=["past", "merged"])
        decided = Q(**{f"{done}__isnull": False}) | Q(**{f"{due}__lt": now})
        return opened & Q(**{f"{due}__isnull": False}) & decided

    return behind


_BEHIND: dict[str, Callable[[datetime, datetime, datetime], Q]] = {
    "wrote": _of_turns,
    "peak": _of_turns,
    "praise": _of_praise,
    "answered": _of_facts(morning.ANSWERED),
    "breached": _of_facts(morning.BREACHED),
    "danger": _of_facts(morning.DANGER),
    "acknowledged": _decided("acknowledged_at", "acknowledge_due_at"),
    "answered_in_time": _decided("first_answered_at", "answer_due_at"),
}
