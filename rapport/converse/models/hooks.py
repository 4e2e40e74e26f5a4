"""What a department's program is told of failings, and what came of it."""

from __future__ import annotations

from django.db import models

from rapport.converse.models.failings import Failing


class FailingCall(models.Model):
    """One thing told of a failing. Told at least once, always under the same `key`."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CALLING = "calling", "On its way"
        TAKEN = "taken", "Taken"
        GIVEN_UP = "given_up", "Given up"
        SPARED = "spared", "Nobody to tell any more"

    failing = models.ForeignKey(Failing, on_delete=models.CASCADE, related_name="calls")
    what = models.CharField(max_length=20)  # "failing.raised", "failing.fixed"
    key = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)  # why it was not taken, last

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state__in=["waiting", "calling"]),
                name="converse_failing_calls_due",
            )
        ]
