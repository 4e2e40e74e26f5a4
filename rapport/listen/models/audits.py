"""Proof that nothing was lost: days counted against the network, and when we listened at all."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.db import models

from rapport.channels.models import Account


class ListeningSpan(models.Model):
    """A time in which an account was listened to without interruption.

    Silences of at most `auditing.SILENCE` do not end one, so between two spans of an account lies an interruption
    worth the name. `until_at` moves along while listening goes on.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="listening_spans")
    began_at = models.DateTimeField()
    until_at = models.DateTimeField()
    is_latest = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(is_latest=True),
                name="listen_span_one_latest",
            )
        ]
        indexes = [models.Index(fields=["account", "began_at"], name="listen_span_account")]


class DayAudit(models.Model):
    """What we hold of an account and a day (of UTC), counted against what the network lists."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be counted"
        COUNTING = "counting", "Being counted"
        DONE = "done", "Counted"
        FAILED = "failed", "Could not be counted"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="day_audits")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    # Whether what is missing is to be stored this time.
    fetches_again = models.BooleanField(default=False)
    held = models.PositiveIntegerField(default=0)
    # What the network lists; None where it cannot be asked.
    expected = models.PositiveIntegerField(null=True)
    missing = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    # How many were stored by fetching again, over all times it was asked to.
    fetched = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    # Whoever counts says so again and again; silent for long, another collector begins anew.
    worked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "day"], name="listen_day_audit_once")
        ]
        indexes = [
            models.Index(
                fields=["worked_at"],
                name="listen_day_audit_due",
                condition=models.Q(state__in=["waiting", "counting"]),
            )
        ]

    @property
    def since(self) -> datetime:
        return datetime.combine(self.day, time(), tzinfo=UTC)

    @property
    def until(self) -> datetime:
        return self.since + timedelta(days=1)

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.COUNTING)
