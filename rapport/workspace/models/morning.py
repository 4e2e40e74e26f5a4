"""The morning mail: who gets it and when, and what became of each."""

from __future__ import annotations

from datetime import time

from django.db import models

from rapport.workspace.models.members import Member


class MorningSetting(models.Model):
    """When it leaves and to whom. Without a row it leaves at half past seven to those who lead."""

    singleton = models.BooleanField(default=True, unique=True, editable=False)
    is_on = models.BooleanField(default=True)
    at = models.TimeField(default=time(7, 30))  # by the organisation's wall
    to_leads = models.BooleanField(default=True)  # leads and owners
    members = models.ManyToManyField(Member, related_name="+", blank=True)  # and these
    changed_at = models.DateTimeField(null=True)


class MorningMail(models.Model):
    """One member's mail of one day. Its text is written when it leaves and kept nowhere."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "On its way"
        SENT = "sent", "Sent"
        SPARED = "spared", "Not wanted any more"
        MISSED = "missed", "Too late"
        FAILED = "failed", "Failed"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    # Later than this it says nothing anybody needs.
    until = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "day"], name="workspace_morning_once_a_day")
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state__in=["waiting", "sending"]),
                name="workspace_mornings_due",
            ),
            models.Index(fields=["-day"], name="workspace_mornings_latest"),
        ]
