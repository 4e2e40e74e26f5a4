"""When a running clock is to be told of, asked by the database, and the escalation of one that ran out."""

from __future__ import annotations

from django.db import models
from django.db.models import Case, F, Func, Q, When
from django.db.models.functions import Least

# What each clock's end stands in, and when the clock runs: the same as `due_times.has_to`, which a test holds it to.
_WAITS = ~Q(status="past") & Q(waiting_since__isnull=False)
_ANSWER = _WAITS & Q(asks=True, answered_at=None)
RUNS = {
    "acknowledge": ("acknowledge_due_at", _WAITS & Q(acknowledged_at=None)),
    "answer": ("answer_due_at", _ANSWER & Q(first_answered_at=None)),
    "next": ("next_due_at", _ANSWER & Q(first_answered_at__isnull=False)),
    "resolve": (
        "resolve_due_at",
        Q(status__in=["open", "waiting"], resolve_from__isnull=False),
    ),
}


def next_alarm() -> Least:
    """The next moment after `alarmed_to` at which a running clock warns or ends; all of them where that is NULL."""
    return Least(*(_of(due, runs) for due, runs in RUNS.values()))


def _of(due: str, runs: Q) -> Case:
    return Case(
        When(runs & Q(alarmed_to=None), then=_moved(due, "-")),
        # Written so that both sides are columns: an expression on the left has no form in a migration.
        When(runs & Q((f"{due}__gt", _moved("alarmed_to", "+"))), then=_moved(due, "-")),
        When(runs & Q((f"{due}__gt", F("alarmed_to"))), then=F(due)),
        output_field=models.DateTimeField(null=True),
    )


def _moved(moment: str, sign: str) -> Func:
    """A moment, `warn_minutes` later or earlier. By way of UTC: only so PostgreSQL takes it for a generated column."""
    return Func(
        F(moment),
        F("warn_minutes"),
        template="((%(expressions)s)) AT TIME ZONE 'UTC')",
        arg_joiner=f" AT TIME ZONE 'UTC' {sign} make_interval(mins => ",
        output_field=models.DateTimeField(null=True),
    )


class Escalation(models.Model):
    """A clock of a conversation ran out. Its steps are told one after the other until what it counts is done."""

    conversation = models.ForeignKey(
        "converse.Conversation", on_delete=models.CASCADE, related_name="escalations"
    )
    clock = models.CharField(max_length=12)  # see due_times.CLOCKS
    due_at = models.DateTimeField()
    started_at = models.DateTimeField()
    # [[minutes after the one before, "role:lead"], ...] as they stood when it started.
    steps = models.JSONField(default=list)
    told = models.PositiveSmallIntegerField(default=0)  # how many of the steps
    next_at = models.DateTimeField(null=True)  # None: every step was told, or it ended
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "clock"],
                condition=models.Q(ended_at=None),
                name="converse_one_escalation_a_clock",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="converse_escalation_next",
                condition=models.Q(next_at__isnull=False),
            )
        ]
